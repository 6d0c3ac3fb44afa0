import { formatPlatform } from '../oci/descriptor.ts'
import type { Outcome, TagOutcome } from '../plan/outcome.ts'
import { totalTraffic } from '../plan/step.ts'
import { RegistryError } from '../registry/errors/registry-error.ts'
import { countOnce, countStep, type Share } from './count-once.ts'
import type { Push, TargetUpload } from './push.ts'
import { withReferrers } from './referrers/with-referrers.ts'
import type { TagUpdates } from './tags/tag-updates.ts'

/** The outcome of each image of a release at each target. For an abandoned target, counts the blobs known so far. */
export function outcomesOf(all: readonly TagUpdates[]): readonly Outcome[] {
  const shares = countOnce(all.map(({ upload }) => upload))
  return withReferrers(all.map((updates) => [updates.upload, outcomeOf(updates, shares.get(updates.upload) as Share)]))
}

function outcomeOf(updates: TagUpdates, share: Share): Outcome {
  const { push, upload, outcomes: tags, isOvertaken } = updates
  const steps = upload.image.blobs.map((blob) => countStep(blob, push.content.stepOf(blob.digest), share))
  const error = push.failure ?? (isOvertaken ? overtaken(push) : undefined)
  return {
    ...outcomeWithout(push, tags),
    status: statusOf(updates),
    traffic: totalTraffic(steps),
    sent: share.sent,
    retries: share.retries,
    ...detailsOf(upload),
    ...(error && { error }),
  }
}

/** Which image it was, and in which state the target had it. */
export function detailsOf({ image, repaired, isEquivalent }: TargetUpload): Partial<Outcome> {
  const platforms = image.manifests
    .flatMap(({ children }) => children)
    .filter(({ platform }) => platform?.os !== 'unknown')
  return {
    root: image.root,
    platforms: platforms.flatMap(({ platform, digest }) =>
      platform ? [{ platform: formatPlatform(platform), digest }] : []
    ),
    ...(repaired > 0 && { repaired }),
    ...(isEquivalent && { isEquivalent }),
  }
}

/** The outcome of a push that never got an image. */
export function outcomeWithout(push: Push, tags: readonly TagOutcome[]): Outcome {
  return {
    target: push.target,
    status: push.failure ? 'failed' : 'withheld',
    tags,
    traffic: totalTraffic([]),
    sent: push.content.meter.sent,
    retries: push.content.remote.retries,
    seconds: push.content.meter.seconds,
    ...(push.failure && { error: push.failure }),
  }
}

function statusOf({ push, outcomes: tags, isPutBack, isComplete }: TagUpdates): Outcome['status'] {
  if (push.failure || tags.some(({ status }) => status === 'stuck')) return 'failed'
  if (tags.some(({ status }) => status === 'unconfirmed')) return 'unconfirmed'
  // A tag that another job moved right afterwards still counts as published, which is reported: no rule applied to it.
  const good = ['published', 'unchanged', 'skipped', ...(isPutBack ? [] : ['overtaken'])]
  const isPublished = tags.length > 0 ? tags.every(({ status }) => good.includes(status)) : isComplete && !isPutBack
  return isPublished ? 'published' : 'withheld'
}

function overtaken({ name }: Push): RegistryError {
  const reason =
    'another job moved its tags before the image was complete; run this again if this image is the newer one'
  return new RegistryError({ where: name, operation: 'writing tags', reason })
}
