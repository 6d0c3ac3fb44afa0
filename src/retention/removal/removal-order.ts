import type { Digest } from '../../oci/digest.ts'
import type { Links } from '../graph/links.ts'
import { reach } from '../graph/reachable.ts'

/** For each manifest to be removed, other manifests that are to be removed. */
export interface Order {
  /** The indexes that name it. */
  readonly parents: ReadonlyMap<Digest, ReadonlySet<Digest>>
  /**
   * The indexes that must go before it: those that name it, since a registry may refuse to delete what an index names, and
   * those that name what it takes.
   */
  readonly indexes: ReadonlyMap<Digest, ReadonlySet<Digest>>
  /** What it refers to, which goes before it: an image must not stay without its signature. */
  readonly subjects: ReadonlyMap<Digest, ReadonlySet<Digest>>
  /** What refers to it, directly or not: a registry may delete that together with it. */
  readonly takes: ReadonlyMap<Digest, readonly Digest[]>
}

/** What each manifest to be removed has to wait for, and what it takes with it. */
export function orderOf(removed: ReadonlySet<Digest>, links: Links): Order {
  const parents = inverse(removed, links.children)
  const taken = (digest: Digest) => reach(links.referrers(digest), links.referrers).keys()
  const takes = new Map([...removed].map((digest) => [digest, [...taken(digest)].filter((each) => each !== digest)]))
  const indexes = new Map(
    [...takes].map(([digest, referrers]) => {
      const named = referrers.flatMap((referrer) => [...(parents.get(referrer) ?? [])])
      const others = named.filter((index) => index !== digest && !referrers.includes(index))
      return [digest, new Set([...(parents.get(digest) ?? []), ...others])]
    })
  )
  return { parents, indexes, subjects: inverse(removed, links.referrers), takes }
}

function inverse(
  removed: ReadonlySet<Digest>,
  next: (digest: Digest) => readonly Digest[]
): ReadonlyMap<Digest, Set<Digest>> {
  const before = new Map<Digest, Set<Digest>>([...removed].map((digest) => [digest, new Set()]))
  for (const digest of removed) for (const other of next(digest)) before.get(other)?.add(digest)
  return before
}

/**
 * Indexes first, then what they name, level by level; subjects before what refers to them, and `last` after all that can go
 * before. Manifests cannot contain each other, but an index may have its own child for a subject, and tags can be named so
 * that one refers to its own child: then the index goes first.
 */
export function sortForRemoval(
  removed: Iterable<Digest>,
  order: Order,
  isLast: (digest: Digest) => boolean
): readonly Digest[] {
  const sorted = new Set<Digest>()
  let open = [...removed]
  for (let [first] = open; first !== undefined; [first] = open) {
    const free = open.filter((digest) => nextBefore(digest, order, sorted) === undefined)
    const early = free.filter((digest) => !isLast(digest))
    const level = [early, free].find(({ length }) => length > 0) ?? [firstOfCircle(first, order, sorted)]
    for (const digest of level) sorted.add(digest)
    open = open.filter((digest) => !sorted.has(digest))
  }
  return [...sorted]
}

/** Something that is to go before this one and is not sorted yet: an index that names it, if there is one. */
function nextBefore(digest: Digest, { indexes, subjects }: Order, sorted: ReadonlySet<Digest>): Digest | undefined {
  const waiting = (before: ReadonlySet<Digest> | undefined) => before?.values().find((other) => !sorted.has(other))
  return waiting(indexes.get(digest)) ?? waiting(subjects.get(digest))
}

/** Of manifests that wait for each other, one that no index of them names. */
function firstOfCircle(first: Digest, order: Order, sorted: ReadonlySet<Digest>): Digest {
  const seen = new Set<Digest>()
  let digest = first
  for (let next: Digest | undefined = first; next !== undefined && !seen.has(next); ) {
    digest = next
    seen.add(digest)
    next = nextBefore(digest, order, sorted)
  }
  const isNamed = (each: Digest) => order.parents.get(each)?.isSubsetOf(sorted) === false
  const circle = [...seen].slice([...seen].indexOf(nextBefore(digest, order, sorted) ?? digest))
  return circle.find((each) => !isNamed(each)) ?? digest
}
