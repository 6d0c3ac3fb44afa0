import { formatBytes, formatCount } from '../format-amount.ts'
import { problemsOf } from '../input-error.ts'
import type { Digest } from '../oci/digest.ts'
import { formatTarget } from '../oci/distribution/target.ts'
import type { ImageComparison } from './comparison/image-comparison.ts'
import { imageDigest, type Outcome, overtakenTags, type TagOutcome } from './outcome.ts'
import type { PartReport } from './parts/part-report.ts'
import type { Amount } from './step.ts'

const marks: Readonly<Record<Outcome['status'], string>> = {
  published: '✓',
  planned: '✓',
  unconfirmed: '?',
  withheld: '–',
  failed: '✗',
}

/** One log line about a target: what was kept, mounted and uploaded, how long it took, how often it was retried. */
export function describeOutcome(outcome: Outcome): string {
  const { target, status, tags, traffic, seconds, retries } = outcome
  const isPlanned = status === 'planned'
  const parts = [
    status === 'failed' && 'failed',
    status === 'unconfirmed' && 'accepted, but not visible yet',
    imagesIn(outcome),
    replacedIn(outcome),
    referrersIn(outcome),
    missing(outcome),
    status === 'withheld' && (isUntouched(tags) ? 'no tag was moved' : 'not published'),
    amount('kept', traffic.kept),
    amount('mounted', traffic.mounted),
    amount(isPlanned ? 'to upload' : 'uploaded', traffic.uploaded),
    !isPlanned && `${seconds.toFixed(1)} s`,
    retries > 0 && `${retries} ${retries === 1 ? 'retry' : 'retries'}`,
  ]
  return `${markOf(outcome)} ${formatTarget(target)}${bakedFrom(outcome)}: ${parts.filter(Boolean).join(', ')}`
}

function bakedFrom({ bakeTargets = [] }: Outcome): string {
  return bakeTargets.length > 0 ? ` (${bakeTargets.join(', ')})` : ''
}

function markOf(outcome: Outcome): string {
  return outcome.status === 'published' && overtakenTags(outcome).length > 0 ? '!' : marks[outcome.status]
}

function imagesIn({ images = 1 }: Outcome): string | false {
  return images > 1 && `${images} images`
}

function replacedIn(outcome: Outcome): string | false {
  const { length } = overtakenTags(outcome)
  return length > 0 && `${length} of ${outcome.tags.length} tags ${length === 1 ? 'points' : 'point'} at another image`
}

function referrersIn({ status, referrers = 0 }: Outcome): string | false {
  const isThere = status === 'published' || status === 'planned' || status === 'unconfirmed'
  return isThere && referrers > 0 && `with ${formatCount(referrers, 'referrer')}`
}

function missing({ status, repaired = 0 }: Outcome): string | false {
  const isPlanned = status === 'planned'
  const parts = formatCount(repaired, 'missing part')
  return repaired > 0 && (isPlanned ? parts : `${parts} sent again`)
}

function isUntouched(tags: readonly TagOutcome[]): boolean {
  return tags.every(({ status }) => !['restored', 'overtaken', 'stuck'].includes(status))
}

function amount(verb: string, { blobs, bytes }: Amount): string | false {
  return blobs > 0 && `${blobs} ${verb} (${formatBytes(bytes)})`
}

/** What is wrong at a target, and what to do: why it failed, and which of its tags need attention. */
export function complaintsOf(outcome: Outcome): readonly string[] {
  const { target, tags, error } = outcome
  const unconfirmed = tags
    .filter(({ status }) => status === 'unconfirmed')
    .map(({ tag, digest }) => `'${tag}' (returns ${digest ?? 'nothing'})`)
  const stuck = tags.filter(({ status }) => status === 'stuck')
  const names = stuck.map(
    ({ tag, before, hidden }) => `'${tag}' (${hidden ? 'not readable before' : before ? `before: ${before}` : 'new'})`
  )
  return [
    ...(error ? [error.message] : []),
    ...(unconfirmed.length > 0
      ? [
          `${formatTarget(target)}: the registry accepted these tags, but does not return the new image for them: ${unconfirmed.join(', ')}. Re-run this job.`,
        ]
      : []),
    ...(stuck.length > 0
      ? [`${formatTarget(target)}: ${names.join(', ')} could not be restored. Fix this by hand, or publish again.`]
      : []),
    ...replacedOf(outcome),
  ]
}

/** Why checks objected to what was published, each reason once. */
export function objectionsTo(outcomes: readonly Outcome[]): readonly string[] {
  const all = outcomes.flatMap(({ objection }) => (objection ? [objection] : []))
  const errors = all.flatMap((each) => problemsOf(each) as readonly Error[])
  return [...new Set(errors.map(({ message }) => message))]
}

