import { ContentError } from './content-error.ts'
import { type Descriptor, isDistributable, isManifest } from './descriptor.ts'
import type { Digest } from './digest.ts'
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
/** The total size of all manifests in bytes, as they are held in memory. */
const totalLimit = 16 * manifestLimit

/**
 * Collects everything that `root` references. `read` finds the manifest of a descriptor. Throws ContentError if the
 * manifest does not match the descriptor.
 */
export async function collectImage(
  root: Descriptor,
  read: (descriptor: Descriptor) => Manifest | Promise<Manifest>
): Promise<Image> {
  const manifests = new Map<Digest, Manifest>()
  const blobs = new Map<Digest, Descriptor>()
  let total = 0

  async function visit(descriptor: Descriptor, depth: number): Promise<void> {
    if (manifests.has(descriptor.digest)) return
    if (depth > depthLimit) throw new ContentError(`index ${root.digest} is nested more than ${depthLimit} deep`)
    total += descriptor.size
    if (total > totalLimit) throw new ContentError(`${root.digest} has more than ${totalLimit} bytes of manifests`)
    const manifest = checkedAgainst(descriptor, await read(descriptor))
    for (const child of manifest.children.filter(isManifest)) await visit(child, depth + 1)
    // An index may list content of an unknown kind; clients agree to treat it as a blob.
    const other = manifest.children.filter((child) => !isManifest(child))
    for (const blob of [...manifest.blobs, ...other].filter(isDistributable)) blobs.set(blob.digest, blob)
    manifests.set(descriptor.digest, manifest)
  }

  await visit(root, 1)
  return { root, manifests: [...manifests.values()], blobs: [...blobs.values()] }
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
