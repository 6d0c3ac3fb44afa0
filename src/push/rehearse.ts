import { ConcurrencyLimit } from '../async/concurrency-limit.ts'
import type { Outcome } from '../plan/outcome.ts'
import { type Step, totalTraffic } from '../plan/step.ts'
import { planTagMove, refusalOf, type TagRules } from '../plan/tag-move.ts'
import { ContentUpload } from './content/content-upload.ts'
import { countOnce, countStep, type Share } from './count-once.ts'
import type { TargetUpload } from './push.ts'
import { withReferrers } from './referrers/with-referrers.ts'
import type { Release } from './release.ts'
import { detailsOf } from './target-outcome.ts'

const questionsAtOnce = 256

const statuses = { write: 'published', unchanged: 'unchanged', skip: 'skipped', refuse: 'failed' } as const

/** Finds out what publishing a release would do at its targets, without changing anything: an outcome for each push. */
export async function rehearse(release: Release, rules: TagRules): Promise<readonly Outcome[]> {
  const uploads = release.flatMap(({ source, pushes }) => pushes.map((push) => new ContentUpload(push, source)))
  const steps = await Promise.all(uploads.map(findSteps))
  const shares = countOnce(uploads)
  return withReferrers(
    uploads.map((upload, index) => [upload, outcomeOf(upload, shares.get(upload) as Share, steps[index] ?? [], rules)])
  )
}

type BlobStep = Parameters<typeof totalTraffic>[0][number]

function outcomeOf(upload: TargetUpload, share: Share, steps: readonly BlobStep[], rules: TagRules): Outcome {
  const { push, image } = upload
  const moves = push.target.tags.map((tag) => planTagMove(tag, push.tags.digestOf(tag), image.root.digest, rules))
  const error = push.failure ?? refusalOf(push.name, moves)
  return {
    target: push.target,
    status: error ? 'failed' : 'planned',
    tags: moves.map((move) => {
      const before = push.tags.digestOf(move.tag)
      return { tag: move.tag, status: push.failure ? 'withheld' : statuses[move.do], ...(before && { before }) }
    }),
    traffic: totalTraffic(steps.map(({ blob, step }) => countStep(blob, step, share))),
    sent: 0,
    retries: share.retries,
    seconds: push.content.meter.seconds,
    ...detailsOf(upload),
    ...(error && { error }),
  }
}

async function findSteps(upload: TargetUpload): Promise<readonly BlobStep[]> {
  try {
    return await stepsFor(upload)
  } catch (error) {
    upload.push.fail(error as Error)
    return []
  }
}

async function stepsFor(upload: TargetUpload): Promise<readonly BlobStep[]> {
  const { push } = upload
  await push.content.preparation.warmedUp
  if (push.failure) return []
  await upload.survey()
  const { presence, mountIndex } = push.content
  const turns = new ConcurrencyLimit(questionsAtOnce)
  return await Promise.all(
    upload.image.blobs.map(async (blob) => {
      const isThere = await turns.run(() => presence.look(blob.digest, blob.size))
      const holder = mountIndex.hasOrigin(blob.digest) ? mountIndex.holderOf(blob.digest) : undefined
      const other: Step = holder === undefined ? { do: 'upload' } : { do: 'mount', from: holder }
      return { blob, step: isThere ? { do: 'keep' } : other }
    })
  )
}
