import { parseRecord, recordOf } from '../../json.ts'
import { type Descriptor, mediaTypes } from '../../oci/descriptor.ts'
import { digestOf } from '../../oci/digest.ts'
import type { Tag } from '../../oci/distribution/tag.ts'
import type { Manifest } from '../../oci/manifest.ts'
import { type Artifact, type ArtifactLayer, artifactOf } from '../artifact.ts'
import type { StatedClaim } from '../cosign/in-toto.ts'
import type { ArtifactPlace, SignedLayer } from '../signer.ts'

/** The tag under which cosign looks: `sha256-….sig` */
export function tagFor(
  { subject }: StatedClaim,
  { ending }: Pick<Extract<ArtifactPlace, { kind: 'tag' }>, 'ending'>
): Tag {
  return `${subject.digest.replace(':', '-')}${ending}` as Tag
}

/** Adds layers to those that a tag has already. Throws Error, with the end of a sentence, if it has something else. */
export function withLayers(existing: Manifest | undefined, added: readonly SignedLayer[]): Artifact {
  if (existing && existing.descriptor.mediaType !== mediaTypes.ociManifest) {
    throw new Error(`it is ${existing.descriptor.mediaType}, which cosign does not write`)
  }
  const layers = [...(existing?.blobs.slice(1) ?? []), ...added]
  const { annotations } = recordOf(existing && parseRecord(Buffer.from(existing.bytes).toString('utf8')))
  const kept = annotations as Readonly<Record<string, string>> | undefined
  return artifactOf(configFor(layers), layers, { annotations: kept })
}

/** The layers are not compressed, so that their digests are those of the content. */
function configFor(layers: readonly ArtifactLayer[]) {
  const ids = layers.map((layer) => ('bytes' in layer ? digestOf(layer.bytes) : (layer as Descriptor).digest))
  const rootfs = { type: 'layers', diff_ids: ids }
  const config = { architecture: '', os: '', config: {}, rootfs }
  return { mediaType: 'application/vnd.oci.image.config.v1+json', bytes: Buffer.from(JSON.stringify(config)) }
}
