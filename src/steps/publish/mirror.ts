import { formatCount } from '../../format-amount.ts'
import type { Inputs } from '../../github/inputs/inputs.ts'
import { InputError } from '../../input-error.ts'
import {
  formatRepository,
  parseRepository,
  type Reference,
  type Repository,
  sameRepository,
} from '../../oci/distribution/reference.ts'
import type { Target } from '../../oci/distribution/target.ts'
import type { ImageSource } from '../../oci/image-source.ts'
import type { Outcome } from '../../plan/outcome.ts'
import { nameSome, selectTags } from '../../plan/tag-selection.ts'
import { untilDecided } from '../../push/phases/until-decided.ts'
import type { Push } from '../../push/push.ts'
import { attachmentsOf } from '../../push/referrers/attachments.ts'
import type { Release } from '../../push/release.ts'
import { isUpToDate, upToDate } from '../../push/tags/up-to-date.ts'
import { type WarmUp, warmUp } from '../../push/warm-up.ts'
import { type ImageTags, TaggedImages } from '../../sources/registry/tagged-images.ts'
import { openAdmitted } from '../checks/admit.ts'
import { noticeUnchecked } from '../checks/check-unpublished.ts'
import type { Job } from '../job/job.ts'
import type { Result } from '../job/result.ts'
import type { Mode } from '../request/mode.ts'
import { publishEverywhere } from './publish-everywhere.ts'
import { abandonedResult, isSuccess, openPublishSession, type PublishSession } from './publish-session.ts'
import { ReferrersLeft, tellReferrersLeft } from './referrers-left.ts'

/** Tags of one release: their images are held in memory, and all of them move at once. */
const tagLimit = 1_000
/** Tags to name in the log before they are published. */
const shownTags = 50

/** An image with its tags, and where it goes. */
interface Part extends ImageTags {
  readonly pushes: readonly Push[]
}

/** Publishes the images of a repository under the same tags. Throws InputError, ContentError or RegistryError. */
export async function mirrorTags(job: Job, { repository }: Reference, mode: Mode['do']): Promise<Result> {
  const { registries, stop, environment, inputs } = job
  const { log } = environment
  await using images = await TaggedImages.in(repository, { registries, log, signal: stop.network })
  const all = await images.tags()
  const chosen = selectTags(all, inputs.allTags)
  checkChosen(chosen.length, images.name, nameSome(all), inputs)
  const found = await images.find(chosen)
  const rest = chosen.length > shownTags ? ` and ${chosen.length - shownTags} more` : ''
  const some = `${chosen.slice(0, shownTags).join(', ')}${rest}`
  log.info(`${images.name}: ${formatCount(chosen.length, 'tag')} of ${formatCount(found.length, 'image')}: ${some}`)
  const named = { ...job.named.names, images: job.named.names.images.map(({ name }) => ({ name, tags: chosen })) }
  if (mode === 'build') {
    noticeUnchecked("'test' and 'scan' look at the images of 'all-tags' only where they are published", job)
    return { names: named, outcomes: [], isDone: true }
  }
  const repositories = repositoriesOf(job)
  const own = repositories.find((each) => sameRepository(each, repository))
  if (own) throw new InputError('images', `${formatRepository(own)} is the source itself: name another repository`)
  const targets = found.map(({ tags }) => repositories.map((each): Target => ({ repository: each, tags })))
  const mirror = { ...job, named: { ...job.named, names: named, targets: targets.flat() } }
  await using session = await openPublishSession(mirror)
  const parts = found.map((each, index) => ({ ...each, pushes: pushesTo(targets[index] ?? [], session) }))
  return await publishParts(parts, images, { job: mirror, mode, session })
}

interface Mirroring {
  readonly job: Job
  readonly mode: Mode['do']
  readonly session: PublishSession
}

