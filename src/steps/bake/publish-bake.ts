import { bakeNeeds } from '../../builder/bake/bake-needs.ts'
import type { Baker, BuildResult } from '../../builder/builder.ts'
import { baseImages } from '../../builder/buildx/base-images.ts'
import type { Reference } from '../../oci/distribution/reference.ts'
import type { Push } from '../../push/push.ts'
import { warmUp } from '../../push/warm-up.ts'
import { bakeImages } from '../../sources/baked/bake-images.ts'
import type { BakeOrder } from '../../sources/baked/bake-order.ts'
import { exportLayouts } from '../../sources/baked/export-layouts.ts'
import { checkUnpublished, hasUnpublishedChecks, noticeUnchecked } from '../checks/check-unpublished.ts'
import { builderFor } from '../job/builder-for.ts'
import type { Job } from '../job/job.ts'
import type { Result } from '../job/result.ts'
import { publishEverywhere } from '../publish/publish-everywhere.ts'
import { endedEarly, isSuccess, openPublishSession, type PublishSession } from '../publish/publish-session.ts'
import { warnAboutUnbound } from '../publish/subjects.ts'
import { checkRequired } from '../read/required.ts'
import type { Mode } from '../request/mode.ts'
import { bakedMetadata, formatByTarget, withTargetNames } from './bake-result.ts'
import { makesImage } from './plan-bake.ts'
import { type BakeJob, bakerOf, prepareBake } from './prepare-bake.ts'

/** Builds all images of a bake definition, and publishes them as one release unless they are only to be built. */
export async function bakeAll(given: Job, mode: Mode['do']): Promise<Result> {
  return await bakePrepared(await prepareBake(given, mode), mode)
}

/** The same, of a definition that was prepared. */
export async function bakePrepared(bake: BakeJob, mode: Mode['do']): Promise<Result> {
  const isPublished = bake.plans.some(({ targets }) => targets.length > 0)
  return isPublished ? await publishBake(bake, mode) : await buildBake(bake)
}

/** Publishes; a rehearsal only finds out what that would involve. */
async function publishBake(bake: BakeJob, mode: Mode['do']): Promise<Result> {
  const { job } = bake
  checkRequired(job.inputs, {
    images: job.named.names.images.map(({ name }) => ({ name, enable: true })),
    references: [],
  })
  await using session = await openPublishSession(job)
  const named = (result: Result): Result => ({ ...result, outcomes: withTargetNames(result.outcomes, bake.plans) })
  try {
    return named(await bakeAndPublish(bake, mode, session))
  } catch (error) {
    return named(endedEarly(error, session, job))
  }
}

async function bakeAndPublish(bake: BakeJob, mode: Mode['do'], session: PublishSession): Promise<Result> {
  const { job, request, plans } = bake
  const { named, stop, environment } = job
  const parts = plans.filter(({ targets }) => targets.length > 0)
  const published = parts.map(({ planned, targets, subjects = targets }) => {
    const pushes = session.pushes.filter(({ target }) => targets.includes(target))
    const contents = mode === 'publish' ? [...new Set(pushes.map(({ content }) => content))] : []
    return { name: planned.target.name, targets: subjects, contents, pushes }
  })
  const onStarted = () => {
    for (const { name, pushes } of published) warmUpAll(pushes, basesOf(bake, name), { mode, session })
  }
  await using builder = await builderFor(job, { signal: stop.building, onStarted })
  const baker = await bakerOf(builder, job)
  const plan = plans.map(({ planned }) => planned)
  const order: Omit<BakeOrder, 'reach'> = {
    ...{ plan, published, builder },
    bake: (...given) => baker.bake(request, ...given),
    log: environment.log,
    directory: environment.temp,
    onMachineFailure: stop.stopBuilding,
  }
  await using baked =
    mode !== 'publish' && hasUnpublishedChecks(job)
      ? await exportLayouts(order)
      : await bakeImages({ ...order, reach: await builder.reach(bakeNeeds(request, plan)) })
  const images = baked.images.map(({ target: { name }, image }) => ({ name, image }))
  job.onImages?.(images)
  for (const image of baked.images) await warnAboutUnbound(image, environment.log)
  const release = baked.images.map((source, index) => ({ source, pushes: published[index]?.pushes ?? [] }))
  const outcomes = await publishEverywhere(release, job, mode, session)
  const isDone = isSuccess(outcomes, job)
  return { names: named.names, outcomes, images, metadata: bakedMetadata(baked.images, outcomes, plans), isDone }
}

/** Images that a target shares layers with. */
function basesOf({ job, plans, dockerfiles }: BakeJob, name: string): readonly Reference[] {
  const target = plans.find(({ planned }) => planned.target.name === name)?.planned.target
  if (!target) return []
  const { stage, args, contexts, cacheFrom, cacheTo } = target
  const pairs = (map: ReadonlyMap<string, string>) => [...map].map((pair) => pair.join('='))
  const options = { target: stage, buildArgs: pairs(args), buildContexts: pairs(contexts), cacheFrom, cacheTo }
  return baseImages({ ...job.request, ...options }, dockerfiles.get(name) ?? '')
}

function warmUpAll(
  pushes: readonly Push[],
  bases: readonly Reference[],
  { mode, session }: { readonly mode: Mode['do']; readonly session: PublishSession }
): void {
  for (const push of pushes)
    void warmUp(push, { beforeBuild: true, rules: session.rules, bases, creates: mode === 'publish' })
}

/** Builds without publishing. */
async function buildBake(bake: BakeJob): Promise<Result> {
  const { job, request, plans } = bake
  const { named, stop } = job
  await using builder = await builderFor(job, { signal: stop.building })
  const baker = await bakerOf(builder, job)
  const plan = plans.map(({ planned }) => planned)
  const results = hasUnpublishedChecks(job)
    ? await bakeAndCheck(bake, baker)
    : await baker.bake(request, plan, new Map())
  const text = results.size > 0 ? formatByTarget([...results].map(([name, result]) => ({ name, ...result }))) : ''
  return { names: named.names, outcomes: [], metadata: { materials: [], text }, isDone: true }
}

/** Builds what is not published into files, in addition to the outputs of each target, and checks it. */
async function bakeAndCheck({ job, request, plans }: BakeJob, baker: Baker): Promise<ReadonlyMap<string, BuildResult>> {
  const { inputs, environment } = job
  // With another output, the names have to be given to each.
  const plan = plans.map(({ planned }) => ({ ...planned, names: planned.target.tags }))
  const made = plan.filter(({ target }) => makesImage(target.outputs))
  if (made.length === 0) {
    noticeUnchecked('the targets make no images', job)
    return await baker.bake(request, plan, new Map())
  }
  let results: ReadonlyMap<string, BuildResult> = new Map()
  await using baked = await exportLayouts({
    plan,
    published: made.map(({ target: { name } }) => ({ name, targets: [], contents: [] })),
    async bake(...given) {
      results = await baker.bake(request, ...given)
      return results
    },
    directory: environment.temp,
  })
  const loaded = made.flatMap(({ names }) => names.slice(0, 1))
  await checkUnpublished(baked.images, job, inputs.load && loaded.length === made.length ? loaded : [])
  return results
}
