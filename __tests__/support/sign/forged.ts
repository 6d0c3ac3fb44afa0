import type { Digest } from '../../../src/oci/digest.ts'
import { parseManifest } from '../../../src/oci/manifest.ts'
import { blob, manifest, type TestImage } from '../images.ts'
import type { TestRegistry } from '../registry/registry.ts'

interface Place {
  readonly registry: TestRegistry
  readonly name: string
}

const ociManifest = 'application/vnd.oci.image.manifest.v1+json'

/** Gives another image the signatures of an image, as they are or changed, in both of cosign's formats. */
export async function forge(
  { registry, name }: Place,
  from: Digest,
  to: TestImage,
  change: (text: string) => string = (text) => text
): Promise<void> {
  registry.put(name, to)
  const changed = (digest: string) => Buffer.from(change(String(Buffer.from(registry.blob(name, digest) ?? []))))
  const response = await fetch(`${registry.origin}/v2/${name}/referrers/${from}`)
  const { manifests } = (await response.json()) as { readonly manifests: readonly { readonly digest: string }[] }
  for (const { digest } of manifests) {
    const { artifactType, annotations, layers } = fieldsOf(registry, name, digest)
    const config = blob(Buffer.from('{}'), 'application/vnd.oci.empty.v1+json')
    const bundles = layers.map((layer) => blob(changed(layer.digest), layer.mediaType))
    const fields = { mediaType: ociManifest, subject: to.root, artifactType, annotations }
    registry.put(name, manifest(fields, config, bundles))
  }
  const tagged = registry.tags(name)[`${from.replace(':', '-')}.sig`]
  if (tagged === undefined) return
  const layers = fieldsOf(registry, name, tagged).layers.map(({ digest, mediaType, annotations }) =>
    blob(changed(digest), mediaType, { annotations })
  )
  const config = blob(Buffer.from('{"rootfs":{}}'), 'application/vnd.oci.image.config.v1+json')
  registry.put(name, manifest({ mediaType: ociManifest }, config, layers), `${to.root.digest.replace(':', '-')}.sig`)
}

interface Fields {
  readonly artifactType: string
  readonly annotations: Readonly<Record<string, string>>
  readonly layers: readonly {
    readonly mediaType: string
    readonly digest: string
    readonly annotations: Readonly<Record<string, string>>
  }[]
}

function fieldsOf(registry: TestRegistry, name: string, digest: string): Fields {
  const { bytes } = registry.manifest(name, digest) ?? {}
  if (!bytes) throw new Error(`${digest} is not at ${name}`)
  parseManifest(bytes)
  return JSON.parse(Buffer.from(bytes).toString()) as Fields
}

/** Changes what is signed so that it is about another image, in both of cosign's formats. */
export function renamedTo({ root }: TestImage): (text: string) => string {
  const hex = root.digest.slice('sha256:'.length)
  const rename = (text: string) => text.replace(/(?<="sha256":"|sha256:)[0-9a-f]{64}/, hex)
  return (text) => {
    const fields = JSON.parse(text)
    if (!fields.dsseEnvelope) return rename(text)
    const payload = Buffer.from(rename(Buffer.from(fields.dsseEnvelope.payload, 'base64').toString()))
    return JSON.stringify({ ...fields, dsseEnvelope: { ...fields.dsseEnvelope, payload: payload.toString('base64') } })
  }
}
