import type { PendingArtifact } from '../../github/artifacts/artifact-store.ts'
import { InputError } from '../../input-error.ts'
import { sameRepository } from '../../oci/distribution/reference.ts'
import { formatTarget } from '../../oci/distribution/target.ts'
import type { Image } from '../../oci/image.ts'
import type { ImageSource } from '../../oci/image-source.ts'
import { describeOutcome } from '../../plan/outcome-text.ts'
import { formatFinishedNote } from '../../plan/parts/finished-note.ts'
import { meet } from '../../plan/parts/meeting.ts'
import type { BroughtPart } from '../../plan/parts/part-names.ts'
import { untilDecided } from '../../push/phases/until-decided.ts'
import { warmUp } from '../../push/warm-up.ts'
import { joinParts } from '../../sources/combined/join-parts.ts'
import { openRemote } from '../../sources/registry/open-remote.ts'
import { poolOf } from '../../sources/registry/window-pool.ts'
import type { Result } from '../job/result.ts'
import { compositionOf } from '../name/composition.ts'
import { publishEverywhere } from '../publish/publish-everywhere.ts'
import { abandonedResult, isSuccess, openPublishSession, type PublishSession } from '../publish/publish-session.ts'
import { outputValues } from '../report/output-values.ts'
import { type FoundArtifact, type LeftPart, reportOn } from './left-part.ts'
import { goneError, type Location, locateParts } from './locate-parts.ts'
import { readNotes } from './read-notes.ts'

/**
 * Publishes the image of which all parts are there: composes its index, brings it to every target, and moves the tags.
 * Then the lock becomes the finished note. A job that fails on the way leaves none: when it is re-run, it finishes.
 */
export async function finish(left: LeftPart, found: readonly FoundArtifact[], lock: PendingArtifact): Promise<Result> {
  const { job, store, platforms, brought } = left
  const { log } = job.environment
  for (const outcome of brought.outcomes) log.info(describeOutcome(outcome))
  log.info(`All parts are in place: this job publishes the image for ${platforms.join(', ')}`)
  await using session = await openPublishSession(job)
  const locating = locateAll(left, found, session)
  // The tags are read meanwhile.
  const opening = locating.then(({ location }) => join(left, location))
  const warming = warmAll(opening, session)
  await using source = await opening
  const { parts } = await locating
  // Only the summary needs them.
  const reading = readNotes(
    parts.filter(({ digest }) => digest !== left.note.root.digest),
    found,
    store
  )
  await untilDecided(warming, job.inputs.required, 0)
  const result = job.stop.building.aborted ? abandonedResult(session, job) : await publishParts(left, source, session)
  const state = result.isDone ? 'finished' : 'failed'
  const finished: Result = { ...result, part: { ...reportOn(parts, left, await reading), state, missing: [] } }
  if (result.isDone) await leaveFinished(finished, source.image, left, lock)
  return finished
}

function warmAll(source: Promise<ImageSource>, { pushes, rules }: PublishSession) {
  return pushes.map((push) => ({ push, done: warmUp(push, { beforeBuild: false, rules, creates: true, source }) }))
}

/** A part of an earlier attempt that is gone counts as never brought. */
async function locateAll({ platforms }: LeftPart, found: readonly FoundArtifact[], { pushes }: PublishSession) {
  const lost = new Set<string>()
  for (;;) {
    const rest = found.filter((each) => each.kind === 'part' && !lost.has(each.digest))
    const { state, parts } = meet(rest, platforms) as { readonly state: string; readonly parts: readonly BroughtPart[] }
    const missing = found.filter((each) => each.kind === 'part' && lost.has(each.digest)) as readonly BroughtPart[]
    if (state !== 'complete') throw goneError(missing, pushes)
    const location = await locateParts(parts, pushes)
    if (location.gone.length === 0) return { location, parts }
    for (const { digest } of location.gone) lost.add(digest)
  }
}

async function join({ job, platforms }: LeftPart, { located, complete }: Location): Promise<ImageSource> {
  const { named, inputs, registries, environment } = job
  const pool = poolOf(registries)
  const opened = await Promise.all(
    located.map(async ({ part, root, digest, from: { name, content } }) => {
      const { remote, manifests } = content
      const place = { name: `${name}@${digest}`, remote, pool, read: (child: typeof digest) => manifests.get(child) }
      return { part, source: await openRemote(root, place) }
    })
  )
  const composition = { ...compositionOf(named, inputs, environment.variables), order: platforms }
  const holders = [...complete].map(({ target }) => target.repository)
  return await joinParts(opened, composition, (near) => holders.some((each) => sameRepository(each, near)))
}

async function publishParts({ job, brought }: LeftPart, source: ImageSource, session: PublishSession): Promise<Result> {
  const { pushes } = session
  const checks = job.checks.filter(({ isForParts }) => !isForParts)
  const outcomes = await publishEverywhere([{ source, pushes }], { ...job, checks }, 'publish', session)
  const { configDigest: _, ...metadata } = brought.metadata ?? { materials: [], text: '' }
  return {
    names: job.named.names,
    outcomes,
    image: source.image,
    ...(brought.metadata && { metadata }),
    base: brought.base,
    isDone: isSuccess(outcomes, job),
  }
}

/** Later attempts, and the jobs that come after, find the publication by this note. */
async function leaveFinished(result: Result, image: Image, left: LeftPart, lock: PendingArtifact): Promise<void> {
  const { job, key, attempt, platforms } = left
  const { metadata: _, ...outputs } = outputValues(result, job.inputs, job.environment).texts
  const images = job.named.targets.map(formatTarget)
  const { digest } = image.root
  try {
    await lock.upload(formatFinishedNote({ key, attempt, images, platforms, digest, outputs }))
    await lock.finalize()
  } catch (cause) {
    if (cause instanceof InputError) throw cause
    const problem = `The image was published as ${images.join(', ')}@${digest}, but later jobs cannot find that out`
    throw new Error(`${problem}: ${(cause as Error).message} Re-run this job.`, { cause })
  }
}
