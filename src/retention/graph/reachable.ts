import type { Digest } from '../../oci/digest.ts'
import type { Links } from './links.ts'

/** Why a manifest is in a set: the one that led to it, or itself. */
export type Reached = ReadonlyMap<Digest, Digest>

/** Everything that the seeds lead to, one seed after the other, with what it was reached from. */
export function reach(seeds: Iterable<Digest>, next: (digest: Digest) => readonly Digest[]): Reached {
  const reached = new Map<Digest, Digest>()
  const open: Digest[] = []
  const add = (digest: Digest, from: Digest) => {
    if (reached.has(digest)) return
    reached.set(digest, from)
    open.push(digest)
  }
  for (const seed of seeds) {
    add(seed, seed)
    for (let digest = open.pop(); digest !== undefined; digest = open.pop()) {
      for (const found of next(digest)) add(found, digest)
    }
  }
  return reached
}

/** What goes with a manifest unless something else keeps it: its children, and what refers to it. */
export function dependents({ children, referrers, formerLists }: Links): (digest: Digest) => readonly Digest[] {
  return (digest) => [...children(digest), ...referrers(digest), ...formerLists(digest)]
}

/**
 * What must stay with a manifest: its dependents, and its subject, since some registries delete what refers to a manifest
 * together with it.
 */
export function companions(links: Links): (digest: Digest) => readonly Digest[] {
  const next = dependents(links)
  return (digest) => [...next(digest), ...[links.subject(digest) ?? []].flat()]
}