async function publishParts(parts: readonly Part[], images: TaggedImages, run: Mirroring): Promise<Result> {
  const { job, mode, session } = run
  const { named, inputs, stop, environment } = job
  // What refers to an image may be new although the image is not; checks may find out something new about it.
  const isSpared = images.countsPulls && !session.verifiesContent && !inputs.referrers && job.checks.length === 0
  const done = isSpared ? await findDone(parts) : new Set<Part>()
  const due = parts.filter((part) => !done.has(part))
  const opened = due.map((part) => ({ ...part, opening: openAdmitted(images.open(part), job) }))
  const works = opened.flatMap(({ pushes, opening }) => warmUpAll({ source: opening, pushes }, run))
  const left = inputs.referrers ? [] : opened.slice(0, 20).map((part) => new ReferrersLeft(part.opening, part.pushes))
  const release = await Promise.all(opened.map(async ({ pushes, opening }) => ({ source: await opening, pushes })))
  const attached = inputs.referrers ? await attachAll(release) : []
  images.report()
  works.push(...attached.flatMap((part) => warmUpAll(part, run)))
  await untilDecided(works, inputs.required, 0)
  if (stop.building.aborted) return abandonedResult(session, job)
  const all = [...release, ...attached]
  const published = all.length > 0 ? await publishEverywhere(all, job, mode, session) : []
  tellReferrersLeft(left, images.name, environment.log)
  const outcomes = inOrder(parts, done, published, mode)
  return { names: named.names, outcomes, isDone: isSuccess(outcomes, job) }
}

/** The parts whose tags already point at their image at every target. */
async function findDone(parts: readonly Part[]): Promise<ReadonlySet<Part>> {
  const found = await Promise.all(parts.map(async (part) => (await isUpToDate(part.digest, part.pushes)) && part))
  return new Set(found.filter((part) => part !== false))
}

function warmUpAll(
  { source, pushes }: { readonly source: ImageSource | Promise<ImageSource>; readonly pushes: readonly Push[] },
  { mode, session: { rules } }: Mirroring
) {
  const warm: WarmUp = { beforeBuild: false, rules, creates: mode === 'publish', source, isOneOfMany: true }
  return pushes.map((push) => ({ push, source, done: warmUp(push, warm) }))
}

async function attachAll(release: Release): Promise<Release> {
  const seen = new Set<string>()
  const all = await Promise.all(release.map(({ source, pushes }) => attachmentsOf(source, pushes, seen)))
  return all.flat()
}

function inOrder(
  parts: readonly Part[],
  done: ReadonlySet<Part>,
  published: readonly Outcome[],
  mode: Mode['do']
): readonly Outcome[] {
  const rest = [...published]
  const status = mode === 'publish' ? 'published' : 'planned'
  return parts.flatMap((part) =>
    done.has(part) ? part.pushes.map((push) => upToDate(push, part.digest, status)) : rest.splice(0, part.pushes.length)
  )
}

/** The repositories that the inputs name, each once. */
function repositoriesOf({ named }: Job): readonly Repository[] {
  const all = named.names.images.map(({ name }) => parseRepository(name)).filter((each) => each !== undefined)
  return [...new Map(all.map((each) => [formatRepository(each), each])).values()]
}

function pushesTo(targets: readonly Target[], { pushes }: PublishSession): readonly Push[] {
  return pushes.filter(({ target }) => targets.includes(target))
}

function checkChosen(count: number, name: string, some: string, { allTags }: Pick<Inputs, 'allTags'>): void {
  const patterns = `'${allTags.join("', '")}'`
  if (count > tagLimit) {
    throw new InputError(
      'all-tags',
      `${count} tags of ${name} match ${patterns}, but at most ${tagLimit} can be published at once: use patterns that match fewer`
    )
  }
  if (count > 0) return
  throw new InputError(
    'all-tags',
    `no tag of ${name} matches ${patterns}. ${some ? `It has ${some}` : 'It has no tags'}`
  )
}
