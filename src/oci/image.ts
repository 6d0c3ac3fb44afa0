import { ConcurrencyLimit } from '../async/concurrency-limit.ts'
import { ContentError } from './content-error.ts'
import { type Descriptor, isDistributable, isManifest } from './descriptor.ts'
import { algorithmOf, type Digest, digestOf } from './digest.ts'
import { type Manifest, manifestLimit } from './manifest.ts'

/**
 * A root and everything it references: manifests with children before parents (the root is last), and each blob once.
 */
export interface Image {
  readonly root: Descriptor
  readonly manifests: readonly Manifest[]
  readonly blobs: readonly Descriptor[]
}

/** Levels of manifests; more than any real image has. */
const depthLimit = 8
/** Manifests to read at a time. */
const readsAtOnce = 16
/** The total size of all manifests in bytes, as they are held in memory. */
const totalLimit = 16 * manifestLimit

/** Chooses the entries of an index that are wanted. */
export type EntrySelection = (index: Manifest) => ReadonlySet<Digest>

/**
 * Collects everything that `root` references; of an index, only what `selection` chooses. `read` finds the manifest of a
 * descriptor. Throws ContentError if the manifest does not match the descriptor, or if no content can match one.
 */
export async function collectImage(
  root: Descriptor,
  read: (descriptor: Descriptor) => Manifest | Promise<Manifest>,
  selection?: EntrySelection
): Promise<Image> {
  const found = new Map<Digest, Manifest>()
  const manifests = new Map<Digest, Manifest>()
  const blobs = new Map<Digest, Descriptor>()

  const childrenOf = (manifest: Manifest): readonly Descriptor[] => {
    const isRoot = manifest.descriptor.digest === root.digest && manifest.children.length > 0
    const chosen = isRoot ? selection?.(manifest) : undefined
    return chosen ? manifest.children.filter(({ digest }) => chosen.has(digest)) : manifest.children
  }

  function visit({ digest }: Descriptor, depth: number): void {
    if (manifests.has(digest)) return
    checkDepth(root, depth)
    const manifest = found.get(digest) as Manifest
    const children = childrenOf(manifest)
    for (const child of children.filter(isManifest)) visit(child, depth + 1)
    // An index may list content of an unknown kind; clients agree to treat it as a blob.
    const other = children.filter((child) => !isManifest(child))
    for (const blob of [...manifest.blobs, ...other].filter(isDistributable)) {
      checkSize(blob, blobs.get(blob.digest), digest)
      blobs.set(blob.digest, blob)
    }
    manifests.set(digest, manifest)
  }

  await readAll(root, { read, childrenOf }, found)
  visit(root, 1)
  return { root, manifests: [...manifests.values()], blobs: [...blobs.values()] }
}

interface Reading {
  readonly read: (descriptor: Descriptor) => Manifest | Promise<Manifest>
  readonly childrenOf: (manifest: Manifest) => readonly Descriptor[]
}

/** Reads all manifests, those of one level in parallel. */
async function readAll(root: Descriptor, { read, childrenOf }: Reading, found: Map<Digest, Manifest>): Promise<void> {
  const turns = new ConcurrencyLimit(readsAtOnce)
  let total = 0
  for (let [level, depth] = [[root], 1] as [readonly Descriptor[], number]; level.length > 0; depth++) {
    checkDepth(root, depth)
    total += level.reduce((sum, { size }) => sum + size, 0)
    if (total > totalLimit) throw new ContentError(`${root.digest} has more than ${totalLimit} bytes of manifests`)
    const failed = new AbortController()
    const manifests = level.map((descriptor) =>
      turns.run(async () => {
        // The first failure ends it: an index may list thousands.
        failed.signal.throwIfAborted()
        return checkedAgainst(descriptor, await read(descriptor))
      })
    )
    const all = await Promise.all(manifests).catch((error: unknown) => {
      failed.abort(error)
      throw error
    })
    for (const manifest of all) found.set(manifest.descriptor.digest, manifest)
    const children = all.flatMap((manifest) => childrenOf(manifest).filter(isManifest))
    const next = new Map(children.map((child) => [child.digest, child]))
    level = [...next.values()].filter(({ digest }) => !found.has(digest))
  }
}

function checkedAgainst(descriptor: Descriptor, manifest: Manifest): Manifest {
  const found = manifest.descriptor
  for (const field of ['digest', 'mediaType', 'size'] as const) {
    if (found[field] === descriptor[field]) continue
    const where = `manifest ${descriptor.digest}`
    throw new ContentError(`${where} has the ${field} ${found[field]}, but its descriptor says ${descriptor[field]}`)
  }
  return manifest
}

function checkDepth(root: Descriptor, depth: number): void {
  if (depth > depthLimit) throw new ContentError(`index ${root.digest} is nested more than ${depthLimit} deep`)
}

/** A size that cannot be right would only come out when a registry refuses the content, as if that were damaged. */
function checkSize({ digest, size }: Descriptor, former: Descriptor | undefined, manifest: Digest): void {
  const where = `manifest ${manifest}`
  if (former && former.size !== size) {
    throw new ContentError(`${where} says that ${digest} has ${size} bytes, but it is also listed with ${former.size}`)
  }
  if (size === 0 && digestOf(Buffer.of(), algorithmOf(digest)) !== digest) {
    throw new ContentError(`${where} says that ${digest} is empty, but that is not the digest of empty content`)
  }
}
