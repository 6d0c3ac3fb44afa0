import type { BuildResult } from '../../../builder/builder.ts'
import type { PendingArtifact } from '../../../github/artifacts/artifact-store.ts'
import { InputError, throwAll } from '../../../input-error.ts'
import { sameRepository } from '../../../oci/distribution/reference.ts'
import type { ImageSource } from '../../../oci/image-source.ts'
import type { Outcome } from '../../../plan/outcome.ts'
import { describeOutcome } from '../../../plan/outcome-text.ts'
import { formatFinishedNote } from '../../../plan/parts/finished-note.ts'
import { untilDecided } from '../../../push/phases/until-decided.ts'
import { warmUp } from '../../../push/warm-up.ts'
import { joinParts } from '../../../sources/combined/join-parts.ts'
import { openRemote } from '../../../sources/registry/open-remote.ts'
import { poolOf } from '../../../sources/registry/window-pool.ts'
import { joinedBakeMetadata } from '../../bake/bake-result.ts'
import type { Result } from '../../job/result.ts'
import { publishEverywhere } from '../../publish/publish-everywhere.ts'
import { abandonedResult, isSuccess, openPublishSession, type PublishSession } from '../../publish/publish-session.ts'
import { outputValues } from '../../report/output-values.ts'
import { type FoundArtifact, type LeftPart, reportOn, withNames } from '../left-part.ts'
import { type PlannedImage, pushesOf, repositoriesOf } from '../part-job.ts'
import type { Location } from './locate-parts.ts'
import { locateRelease } from './locate-release.ts'
import { readNotes } from './read-notes.ts'

/**
 * Publishes the images of which all parts are there: composes their indexes, brings them to every target, and moves the tags.
 * Then the lock becomes the finished note. A job that fails on the way leaves none: when it is re-run, it finishes.
 */
export async function finish(left: LeftPart, found: readonly FoundArtifact[], lock: PendingArtifact): Promise<Result> {
  const { job, platforms, planned, brought } = left
  const { log } = job.environment
  for (const outcome of brought.outcomes) log.info(describeOutcome(outcome))
  log.info(
    `All parts are in place: this job publishes the ${planned.length > 1 ? 'images' : 'image'} for ${platforms.join(', ')}`
  )
  await using session = await openPublishSession(job)
  const locating = locateRelease(left, found, session.pushes)
  // The tags are read meanwhile.
  const opening = locating.then(({ images }) => joinAll(left, images))
  const warming = warmAll(opening, left, session)
  await using opened = await opening
  const { parts, notes } = await locating
  // Only the summary needs those of a single image.
  const reading = notes.size > 0 ? notes : readNotes(parts, found, left)
  await untilDecided(warming, job.inputs.required, 0)
  const result = job.stop.building.aborted ? abandonedResult(session, job) : await publishParts(left, opened, session)
  const state = result.isDone ? 'finished' : 'failed'
  const finished: Result = { ...result, part: { ...reportOn(parts, left, await reading), state, missing: [] } }
  if (result.isDone) await leaveFinished(finished, opened.sources, left, lock)
  return finished
}

/** The images of the release, in the order of the plan. */
interface OpenRelease extends AsyncDisposable {
  readonly sources: readonly ImageSource[]
}

async function joinAll(left: LeftPart, images: readonly Location[]): Promise<OpenRelease> {
  await using opened = new AsyncDisposableStack()
  const joining = left.planned.map((planned, index) => join(left, planned, images[index] as Location))
  const results = await Promise.allSettled(joining)
  const sources = results.flatMap((result) => (result.status === 'fulfilled' ? [opened.use(result.value)] : []))
  throwAll(results.flatMap((result) => (result.status === 'rejected' ? [result.reason as unknown] : [])))
  const kept = opened.move()
  return { sources, [Symbol.asyncDispose]: () => kept.disposeAsync() }
}

function warmAll(opening: Promise<OpenRelease>, { planned }: LeftPart, { pushes, rules }: PublishSession) {
  return pushesOf(planned, pushes).flatMap((own, index) => {
    const source = opening.then(({ sources }) => sources[index] as ImageSource)
    return own.map((push) => ({
      push,
      source,
      done: warmUp(push, { beforeBuild: false, rules, creates: true, source }),
    }))
  })
}

async function join(
  { job }: LeftPart,
  { platforms, marks }: PlannedImage,
  { located, complete }: Location
): Promise<ImageSource> {
  const pool = poolOf(job.registries)
  const opened = await Promise.all(
    located.map(async ({ part, root, digest, from: { name, content } }) => {
      const { remote, manifests } = content
      const place = { name: `${name}@${digest}`, remote, pool, read: (child: typeof digest) => manifests.get(child) }
      return { part, source: await openRemote(root, place) }
    })
  )
  const composition = { ...marks, platforms: [], order: platforms }
  const holders = [...complete].map(({ target }) => target.repository)
  return await joinParts(opened, composition, (near) => holders.some((each) => sameRepository(each, near)))
}

async function publishParts(left: LeftPart, { sources }: OpenRelease, session: PublishSession): Promise<Result> {
  const { job, planned, brought } = left
  const checks = job.checks.filter(({ isForParts }) => !isForParts)
  const pushes = pushesOf(planned, session.pushes)
  const release = sources.map((source, index) => ({ source, pushes: pushes[index] ?? [] }))
  const outcomes = withNames(await publishEverywhere(release, { ...job, checks }, 'publish', session), left)
  const [only, ...others] = sources
  const metadata = publishedMetadataOf(left, sources, outcomes)
  return {
    names: brought.names,
    outcomes,
    ...(only && others.length === 0 && { image: only.image }),
    ...(metadata && { metadata }),
    base: brought.base,
    isDone: isSuccess(outcomes, job),
  }
}

/** What the builder says about this job's part, as it is true of the whole images. */
function publishedMetadataOf(
  { planned, brought }: LeftPart,
  sources: readonly ImageSource[],
  outcomes: readonly Outcome[]
): BuildResult | undefined {
  if (!brought.metadata) return undefined
  const { configDigest: _, ...metadata } = brought.metadata
  if (!planned.some(({ isBaked }) => isBaked)) return metadata
  const roots = planned.map(({ name }, index) => ({ name, root: (sources[index] as ImageSource).image.root }))
  return { materials: [], text: joinedBakeMetadata(metadata.text, roots, outcomes) }
}

/** Later attempts, and the jobs that come after, find the publication by this note. */
async function leaveFinished(
  result: Result,
  sources: readonly ImageSource[],
  left: LeftPart,
  lock: PendingArtifact
): Promise<void> {
  const { job, planned, key, attempt, platforms } = left
  const { metadata: _, ...outputs } = outputValues(result, job.inputs, job.environment).texts
  const images = repositoriesOf(planned)
  const published = left.note.release.map(({ name, tags }, index) => {
    const { digest } = (sources[index] as ImageSource).image.root
    return { name, images: repositoriesOf(planned.slice(index, index + 1)), tags, digest }
  })
  try {
    await lock.upload(formatFinishedNote({ key, attempt, images, platforms, published, outputs }))
    await lock.finalize()
  } catch (cause) {
    if (cause instanceof InputError) throw cause
    const names = published.map((each) => `${each.images.join(', ')}@${each.digest}`).join('; ')
    const problem = `The image was published as ${names}, but later jobs cannot find that out`
    throw new Error(`${problem}: ${(cause as Error).message} Re-run this job.`, { cause })
  }
}
