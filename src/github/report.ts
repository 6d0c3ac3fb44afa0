import { formatBytes } from '../oci/bytes.ts'
import type { Digest } from '../oci/digest.ts'
import type { Outcome, TagOutcome } from '../plan/outcome.ts'
import type { Amount } from '../plan/step.ts'
import { formatTarget } from '../plan/target.ts'

const marks: Readonly<Record<Outcome['status'], string>> = { published: '✓', planned: '✓', withheld: '–', failed: '✗' }

/** One line on a target for the log: what was kept, mounted and uploaded, how long it took, what had to be repeated. */
export function describeOutcome({ target, status, traffic, seconds, retries }: Outcome): string {
  const isPlanned = status === 'planned'
  const parts = [
    status === 'failed' && 'failed',
    status === 'withheld' && 'no tag was moved',
    amount('kept', traffic.kept),
    amount('mounted', traffic.mounted),
    amount(isPlanned ? 'to upload' : 'uploaded', traffic.uploaded),
    !isPlanned && `${seconds.toFixed(1)} s`,
    retries > 0 && `${retries} ${retries === 1 ? 'retry' : 'retries'}`,
  ]
  return `${marks[status]} ${formatTarget(target)}: ${parts.filter(Boolean).join(', ')}`
}

function amount(verb: string, { blobs, bytes }: Amount): string | false {
  return blobs > 0 && `${blobs} ${verb} (${formatBytes(bytes)})`
}

/** One line for the tags of a target that have something in common. */
export function describeTags({ target, status, tags }: Outcome): readonly string[] {
  return [...Map.groupBy(tags, (tag) => wordsFor(tag, status))].map(
    ([words, group]) => `${formatTarget(target)}: ${group.map(({ tag }) => tag).join(', ')} ${words}`
  )
}

const tagWords: Readonly<Record<TagOutcome['status'], string>> = {
  published: 'published',
  unchanged: 'pointed there already',
  skipped: 'left as it was',
  withheld: 'not moved',
  failed: 'not written',
  restored: 'put back',
  stuck: 'moved, and could not be put back',
}

/** What became of a tag, or would become of it. */
export function wordsFor({ status }: TagOutcome, outcome: Outcome['status']): string {
  return outcome === 'planned' && status === 'published' ? 'would be published' : tagWords[status]
}

/** The output `result`. */
export function resultJson(outcomes: readonly Outcome[], digest: Digest | undefined): string {
  const targets = outcomes.map(({ target, status, tags, traffic, sent, retries, seconds, error }) => ({
    target: formatTarget(target),
    status,
    digest: status === 'published' || status === 'withheld' ? digest : undefined,
    tags: tags.map(({ tag, status: tagStatus, before }) => ({ tag, status: tagStatus, before })),
    ...traffic,
    sent,
    retries,
    seconds: Math.round(seconds * 1000) / 1000,
    error: error?.message,
  }))
  return JSON.stringify(targets)
}

/** `name@digest` of every target that has the image under its tags. */
export function publishedImages(outcomes: readonly Outcome[], digest: Digest | undefined): readonly string[] {
  if (!digest) return []
  return outcomes
    .filter(({ status }) => status === 'published')
    .map(({ target }) => `${formatTarget(target)}@${digest}`)
}
