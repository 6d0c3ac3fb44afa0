import { ContentError } from '../../../oci/content-error.ts'
import type { Digest } from '../../../oci/digest.ts'
import type { Outcome } from '../../../plan/outcome.ts'
import { parseFinishedNote } from '../../../plan/parts/finished-note.ts'
import type { Meeting } from '../../../plan/parts/meeting.ts'
import type { Push } from '../../../push/push.ts'
import { upToDate } from '../../../push/tags/up-to-date.ts'
import { outcomeWithout } from '../../../push/target-outcome.ts'
import type { Result } from '../../job/result.ts'
import { isSuccess, openPublishSession } from '../../publish/publish-session.ts'
import { type FoundArtifact, type LeftPart, reportOn, withNames } from '../left-part.ts'
import { jobForPart, pushesOf } from '../part-job.ts'

/**
 * The image of this run is published already: reads it back at every target, and publishes nothing. Its tags may have
 * moved on since, so they are not looked at.
 */
export async function confirm(
  left: LeftPart,
  { attempt, parts }: Meeting & { readonly state: 'finished' },
  found: readonly FoundArtifact[]
): Promise<Result> {
  const { store, brought } = left
  const named = found.find((each) => each.kind === 'finish' && each.attempt === attempt)
  const note = named?.artifact && parseFinishedNote(await store.read(named.artifact))
  if (!note)
    throw new ContentError(`The artifact ${named?.artifact?.name} cannot be read: delete it, and re-run this job.`)
  const bare = jobForPart(left)
  await using session = await openPublishSession(bare)
  const { planned } = left
  const looks = pushesOf(planned, session.pushes).flatMap((pushes, index) => {
    const name = planned[index]?.name ?? ''
    const digest = note.published.find((image) => image.name === name)?.digest
    return pushes.map((push) => (digest ? look(push, digest) : unknown(push, name)))
  })
  const outcomes = withNames(await Promise.all(looks), left)
  const isDone = isSuccess(outcomes, bare)
  return {
    names: brought.names,
    outcomes,
    isDone,
    part: { ...reportOn(parts, left), state: isDone ? 'repeated' : 'failed', missing: [], attempt },
  }
}

async function look(push: Push, digest: Digest): Promise<Outcome> {
  const manifest = await push.content.remote.manifests.get(digest).catch((error: Error) => push.fail(error))
  if (!manifest && !push.failure) push.fail(deleted(push, digest))
  return { ...upToDate(push, digest, 'published'), ...(manifest && { root: manifest.descriptor }) }
}

function unknown(push: Push, name: string): Outcome {
  push.fail(new ContentError(`${push.name}: this run has published other images, without ${name}. Start a new run.`))
  return outcomeWithout(push, [])
}

function deleted({ name }: Push, digest: Digest): ContentError {
  return new ContentError(
    `${name} no longer has ${digest}, which this run published: it was deleted since. Start a new run.`
  )
}
