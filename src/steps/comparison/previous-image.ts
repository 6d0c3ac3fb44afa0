import { isManifest } from '../../oci/descriptor.ts'
import type { Digest } from '../../oci/digest.ts'
import { formatTarget } from '../../oci/distribution/target.ts'
import type { Manifest } from '../../oci/manifest.ts'
import type { PreviousImage } from '../../plan/comparison/image-comparison.ts'
import { type KnownImage, type PlatformImage, platformImages } from '../../plan/comparison/image-layers.ts'
import type { Outcome } from '../../plan/outcome.ts'
import type { Push } from '../../push/push.ts'

/** The image that a tag of a target pointed at before, as far as the warm-up read it. */
export interface FormerImage {
  readonly previous: PreviousImage
  readonly platforms: readonly PlatformImage[]
}

/** Manifests of one image; the warm-up reads no more. */
const manifestLimit = 24

/**
 * The image that the first tag was moved from, or else the one that a tag points at because it is the same; `image` is the
 * new one. Undefined if there is none, or the warm-up did not read it. Takes no request.
 */
export async function formerImage(
  { content: { manifests } }: Push,
  outcome: Outcome,
  image: readonly PlatformImage[],
  historyOf: KnownImage['historyOf']
): Promise<FormerImage | undefined> {
  for (const { tag, digest } of formerTags(outcome)) {
    const previous = { tag, name: `${formatTarget(outcome.target)}@${digest}` }
    if (digest === outcome.root?.digest) return { previous, platforms: image }
    const root = await manifests.known(digest)
    if (!root) continue
    const all = await manifestsBelow(root, (child) => manifests.known(child))
    return { previous, platforms: platformImages({ root, manifestOf: (child) => all.get(child), historyOf }) }
  }
  return undefined
}

/** The tags that had an image before: first those that were moved from another one. */
function formerTags({ tags, root }: Outcome) {
  const isTaken = ['published', 'overtaken', 'unconfirmed', 'unchanged']
  const found = tags.filter(({ status }) => isTaken.includes(status))
  const former = found.flatMap(({ tag, before }) => (before ? [{ tag, digest: before }] : []))
  return [
    ...former.filter(({ digest }) => digest !== root?.digest),
    ...former.filter(({ digest }) => digest === root?.digest),
  ]
}

async function manifestsBelow(
  root: Manifest,
  read: (digest: Digest) => Promise<Manifest | undefined>
): Promise<ReadonlyMap<Digest, Manifest>> {
  const found = new Map<Digest, Manifest>()
  for (let level = root.children.filter(isManifest); level.length > 0 && found.size < manifestLimit; ) {
    const all = await Promise.all(level.slice(0, manifestLimit).map(({ digest }) => read(digest)))
    const fresh = all.filter((manifest) => manifest !== undefined && !found.has(manifest.descriptor.digest))
    for (const manifest of fresh) if (manifest) found.set(manifest.descriptor.digest, manifest)
    level = fresh.flatMap((manifest) => manifest?.children ?? []).filter(isManifest)
  }
  return found
}
