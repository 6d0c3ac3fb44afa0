import { contentOfBytes } from '../oci/blob-content.ts'
import { type Descriptor, mediaTypes } from '../oci/descriptor.ts'
import { type Digest, digestOf } from '../oci/digest.ts'
import type { ImageSource } from '../oci/image-source.ts'
import { type Manifest, parseManifest } from '../oci/manifest.ts'
import type { SignedLayer } from './signer.ts'

/** A manifest, and the content of those of its blobs that a repository may lack. */
export interface Artifact {
  readonly manifest: Manifest
  readonly contents: ReadonlyMap<Digest, Uint8Array>
}

/** What a manifest says besides its layers. */
export interface ArtifactFields {
  readonly artifactType?: string
  readonly subject?: Descriptor
  readonly annotations?: Readonly<Record<string, string>> | undefined
}

/** A layer that is new, or one that the repository has already. */
export type ArtifactLayer = SignedLayer | Descriptor

/** The content of the config of an artifact that needs none: image-spec, manifest.md, "Guidance for an Empty Descriptor" */
export const emptyConfig = Buffer.from('{}')

/** An artifact that refers to a manifest: image-spec, manifest.md, "Guidelines for Artifact Usage". */
export function referrerOf(
  subject: Descriptor,
  layer: SignedLayer,
  fields: ArtifactFields,
  configType = 'application/vnd.oci.empty.v1+json'
): Artifact {
  const { mediaType, digest, size } = subject
  return artifactOf({ mediaType: configType, bytes: emptyConfig }, [layer], {
    ...fields,
    subject: { mediaType, digest, size },
  })
}

/** A manifest with a config and layers. */
export function artifactOf(
  config: SignedLayer,
  layers: readonly ArtifactLayer[],
  { artifactType, subject, annotations }: ArtifactFields = {}
): Artifact {
  const fields = {
    schemaVersion: 2,
    mediaType: mediaTypes.ociManifest,
    ...(artifactType !== undefined && { artifactType }),
    config: layerDescriptor(config),
    layers: layers.map(layerDescriptor),
    ...(subject && { subject }),
    ...(annotations && { annotations }),
  }
  const manifest = parseManifest(Buffer.from(JSON.stringify(fields)), mediaTypes.ociManifest)
  const own = [config, ...layers].filter((layer) => 'bytes' in layer)
  return { manifest, contents: new Map(own.map(({ bytes }) => [digestOf(bytes), bytes])) }
}

/** The descriptor of a layer, with its annotations. */
export function layerDescriptor(layer: ArtifactLayer): Descriptor {
  if (!('bytes' in layer)) return layer
  const { mediaType, bytes, annotations } = layer
  return { mediaType, digest: digestOf(bytes), size: bytes.length, ...(annotations && { annotations }) }
}

/** An artifact as part of a release: it is published wherever the image is that it is attached to. */
export function sourceOf({ manifest, contents }: Artifact, name: string, attachedTo: object): ImageSource {
  return {
    name,
    image: { root: manifest.descriptor, manifests: [manifest], blobs: manifest.blobs },
    blob(digest) {
      const bytes = contents.get(digest)
      return bytes && contentOfBytes(bytes)
    },
    attachedTo,
    absence: 'and it belongs to a signature that others have made. Run this again',
    [Symbol.asyncDispose]: async () => undefined,
  }
}
