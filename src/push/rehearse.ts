import type { Descriptor } from '../oci/descriptor.ts'
import type { Image } from '../oci/image.ts'
import type { Outcome } from '../plan/outcome.ts'
import { type Step, totalTraffic } from '../plan/step.ts'
import { planTagMove, refusalOf, type TagRules } from '../plan/tag-move.ts'
import type { Completion } from './completion.ts'
import type { Push } from './push.ts'

const statuses = { write: 'published', unchanged: 'unchanged', skip: 'skipped', refuse: 'failed' } as const

/** Looks what publishing an image would do at one target, and does nothing of it. */
export async function rehearse({ push, image }: Completion, rules: TagRules): Promise<Outcome> {
  const steps = await stepsFor(push, image).catch((error: Error) => {
    push.fail(error)
    return []
  })
  const moves = push.target.tags.map((tag) => planTagMove(tag, push.tags.digestOf(tag), image.root.digest, rules))
  const error = push.failure ?? refusalOf(push.name, moves)
  return {
    target: push.target,
    status: error ? 'failed' : 'planned',
    tags: moves.map((move) => {
      const before = push.tags.digestOf(move.tag)
      return { tag: move.tag, status: push.failure ? 'withheld' : statuses[move.do], ...(before && { before }) }
    }),
    traffic: totalTraffic(steps),
    sent: 0,
    retries: push.remote.retries,
    seconds: push.meter.seconds,
    ...(error && { error }),
  }
}

async function stepsFor(push: Push, image: Image): Promise<{ blob: Descriptor; step: Step }[]> {
  await push.warmedUp
  if (push.failure) return []
  const { presence } = push
  return await Promise.all(
    image.blobs.map(async (blob) => ({
      blob,
      step: { do: (await presence.look(blob.digest, blob.size)) ? 'keep' : 'upload' },
    }))
  )
}
