import { ContentError } from '../../../oci/content-error.ts'
import type { Digest } from '../../../oci/digest.ts'
import { isPullCounted } from '../../../oci/distribution/reference.ts'
import type { Manifest } from '../../../oci/manifest.ts'
import type { BroughtPart } from '../../../plan/parts/part-names.ts'
import type { Push } from '../../../push/push.ts'

/** A part with its root, as it was read from a target. */
export interface LocatedPart extends BroughtPart {
  readonly root: Manifest
  /** Where it was read. */
  readonly from: Push
}

export interface Location {
  readonly located: readonly LocatedPart[]
  /** Parts that no target has (any more). */
  readonly gone: readonly BroughtPart[]
  /** Targets that have all parts. */
  readonly complete: ReadonlySet<Push>
}

/**
 * Reads the roots of all parts back: one target is asked for the manifests, the others whether they have them. Throws
 * RegistryError if a part is not found, and a registry did not answer.
 */
export async function locateParts(parts: readonly BroughtPart[], pushes: readonly Push[]): Promise<Location> {
  const cost = ({ target }: Push) => Number(isPullCounted(target.repository))
  const readers = pushes.toSorted((one, other) => cost(one) - cost(other))
  const [first, ...others] = readers
  const found = await Promise.all(parts.map((part) => locate(part.digest, first as Push, others)))
  const located = parts.flatMap((part, index) => {
    const { root, from } = found[index] ?? {}
    return root && from ? [{ ...part, root, from }] : []
  })
  return {
    located,
    gone: parts.filter((_, index) => !found[index]?.root),
    complete: new Set(pushes.filter((push) => found.every(({ holders }) => holders.has(push)))),
  }
}

async function locate(digest: Digest, first: Push, others: readonly Push[]) {
  const reading = first.content.remote.manifests.get(digest)
  const answers = await Promise.allSettled([reading, ...others.map(({ content }) => content.manifests.has(digest))])
  const all = [first, ...others]
  const holders = all.filter((_, index) => {
    const answer = answers[index]
    return answer?.status === 'fulfilled' && Boolean(answer.value)
  })
  const [from] = holders
  const failure = answers.find(({ status }) => status === 'rejected')
  if (!from && failure) throw (failure as PromiseRejectedResult).reason
  const root = from === first ? await reading : await from?.content.remote.manifests.get(digest)
  if (from && root) from.content.manifests.add(root)
  return { root, from, holders: new Set(holders) }
}

/** A part of an image that none of its targets has. */
export interface GonePart extends BroughtPart {
  readonly pushes: readonly Push[]
}

/** The error for parts that are gone. */
export function goneError(gone: readonly GonePart[]): ContentError {
  const what = gone
    .map(({ part, digest, attempt }) => `${part.join(', ')} (${digest}, attempt ${attempt})`)
    .join(' and ')
  const where = [...new Set(gone.flatMap(({ pushes }) => pushes.map(({ name }) => name)))].join(', ')
  return new ContentError(
    `${what} was pushed by another job of this run, but is not in ${where}: it may have been deleted as an untagged image. Re-run all jobs.`
  )
}