function replacedOf(outcome: Outcome): readonly string[] {
  const tags = overtakenTags(outcome).map(({ tag, digest }) => `'${tag}' (returns ${digest ?? 'another'})`)
  if (tags.length === 0) return []
  const written = outcome.root?.digest ?? 'the new image'
  return [
    `${formatTarget(outcome.target)}: the registry accepted ${written}, but now returns another image for these tags: ${tags.join(', ')}. Another job may have published them at the same time; re-run this job if its image is the newer one.`,
  ]
}

/** One line for each group of a target's tags with the same result, of all images that went there. */
export function describeTags(outcomes: readonly Outcome[]): readonly string[] {
  const described = outcomes.flatMap((outcome) =>
    outcome.tags.map((tag) => ({
      tag: tag.tag,
      target: formatTarget(outcome.target),
      words: describeTag(tag, outcome),
    }))
  )
  const groups = Map.groupBy(described, ({ target, words }) => `${target} ${words}`)
  return [...groups.values()].flatMap((group) => {
    const [{ target, words } = { target: '', words: '' }] = group
    return `${target}: ${group.map(({ tag }) => tag).join(', ')} ${words}`
  })
}

const tagWords: Readonly<Record<TagOutcome['status'], string>> = {
  published: 'published',
  unchanged: 'already up to date',
  skipped: 'left as it was',
  withheld: 'not moved',
  failed: 'not written',
  restored: 'restored',
  overtaken: 'written, but since replaced by another image',
  unconfirmed: 'accepted, but not visible yet',
  stuck: 'possibly moved, and not restored',
}

/** The result for a tag, or what it would be. */
export function describeTag({ status, digest }: TagOutcome, outcome: Pick<Outcome, 'status' | 'isEquivalent'>): string {
  if (outcome.status === 'planned' && status === 'published') return 'would be published'
  if (outcome.isEquivalent && status === 'unchanged')
    return `left at ${digest}: the same image except for its attestations`
  return tagWords[status]
}

/** The output `result` of a job whose part is in place, but which did not publish the image. */
export function partResultJson(outcomes: readonly Outcome[], { part, missing, state }: PartReport): string {
  const all = outcomes.map((outcome) => resultOf(outcome, undefined))
  const isThere = (status: Outcome['status']) => status === 'published'
  return JSON.stringify(
    all.map((each) => ({ ...each, ...(isThere(each.status) && { status: 'part' }), part, missing, state }))
  )
}

/** The output `result`. */
export function resultJson(outcomes: readonly Outcome[], digest: Digest | undefined): string {
  return JSON.stringify(outcomes.map((outcome) => resultOf(outcome, digest)))
}

function resultOf(outcome: Outcome, digest: Digest | undefined) {
  const {
    target,
    bakeTargets,
    status,
    tags,
    traffic,
    sent,
    retries,
    seconds,
    platforms = [],
    repaired,
    referrers,
    comparison,
  } = outcome
  return {
    target: formatTarget(target),
    ...(bakeTargets && { bakeTarget: bakeTargets.join() }),
    status,
    digest: status === 'failed' || status === 'planned' ? undefined : (imageDigest(outcome) ?? digest),
    tags: tags.map(({ hidden: _, ...tag }) => tag),
    ...(platforms.length > 0 && { platforms }),
    ...(comparison && { sizes: sizesIn(comparison) }),
    ...(repaired !== undefined && { repaired }),
    ...(referrers !== undefined && { referrers }),
    ...traffic,
    sent,
    retries,
    seconds: Math.round(seconds * 1000) / 1000,
    // A tag that points at another image has a status of its own, and is not an error.
    error:
      status === 'published'
        ? undefined
        : [...complaintsOf(outcome), ...objectionsTo([outcome])].join('; ') || undefined,
  }
}

/** Bytes of the compressed layers; `before` is missing if the image before is not known. */
function sizesIn({ platforms }: ImageComparison) {
  return platforms.map(({ platform, size, before }) => ({ platform, size, before }))
}

/** The `name@digest` of every published target. */
export function publishedImages(outcomes: readonly Outcome[], digest: Digest | undefined): readonly string[] {
  const images = outcomes
    .filter(({ status }) => status === 'published')
    .map((outcome) => ({ target: outcome.target, found: imageDigest(outcome) ?? digest }))
  return images.flatMap(({ target, found }) => (found ? [`${formatTarget(target)}@${found}`] : []))
}
