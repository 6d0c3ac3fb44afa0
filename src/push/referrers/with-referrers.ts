import type { Outcome, TagOutcome } from '../../plan/outcome.ts'
import { addTraffic } from '../../plan/step.ts'
import type { TargetUpload } from '../push.ts'
import { imageOf } from '../release.ts'

/** The outcome of an upload. */
export type UploadOutcome = readonly [TargetUpload, Outcome]

/** The outcomes of the images of a release, each with what was done for what is attached to the image. */
export function withReferrers(all: readonly UploadOutcome[]): readonly Outcome[] {
  const attached = Map.groupBy(
    all.filter(([upload]) => upload.source.attachedTo),
    ([upload]) => upload.push.content
  )
  return all
    .filter(([upload]) => !upload.source.attachedTo)
    .map(([upload, outcome]) => {
      const own = attached.get(upload.push.content)?.filter(([other]) => imageOf(other) === upload.source) ?? []
      return own.length === 0
        ? outcome
        : merged(
            outcome,
            own.map(([, each]) => each)
          )
    })
}

function merged(outcome: Outcome, referrers: readonly Outcome[]): Outcome {
  const all = [outcome, ...referrers]
  const isUnconfirmed = outcome.status === 'published' && all.some(({ status }) => status === 'unconfirmed')
  return {
    ...outcome,
    ...(isUnconfirmed && { status: 'unconfirmed' }),
    tags: [...outcome.tags, ...referrers.flatMap(({ tags }) => tags.filter(needsAttention))],
    referrers: referrers.filter(({ status }) => status === outcome.status).length,
    traffic: all.map(({ traffic }) => traffic).reduce(addTraffic),
    sent: all.reduce((sum, { sent }) => sum + sent, 0),
    retries: all.reduce((sum, { retries }) => sum + retries, 0),
  }
}

/** The tags of referrers are names for tools: only what is wrong with them is reported. */
function needsAttention({ status }: TagOutcome): boolean {
  return !['published', 'unchanged', 'withheld', 'restored'].includes(status)
}
