import type { Digest } from '../../oci/digest.ts'
import type { BroughtPart, NamedArtifact } from './part-names.ts'

/** What a job finds that has brought its part, and so what it does. */
export type Meeting =
  /** Platforms that no job has brought yet. */
  | { readonly state: 'incomplete'; readonly missing: readonly string[]; readonly parts: readonly BroughtPart[] }
  /** One note for each platform; a note may be that of several. */
  | { readonly state: 'complete'; readonly parts: readonly BroughtPart[] }
  /** The image was published, in this attempt or an earlier one. */
  | { readonly state: 'finished'; readonly attempt: number; readonly parts: readonly BroughtPart[] }
  /** Two jobs of the earliest attempt that counts have brought different images for one platform. */
  | {
      readonly state: 'conflict'
      readonly platform: string
      readonly digests: readonly [Digest, Digest]
      attempt: number
    }

/**
 * Decides what the artifacts of an image mean. Of several attempts, the earliest note for a platform counts: it stays the
 * same whatever is brought later, so every job that finds all parts finds the same ones. What only later attempts disagree
 * on does not count either.
 */
export function meet(artifacts: readonly NamedArtifact[], platforms: readonly string[]): Meeting {
  const all = artifacts.filter((each) => each.kind === 'part').toSorted(inOrder)
  const conflict = conflictIn(all, platforms)
  if (conflict) return conflict
  const parts = chosen(all, platforms)
  const finished = artifacts.filter(({ kind }) => kind === 'finish').map(({ attempt }) => attempt)
  if (finished.length > 0) return { state: 'finished', attempt: Math.min(...finished), parts }
  const missing = platforms.filter((platform) => !parts.some(({ part }) => part.includes(platform)))
  return missing.length > 0 ? { state: 'incomplete', missing, parts } : { state: 'complete', parts }
}

/** For each platform, in their order, the first part that has it; each part once. */
function chosen(all: readonly BroughtPart[], platforms: readonly string[]): readonly BroughtPart[] {
  const parts = platforms.map((platform) => all.find(({ part }) => part.includes(platform)))
  return [...new Set(parts.filter((part) => part !== undefined))]
}

/** By attempt; within one, an order that does not depend on who was first. */
function inOrder(one: BroughtPart, other: BroughtPart): number {
  return one.attempt - other.attempt || (textOf(one) < textOf(other) ? -1 : 1)
}

function textOf({ part, digest }: BroughtPart): string {
  return `${part.join()} ${digest}`
}

function conflictIn(all: readonly BroughtPart[], platforms: readonly string[]): Meeting | undefined {
  for (const platform of platforms) {
    const [first, ...others] = all.filter(({ part }) => part.includes(platform))
    const other = others.find(({ attempt, digest }) => attempt === first?.attempt && digest !== first.digest)
    if (first && other)
      return { state: 'conflict', platform, digests: [first.digest, other.digest], attempt: first.attempt }
  }
  return undefined
}
