import type { Image } from '../oci/image.ts'
import type { Outcome, TagOutcome } from '../plan/outcome.ts'
import { totalTraffic } from '../plan/step.ts'
import type { Push } from './push.ts'

/** How a push ended. Without an image, or for a target that was given up, the blobs known so far are counted. */
export function outcomeOf(push: Push, image: Image | undefined, tags: readonly TagOutcome[]): Outcome {
  const steps = (image?.blobs ?? []).map((blob) => ({ blob, step: push.stepOf(blob.digest) }))
  return {
    target: push.target,
    status: statusOf(push, tags),
    tags,
    traffic: totalTraffic(steps),
    sent: push.meter.sent,
    retries: push.remote.retries,
    seconds: push.meter.seconds,
    ...(push.failure && { error: push.failure }),
  }
}

function statusOf(push: Push, tags: readonly TagOutcome[]): Outcome['status'] {
  if (push.failure || tags.some(({ status }) => status === 'stuck')) return 'failed'
  const isMoved = tags.every(({ status }) => ['published', 'unchanged', 'skipped'].includes(status))
  return isMoved && tags.length > 0 ? 'published' : 'withheld'
}
