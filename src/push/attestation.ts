import { type Descriptor, mediaTypes } from '../oci/descriptor.ts'
import { type Digest, digestOf } from '../oci/digest.ts'
import { collectImage, type Image } from '../oci/image.ts'
import { type Manifest, parseManifest } from '../oci/manifest.ts'
import { renameSubjects } from './statement.ts'

/** An image, and the content of those of its blobs that were made here. */
export interface Renamed {
  readonly image: Image
  readonly blobs: ReadonlyMap<Digest, Uint8Array>
}

export interface Renaming {
  /** The name that the builder pushed to: `127.0.0.1:PORT/name`. */
  readonly builtName: string
  /** The package URLs to say instead. */
  readonly urls: readonly string[]
  /** The content of a part of an attestation; undefined where it is not at hand. */
  readonly read: (digest: Digest) => Promise<Uint8Array | undefined>
}

type Replaced = Map<Digest, Descriptor>

/**
 * BuildKit writes the name that it pushes to into its attestations. This says the published names there, and follows
 * the change up: statement, config, manifest, index. The same image and names always give the same bytes.
 */
export async function renameAttestations(image: Image, renaming: Renaming): Promise<Renamed> {
  const blobs = new Map<Digest, Uint8Array>()
  const replaced: Replaced = new Map()
  const manifests = new Map<Digest, Manifest>()
  for (const manifest of image.manifests) {
    for (const [old, bytes] of await renameBlobs(manifest, renaming)) {
      const descriptor = { ...old, digest: digestOf(bytes), size: bytes.length }
      blobs.set(descriptor.digest, bytes)
      replaced.set(old.digest, descriptor)
    }
    const renewed = renew(manifest, replaced)
    if (renewed !== manifest) replaced.set(manifest.descriptor.digest, renewed.descriptor)
    manifests.set(renewed.descriptor.digest, renewed)
  }
  const root = replaced.get(image.root.digest)
  return { image: root ? await collectImage(root, ({ digest }) => manifests.get(digest) as Manifest) : image, blobs }
}

/** The statements of a manifest that name what was built, in their new words, and the config that lists them. */
async function renameBlobs(
  manifest: Manifest,
  { builtName, urls, read }: Renaming
): Promise<Map<Descriptor, Uint8Array>> {
  const renamed = new Map<Descriptor, Uint8Array>()
  for (const statement of manifest.blobs.filter(({ mediaType }) => mediaType === mediaTypes.inToto)) {
    const bytes = await read(statement.digest)
    const said = bytes && renameSubjects(bytes, builtName, urls)
    if (said) renamed.set(statement, said)
  }
  const [config] = manifest.blobs
  const listed = config && renamed.size > 0 ? await read(config.digest) : undefined
  if (config && listed) renamed.set(config, relist(listed, renamed))
  return renamed
}

/** A config names its layers by the digest of what they hold, which for a statement is the blob itself. */
function relist(config: Uint8Array, renamed: ReadonlyMap<Descriptor, Uint8Array>): Uint8Array {
  let text = Buffer.from(config).toString('utf8')
  for (const [{ digest }, bytes] of renamed) text = text.replaceAll(digest, digestOf(bytes))
  return Buffer.from(text)
}

/** The manifest with the descriptors of what was replaced; itself where nothing of it was. */
function renew(manifest: Manifest, replaced: Replaced): Manifest {
  if (![...manifest.children, ...manifest.blobs].some(({ digest }) => replaced.has(digest))) return manifest
  const fields = JSON.parse(Buffer.from(manifest.bytes).toString('utf8')) as Record<string, unknown>
  const text = JSON.stringify(fields, (_, value: unknown) => withReplaced(value, replaced), 2)
  return parseManifest(Buffer.from(text), manifest.descriptor.mediaType)
}

function withReplaced(value: unknown, replaced: Replaced): unknown {
  if (typeof value !== 'object' || value === null || !('digest' in value)) return value
  const now = replaced.get(value.digest as Digest)
  return now ? { ...value, digest: now.digest, size: now.size } : value
}
