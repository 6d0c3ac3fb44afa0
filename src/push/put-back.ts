import type { Digest } from '../oci/digest.ts'
import type { Manifest } from '../oci/manifest.ts'
import type { Tag } from '../oci/tag.ts'
import { conditionOf, isUnmet } from '../registry/condition.ts'
import type { Manifests } from '../registry/manifests.ts'
import type { Completion } from './completion.ts'

/** How a tag was found, and, where it showed the image, whether it is back. */
export interface PutBack {
  readonly found?: Digest
  readonly isBack?: boolean
}

/**
 * Puts a tag back to what it pointed at before it was written, or removes it where it was new. A write that failed may
 * have been done, and somebody else may have moved the tag on: it is looked at right before.
 */
export async function putTagBack(tag: Tag, { push, image }: Completion): Promise<PutBack> {
  const { afterwards } = push.remote
  const before = push.tags.digestOf(tag)
  const former = before && (await afterwards.get(before))
  if (former) return await putWhileOurs(former, tag, image.root.digest, afterwards)
  const seen = await afterwards.lookClosely(tag)
  if (seen?.digest !== image.root.digest) return found(seen?.digest)
  // A tag that the registry did not show may have been there all the same.
  const isRemoved = !before && !push.tags.isDenied(tag) && (await afterwards.remove(tag))
  return { ...(!isRemoved && { found: seen.digest }), isBack: isRemoved }
}

async function putWhileOurs(former: Manifest, tag: Tag, ours: Digest, manifests: Manifests): Promise<PutBack> {
  const patience = manifests.patience()
  const back = { found: former.descriptor.digest, isBack: true }
  let isConditional = true
  for (let isFirst = true; ; isFirst = false) {
    const seen = await manifests.lookClosely(tag)
    if (!isFirst && seen?.digest === back.found) return back
    if (seen?.digest !== ours) return found(seen?.digest)
    try {
      await manifests.putOnce(former, tag, isConditional ? conditionOf(seen) : undefined)
      return back
    } catch (error) {
      isConditional = await staysConditional(isConditional, error, () => manifests.recover(error, patience))
    }
  }
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

function found(digest: Digest | undefined): PutBack {
  return digest === undefined ? {} : { found: digest }
}
