import { formatCount } from '../../format-amount.ts'
import type { Digest } from '../../oci/digest.ts'
import type { TagDecision } from '../clean-up-plan.ts'
import type { Ceiling } from '../retention-policy.ts'
import type { Decided } from '../rules/manifest-decisions.ts'

/** A sentence if more would go than the ceiling allows; undefined otherwise. What goes with something else does not count. */
export function whyAboveCeiling(
  { tags: ruled, untagged, removed, condemned }: Decided,
  tags: readonly TagDecision[],
  ceiling: Ceiling | undefined
): string | undefined {
  if (!ceiling) return undefined
  const counted = tags.filter(({ tag }) => ruled.has(tag))
  const isOwn = (digest: Digest) => removed.has(digest) && condemned.get(digest) === digest
  const going = counted.filter((tag) => tag.do === 'delete').length + [...untagged.keys()].filter(isOwn).length
  const total = counted.length + untagged.size
  const isWithin = 'count' in ceiling ? going <= ceiling.count : going * 100 <= total * ceiling.percent
  if (isWithin) return undefined
  const limit = 'count' in ceiling ? ceiling.count : `${ceiling.percent}%`
  const of = `${going} of ${formatCount(total, 'entry')}`
  return `${of} (tags, and manifests without one) would be deleted, and 'at-most' allows ${limit}. Nothing is deleted: correct the rules, or raise 'at-most'.`
}
