import type { Digest } from '../../oci/digest.ts'
import type { Links } from '../graph/links.ts'

/** For each manifest to be removed, the others that go before it: those that name it as a child, and its subject. */
export function predecessors(removed: ReadonlySet<Digest>, links: Links): ReadonlyMap<Digest, ReadonlySet<Digest>> {
  const before = new Map<Digest, Set<Digest>>([...removed].map((digest) => [digest, new Set()]))
  for (const digest of removed) {
    for (const child of links.children(digest)) before.get(child)?.add(digest)
  }
  for (const digest of removed) {
    for (const referrer of links.referrers(digest)) {
      // An index at a fallback tag may, against the specification, list its own subject.
      if (!before.get(digest)?.has(referrer)) before.get(referrer)?.add(digest)
    }
  }
  return before
}

/** Parents before children, subjects before what refers to them; of those that may go, the given order decides. */
export function sortForRemoval(
  order: readonly Digest[],
  before: ReadonlyMap<Digest, ReadonlySet<Digest>>
): readonly Digest[] {
  const sorted = new Set<Digest>()
  const open = new Set<Digest>()
  const place = (first: Digest) => {
    const stack = [first]
    for (let digest = stack.at(-1); digest !== undefined; digest = stack.at(-1)) {
      open.add(digest)
      const next = [...(before.get(digest) ?? [])].find((other) => !(sorted.has(other) || open.has(other)))
      if (next !== undefined) stack.push(next)
      else {
        stack.pop()
        sorted.add(digest)
      }
    }
  }
  for (const digest of order) if (!sorted.has(digest)) place(digest)
  return [...sorted]
}
