import type { Digest } from '../../oci/digest.ts'
import type { Tag } from '../../oci/distribution/tag.ts'
import { type Condition, conditionOf, isConditionRefused, type TagSnapshot } from '../../registry/condition.ts'
import type { Manifests } from '../../registry/manifests.ts'
import type { Push, TargetUpload } from '../push.ts'

/** What a tag points at, and, if it pointed at the image, whether it was rolled back. */
export interface TagRollback {
  readonly found?: Digest
  readonly isBack?: boolean
}

/** How to roll a tag back: what it is to point at, and one attempt, which returns false if that is impossible. */
interface Way {
  readonly goal: Digest | undefined
  go(condition: Condition | undefined): Promise<boolean>
}

/**
 * Rolls a tag back to what it pointed at before it was written, or deletes it if it was new. A failed write may have
 * taken effect, and somebody else may have moved the tag since, so it is read right before each attempt.
 */
export async function rollBackTag(
  tag: Tag,
  before: Digest | undefined,
  { push, image }: TargetUpload
): Promise<TagRollback> {
  const ours = image.root.digest
  const { afterwards } = push.content.remote
  const way = await planRollback(tag, before, push)
  const retryState = afterwards.retryState()
  let isConditional = true
  for (let tries = 0; ; tries++) {
    const seen = await afterwards.lookClosely(tag)
    if (seen?.digest !== ours) return { ...found(seen?.digest), ...(tries > 0 && isAt(way, seen) && { isBack: true }) }
    try {
      const isBack = await way.go(isConditional ? conditionOf(seen) : undefined)
      return { ...found(isBack ? way.goal : ours), isBack }
    } catch (error) {
      isConditional = await staysConditional(isConditional, error, () => afterwards.recover(error, retryState))
    }
  }
}

async function planRollback(tag: Tag, goal: Digest | undefined, { tags, content }: Push): Promise<Way> {
  const manifests: Manifests = content.remote.afterwards
  const former = goal && (await manifests.get(goal))
  if (former) return { goal, go: async (condition) => manifests.putOnce(former, tag, condition).then(() => true) }
  // A tag that the registry refused to show may have existed.
  const isNew = goal === undefined && !tags.isDenied(tag)
  return { goal, go: async () => isNew && (await manifests.removeOnce(tag)) }
}

/** Waits before the next attempt. If the condition was refused, the next attempt is immediate and without one. */
async function staysConditional(
  isConditional: boolean,
  error: unknown,
  recover: () => Promise<void>
): Promise<boolean> {
  if (isConditional && isConditionRefused(error)) return false
  await recover()
  return isConditional
}

/** Whether an attempt took effect although its response said otherwise. */
function isAt({ goal }: Way, seen: TagSnapshot | undefined): boolean {
  return seen?.digest === goal
}

function found(digest: Digest | undefined): TagRollback {
  return digest === undefined ? {} : { found: digest }
}
