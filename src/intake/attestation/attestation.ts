import { parseJson } from '../../json.ts'
import type { BlobContent } from '../../oci/blob-content.ts'
import { collectBytes, contentOfBytes } from '../../oci/blob-content.ts'
import { ContentError } from '../../oci/content-error.ts'
import { type Descriptor, mediaTypes } from '../../oci/descriptor.ts'
import { type Digest, digestOf } from '../../oci/digest.ts'
import { collectImage, type Image } from '../../oci/image.ts'
import { type Manifest, parseManifest } from '../../oci/manifest.ts'
import { digestLike, splice } from './spliced-content.ts'
import { lacksSubject, renameSubjects } from './statement.ts'

/** An image, and the content of those of its blobs that were rewritten. */
export interface Renamed {
  readonly image: Image
  readonly blobs: ReadonlyMap<Digest, BlobContent>
}

export interface Renaming {
  /** The name that the builder pushed to: `127.0.0.1:PORT/name`. */
  readonly builtName: string
  /** The package URLs to replace it with. */
  readonly urls: readonly string[]
  /** The content of a part of an attestation; undefined if it is not available. */
  readonly partOf: (digest: Digest) => BlobContent | undefined
}

/** Bytes. Subjects are at the start of a statement, and a config is smaller than this. */
const headLimit = 1024 * 1024

type Replaced = Map<Digest, Descriptor>

/**
 * BuildKit writes the name it pushes to into its attestations. This replaces it with the published names and updates
 * every digest up to the root: statement, config, manifest, index. The same image and names always give the same bytes.
 */
export async function renameAttestations(image: Image, renaming: Renaming): Promise<Renamed> {
  const blobs = new Map<Digest, BlobContent>()
  const replaced: Replaced = new Map()
  const manifests = new Map<Digest, Manifest>()
  for (const manifest of image.manifests) {
    for (const { old, digest, content } of await renameBlobs(manifest, renaming)) {
      blobs.set(digest, content)
      replaced.set(old.digest, { ...old, digest, size: content.size })
    }
    const renewed = renew(manifest, replaced)
    if (renewed !== manifest) replaced.set(manifest.descriptor.digest, renewed.descriptor)
    manifests.set(renewed.descriptor.digest, renewed)
  }
  const root = replaced.get(image.root.digest)
  return { image: root ? await collectImage(root, ({ digest }) => manifests.get(digest) as Manifest) : image, blobs }
}

/** Finds statements of an image that have no subject, among those whose content is available. */
export async function findUnbound(image: Image, partOf: Renaming['partOf']): Promise<readonly Digest[]> {
  const statements = image.manifests.flatMap(({ blobs }) => blobs.filter(isStatement))
  const unbound: Digest[] = []
  for (const { digest } of statements) {
    const content = partOf(digest)
    if (content && lacksSubject(await readHead(content), content.size <= headLimit)) unbound.push(digest)
  }
  return unbound
}

function isStatement({ mediaType }: Descriptor): boolean {
  return mediaType === mediaTypes.inToto
}

/** A blob whose content was changed. */
interface Rewritten {
  readonly old: Descriptor
  readonly digest: Digest
  readonly content: BlobContent
}

/** Rewrites the statements of a manifest that name the built image, and the config that lists them. */
async function renameBlobs({ blobs }: Manifest, renaming: Renaming): Promise<readonly Rewritten[]> {
  const statements: Rewritten[] = []
  for (const old of blobs.filter(isStatement)) {
    const content = await renameStatement(old.digest, renaming)
    if (content) statements.push({ old, digest: await digestLike(old.digest, content), content })
  }
  const [config] = blobs
  const listed = config && statements.length > 0 ? renaming.partOf(config.digest) : undefined
  return config && listed ? [...statements, await relist(config, listed, statements)] : statements
}

async function renameStatement(
  digest: Digest,
  { partOf, builtName, urls }: Renaming
): Promise<BlobContent | undefined> {
  const content = partOf(digest)
  const splicing = content && renameSubjects(await readHead(content), builtName, urls)
  return splicing && splice(content, splicing)
}

/** A config lists its layers by the digest of their uncompressed content, which for a statement is the blob itself. */
async function relist(old: Descriptor, content: BlobContent, statements: readonly Rewritten[]): Promise<Rewritten> {
  if (content.size > headLimit)
    throw new ContentError(`the config ${old.digest} of an attestation is too large to be rewritten`)
  let text = (await readHead(content)).toString('utf8')
  for (const statement of statements) text = text.replaceAll(statement.old.digest, statement.digest)
  const bytes = Buffer.from(text)
  return { old, digest: digestOf(bytes), content: contentOfBytes(bytes) }
}

async function readHead(content: BlobContent): Promise<Buffer> {
  return await collectBytes((signal) => content.read(0, Math.min(content.size, headLimit), signal))
}

/** The manifest with updated descriptors for replaced content; the same manifest if it references none. */
function renew(manifest: Manifest, replaced: Replaced): Manifest {
  if (![...manifest.children, ...manifest.blobs].some(({ digest }) => replaced.has(digest))) return manifest
  const fields = parseJson(Buffer.from(manifest.bytes).toString('utf8')) as Record<string, unknown>
  const text = JSON.stringify(fields, (_, value: unknown) => withReplaced(value, replaced), 2)
  return parseManifest(Buffer.from(text), manifest.descriptor.mediaType)
}

function withReplaced(value: unknown, replaced: Replaced): unknown {
  if (typeof value !== 'object' || value === null || !('digest' in value)) return value
  const now = replaced.get(value.digest as Digest)
  return now ? { ...value, digest: now.digest, size: now.size } : value
}
