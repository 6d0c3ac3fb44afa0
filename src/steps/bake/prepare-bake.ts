import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { BakeRequest } from '../../builder/bake/bake-request.ts'
import type { BakeTarget } from '../../builder/bake/definition.ts'
import { BuildError } from '../../builder/build-error.ts'
import type { Baker, Builder } from '../../builder/builder.ts'
import { attributesOf } from '../../builder/buildx/options/attributes.ts'
import { InputError } from '../../input-error.ts'
import type { NamedImage } from '../../names/names.ts'
import { formatTarget } from '../../oci/distribution/target.ts'
import { builderFor } from '../job/builder-for.ts'
import type { Job } from '../job/job.ts'
import { distinctPlatforms } from '../read/part.ts'
import type { Mode } from '../request/mode.ts'
import { environmentToBuild, environmentToRead, warnAboutVars } from './bake-environment.ts'
import { marked } from './bake-marks.ts'
import { checkBakeSource, confineBake } from './confine-bake.ts'
import { dockerfileOfTarget } from './default-bake-labels.ts'
import { planBake, type TargetPlan } from './plan-bake.ts'
import { plansForPlatforms } from './platforms-of-bake.ts'
import { bakeRequestFrom } from './request-bake.ts'

/** Everything that is known before a definition is built. */
export interface BakeJob {
  /** With the names, targets and caches of the definition. */
  readonly job: Job
  readonly request: BakeRequest
  readonly plans: readonly TargetPlan[]
  /** The text of each published target's Dockerfile, by target; empty if only the builder can read it. */
  readonly dockerfiles: ReadonlyMap<string, string>
}

/** Reads the definition and decides what becomes of each target. Throws InputError or BuildError. */
export async function prepareBake(given: Job, mode: Mode['do']): Promise<BakeJob> {
  const job = { ...given, environment: await environmentToRead(given) }
  const request = await bakeRequestFrom(job)
  if (!job.trust.isTrusted) await checkBakeSource(request, job.trust, job.environment.workspace)
  await warnAboutVars(request, job)
  const read = await readTargets(job, request)
  const targets = job.trust.isTrusted ? read : await confined(read, request, job)
  const planned = planBake(targets, mode !== 'build')
  const { part, platforms } = job.inputs
  const plans = part.length > 0 ? plansForPlatforms(planned, distinctPlatforms(platforms)) : planned
  tellPlans(plans, mode, job)
  const dockerfiles = new Map<string, string>()
  for (const { planned } of plans.filter((plan) => plan.targets.length > 0)) {
    dockerfiles.set(planned.target.name, await dockerfileOfTarget(planned.target, request.directory))
  }
  const markedPlans = plans.map((plan) => {
    const text = dockerfiles.get(plan.planned.target.name)
    return text === undefined ? plan : { ...plan, planned: marked(plan.planned, text, job) }
  })
  return { job: withDefinition(job, markedPlans, mode), request, plans: markedPlans, dockerfiles }
}

async function readTargets(job: Job, request: BakeRequest): Promise<readonly BakeTarget[]> {
  // The builder that builds gets a folder and variables of its own, depending on what is read here.
  const temp = join(job.environment.temp, 'definition')
  await mkdir(temp, { recursive: true })
  await using builder = await builderFor(
    { ...job, environment: { ...job.environment, temp } },
    { signal: job.stop.building }
  )
  const baker = await bakerOf(builder, job)
  if (job.trust.isTrusted) return await baker.read(request)
  return await readWithoutAgent(baker, request, job)
}

/** buildx rejects a definition that names an SSH agent where there is none, and untrusted code gets none. */
async function readWithoutAgent(baker: Baker, request: BakeRequest, job: Job): Promise<readonly BakeTarget[]> {
  try {
    return await baker.read(request)
  } catch (error) {
    if (!(error instanceof BuildError)) throw error
  }
  const targets = await baker.read({ ...request, set: [...request.set, '*.ssh='] })
  tellLeftOut(['ssh of all targets'], job)
  return targets
}

/** Throws InputError if the builder cannot build bake definitions. */
export async function bakerOf(builder: Builder, { inputs }: Pick<Job, 'inputs'>): Promise<Baker> {
  const baker = await builder.baker?.()
  if (baker) return baker
  throw new InputError('builder', `'${inputs.builder}' cannot build bake definitions: name a builder of buildx`)
}

async function confined(
  targets: readonly BakeTarget[],
  request: BakeRequest,
  job: Job
): Promise<readonly BakeTarget[]> {
  if (job.trust.isTrusted) return targets
  const { workspace } = job.environment
  const kept = await confineBake(targets, request, { workspace, ownCaches: job.trust.ownCaches })
  tellLeftOut(kept.leftOut, job)
  return kept.targets
}

function tellLeftOut(leftOut: readonly string[], { trust, environment: { log } }: Job): void {
  if (trust.isTrusted || leftOut.length === 0) return
  log.notice(`Left out of the bake definition, because it comes from ${trust.stranger}: ${leftOut.join('; ')}`)
}

function tellPlans(plans: readonly TargetPlan[], mode: Mode['do'], { environment: { log }, inputs }: Job): void {
  for (const { planned, targets } of plans) {
    log.info(`Target ${planned.target.name}: ${targets.length > 0 ? planned.names.join(', ') : 'not published'}`)
  }
  if (mode === 'build') return
  const lacking = plans.filter(({ whyNot }) => whyNot !== undefined)
  const isNothing = plans.every(({ targets }) => targets.length === 0)
  if (isNothing && (lacking.length > 0 || !inputs.push)) {
    const [{ planned, whyNot } = {}] = lacking
    throw new InputError(
      'bake-files',
      `there is nothing to publish: target '${planned?.target.name}' is not published, because ${whyNot}. Or set 'push: false'`
    )
  }
  for (const { planned, whyNot } of lacking) {
    log.notice(`Target '${planned.target.name}' is built, but not published: ${whyNot}`)
  }
}

/** The job with the names of the definition, and with what its builder has to know of it. */
function withDefinition(job: Job, plans: readonly TargetPlan[], mode: Mode['do']): Job {
  const { inputs, named, request, trust } = job
  const targets = plans.map(({ planned }) => planned.target)
  const images = mode === 'build' ? [] : plans.flatMap((plan) => plan.targets.map(nameOf))
  const secrets = targets.flatMap((target) => target.secrets)
  const variables = secrets.flatMap((text) => {
    const attributes = attributesOf(text)
    const variable = attributes?.get('env') ?? (attributes?.get('type') === 'env' ? attributes.get('id') : undefined)
    return variable ? [[attributes?.get('id') ?? variable, variable] as const] : []
  })
  return {
    ...job,
    environment: environmentToBuild(job.environment),
    inputs: { ...inputs, secretEnvs: trust.isTrusted ? variables : [] },
    request: {
      ...request,
      cacheFrom: targets.flatMap(({ cacheFrom }) => cacheFrom),
      cacheTo: targets.flatMap(({ cacheTo }) => cacheTo),
    },
    named: {
      ...named,
      names: { ...named.names, images: images.length > 0 ? images : named.names.images },
      targets: plans.flatMap((plan) => plan.targets),
    },
  }
}

function nameOf(target: TargetPlan['targets'][number]): NamedImage {
  return { name: formatTarget(target), tags: target.tags }
}
