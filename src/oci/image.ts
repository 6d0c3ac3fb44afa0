import { ContentError } from './content-error.ts'
import { type Descriptor, isDistributable, isManifest } from './descriptor.ts'
import type { Digest } from './digest.ts'
import { type Manifest, manifestLimit } from './manifest.ts'

/** A root and what it reaches: manifests with children before parents (the root is last), and each blob once. */
export interface Image {
  readonly root: Descriptor
  readonly manifests: readonly Manifest[]
  readonly blobs: readonly Descriptor[]
}

/** Levels of manifests, more than any real image has. */
const depthLimit = 8
/** Bytes of all manifests together, which are held in memory. */
const totalLimit = 16 * manifestLimit

/**
 * Collects what `root` reaches. `read` finds the manifest of a descriptor. Throws ContentError where it is not what
 * the descriptor says.
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
    if (total > totalLimit) throw new ContentError(`${root.digest} has manifests of more than ${totalLimit} bytes`)
    const manifest = checkedAgainst(descriptor, await read(descriptor))
    for (const child of manifest.children.filter(isManifest)) await visit(child, depth + 1)
    // An index may name content of a kind unknown here; clients agree to treat it as a blob.
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
    throw new ContentError(`${where} has the ${field} ${found[field]}, not ${descriptor[field]} as it is said to have`)
  }
  return manifest
}
