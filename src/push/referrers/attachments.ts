import { sameRepository } from '../../oci/distribution/reference.ts'
import type { ImageSource } from '../../oci/image-source.ts'
import { Push } from '../push.ts'
import type { Release } from '../release.ts'

/**
 * What refers to an image, as further parts of its release: it goes to the repositories of these pushes. `seen` holds
 * what the release has already. Throws ContentError.
 */
export async function attachmentsOf(
  source: ImageSource,
  pushes: readonly Push[],
  seen: Set<string> = new Set()
): Promise<Release> {
  const others = elsewhere(source, pushes)
  if (others.length === 0) return []
  const referrers = (await source.referrers?.open()) ?? []
  return referrers
    .filter(({ source: { image }, tag = '' }) => isAdded(seen, `${image.root.digest} ${tag}`))
    .map(({ source: artifact, tag }) => ({
      source: { ...artifact, attachedTo: source },
      pushes: others.map(
        ({ content }) => new Push({ repository: content.repository, tags: tag ? [tag] : [] }, content)
      ),
    }))
}

/** The pushes to other repositories than that of the image, where what refers to it is already; one for each. */
export function elsewhere({ image, origin }: ImageSource, pushes: readonly Push[]): readonly Push[] {
  const home = origin?.(image.root.digest)
  const unique = new Map(pushes.map((push) => [push.content, push]))
  return [...unique.values()].filter(({ content }) => !home || !sameRepository(home, content.repository))
}

function isAdded(seen: Set<string>, key: string): boolean {
  return seen.size < seen.add(key).size
}
