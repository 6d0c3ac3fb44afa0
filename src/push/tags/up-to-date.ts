import type { Digest } from '../../oci/digest.ts'
import type { Outcome } from '../../plan/outcome.ts'
import type { Push } from '../push.ts'
import { outcomeWithout } from '../target-outcome.ts'

/** Whether all tags of these pushes point at an image already. A failure is no answer: it is found out again later. */
export async function isUpToDate(digest: Digest, pushes: readonly Push[]): Promise<boolean> {
  await Promise.allSettled(pushes.map(({ tags }) => tags.read()))
  return pushes.every(({ target, tags }) => target.tags.every((tag) => tags.digestOf(tag) === digest))
}

/** The outcome of a push whose tags point at the image, which was therefore not even read. */
export function upToDate(push: Push, digest: Digest, status: 'published' | 'planned'): Outcome {
  const tags = push.target.tags.map((tag) => ({ tag, status: 'unchanged' as const, digest, before: digest }))
  return { ...outcomeWithout(push, tags), status: push.failure ? 'failed' : status, sent: 0, retries: 0 }
}
