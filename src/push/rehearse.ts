import { ConcurrencyLimit } from '../async/concurrency-limit.ts'
import type { Descriptor } from '../oci/descriptor.ts'
import type { ImageSource } from '../oci/image-source.ts'
import type { Outcome } from '../plan/outcome.ts'
import { type Step, totalTraffic } from '../plan/step.ts'
import { planTagMove, refusalOf, type TagRules } from '../plan/tag-move.ts'
import { ContentUpload } from './content/content-upload.ts'
import type { Push, TargetUpload } from './push.ts'
import { detailsOf } from './target-outcome.ts'

const questionsAtOnce = 256

const statuses = { write: 'published', unchanged: 'unchanged', skip: 'skipped', refuse: 'failed' } as const

/** Finds out what publishing an image would do at one target, without changing anything. */
export async function rehearse(source: ImageSource, push: Push, rules: TagRules): Promise<Outcome> {
  const upload = new ContentUpload(push, source)
  const steps = await stepsFor(upload).catch((error: Error) => {
    push.fail(error)
    return []
  })
  const { image } = upload
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
    ...detailsOf(upload),
    ...(error && { error }),
  }
}

async function stepsFor(upload: TargetUpload): Promise<{ blob: Descriptor; step: Step }[]> {
  const { push } = upload
  await push.warmedUp
  if (push.failure) return []
  await upload.survey()
  const { presence } = push
  const turns = new ConcurrencyLimit(questionsAtOnce)
  return await Promise.all(
    upload.image.blobs.map(async (blob) => {
      const isThere = await turns.run(() => presence.look(blob.digest, blob.size))
      return { blob, step: { do: isThere ? 'keep' : 'upload' } }
    })
  )
}
