import type { Descriptor } from '../oci/descriptor.ts'
import type { Image } from '../oci/image.ts'
import type { Outcome } from '../plan/outcome.ts'
import { type Step, totalTraffic } from '../plan/step.ts'
import { planTagMove, type TagRules } from '../plan/tag-move.ts'
import type { Push } from './push.ts'

/** Looks what publishing an image would do at one target, and does nothing of it. */
export async function rehearse(push: Push, image: Image, rules: TagRules): Promise<Outcome> {
  try {
    const steps = await Promise.all(image.blobs.map((blob) => stepFor(push, blob)))
    const moves = push.target.tags.map((tag) => planTagMove(tag, push.before.get(tag), image.root.digest, rules))
    return {
      ...{ target: push.target, status: 'planned', sent: 0, retries: push.remote.retries, seconds: push.seconds },
      traffic: totalTraffic(steps),
      tags: moves.map((move) => ({
        tag: move.tag,
        status: statuses[move.do],
        ...('before' in move && move.before && { before: move.before }),
      })),
    }
  } catch (error) {
    push.fail(error as Error)
    throw error
  }
}

const statuses = { write: 'published', unchanged: 'unchanged', skip: 'skipped', refuse: 'failed' } as const

async function stepFor(push: Push, blob: Descriptor): Promise<{ blob: Descriptor; step: Step }> {
  const isThere = push.isPresent(blob.digest) || (await push.remote.blobs.has(blob.digest))
  return { blob, step: isThere ? { do: 'keep' } : { do: 'upload' } }
}
