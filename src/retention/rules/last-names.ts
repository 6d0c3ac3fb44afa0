import type { Digest } from '../../oci/digest.ts'
import type { Tag } from '../../oci/distribution/tag.ts'
import type { Links } from '../graph/links.ts'
import { companions, type Reached, reach } from '../graph/reachable.ts'
import type { Ruling } from './tag-decisions.ts'

/**
 * Like `reach` with companions, for registries that delete what nothing names: what stays and would lose its last name
 * keeps an index that names it.
 */
export function reachWithNames(
  staying: readonly Digest[],
  condemned: Reached,
  tags: ReadonlyMap<Tag, Ruling>,
  links: Links
): Reached {
  const holders = new Map<Digest, Digest>()
  const isTagged = (digest: Digest) => links.tags.get(digest)?.some(({ tag }) => tags.get(tag)?.do === 'keep') === true
  for (;;) {
    const kept = reach([...staying, ...holders.keys()], companions(links))
    const named = new Set(kept.keys().flatMap(links.children))
    const isExposed = (digest: Digest) => kept.has(digest) && !named.has(digest) && !isTagged(digest)
    const added = condemned.keys().flatMap((index) => {
      const exposed = kept.has(index) ? undefined : links.children(index).find(isExposed)
      return exposed === undefined ? [] : [[index, exposed] as const]
    })
    const size = holders.size
    for (const [index, exposed] of added) holders.set(index, exposed)
    if (holders.size === size) return new Map([...kept, ...holders])
  }
}
