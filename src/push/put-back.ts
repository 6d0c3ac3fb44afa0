import type { Digest } from '../oci/digest.ts'
import type { Tag } from '../oci/tag.ts'
import { type Condition, conditionOf, isUnmet, type Sighting } from '../registry/condition.ts'
import type { Manifests } from '../registry/manifests.ts'
import type { Completion } from './completion.ts'
import type { Push } from './push.ts'

/** How a tag was found, and, where it showed the image, whether it is back. */
export interface PutBack {
  readonly found?: Digest
  readonly isBack?: boolean
}

/** A way back: what the tag is to show, and one try. False where there is no such way. */
interface Way {
  readonly goal: Digest | undefined
  go(condition: Condition | undefined): Promise<boolean>
}

/**
 * Puts a tag back to what it pointed at before it was written, or removes it where it was new. A write that failed may
 * have been done, and somebody else may have moved the tag on: it is looked at right before each try.
 */
export async function putTagBack(tag: Tag, before: Digest | undefined, { push, image }: Completion): Promise<PutBack> {
  const ours = image.root.digest
  const { afterwards } = push.remote
  const way = await wayBack(tag, before, push)
  const patience = afterwards.patience()
  let isConditional = true
  for (let tries = 0; ; tries++) {
    const seen = await afterwards.lookClosely(tag)
    if (seen?.digest !== ours) return { ...found(seen?.digest), ...(tries > 0 && isAt(way, seen) && { isBack: true }) }
    try {
      const isBack = await way.go(isConditional ? conditionOf(seen) : undefined)
      return { ...found(isBack ? way.goal : ours), isBack }
    } catch (error) {
      isConditional = await staysConditional(isConditional, error, () => afterwards.recover(error, patience))
    }
  }
}

async function wayBack(tag: Tag, goal: Digest | undefined, { tags, remote }: Push): Promise<Way> {
  const manifests: Manifests = remote.afterwards
  const former = goal && (await manifests.get(goal))
  if (former) return { goal, go: async (condition) => manifests.putOnce(former, tag, condition).then(() => true) }
  // A tag that the registry did not show may have been there all the same.
  const isNew = goal === undefined && !tags.isDenied(tag)
  return { goal, go: async () => isNew && (await manifests.removeOnce(tag)) }
}

/** Waits for the next try, which is made at once, without a condition, where that was what was refused. */
async function staysConditional(
  isConditional: boolean,
  error: unknown,
  recover: () => Promise<void>
): Promise<boolean> {
  if (isConditional && isUnmet(error)) return false
  await recover()
  return isConditional
}

/** Whether a try was done although its answer said otherwise. */
function isAt({ goal }: Way, seen: Sighting | undefined): boolean {
  return seen?.digest === goal
}

function found(digest: Digest | undefined): PutBack {
  return digest === undefined ? {} : { found: digest }
}
