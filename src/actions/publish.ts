import { BuildWatch } from '../builder/watch.ts'
import type { Keyring } from '../credentials/keyring.ts'
import type { Environment } from '../environment.ts'
import { inputs as inputTable } from '../github/inputs/inputs.ts'
import { outputs } from '../github/report/step-outputs.ts'
import { readFacts } from '../github/repository/run-facts.ts'
import { Registries } from '../registry/connect.ts'
import { isBake } from '../steps/bake/check-bake.ts'
import { openChecks } from '../steps/checks/open-checks.ts'
import { attempt } from '../steps/job/attempt.ts'
import type { Job } from '../steps/job/job.ts'
import type { Result } from '../steps/job/result.ts'
import { type Stop, stopWith } from '../steps/job/stop.ts'
import { nameTargets } from '../steps/name/name.ts'
import { keepLoginsOf } from '../steps/publish/keep-logins.ts'
import { withPublishedTags } from '../steps/publish/published-tags.ts'
import { keyringFor } from '../steps/read/access.ts'
import { mirroredRepository } from '../steps/read/from-registry.ts'
import { readAllInputs } from '../steps/read/read.ts'
import { report } from '../steps/report/report.ts'
import { accessIn } from '../steps/request/anonymous.ts'
import { requestFrom } from '../steps/request/from-inputs.ts'
import { chooseMode, type Mode } from '../steps/request/mode.ts'
import { environmentFor, trustIn } from '../steps/request/trust.ts'
import type { Action } from './action.ts'

/**
 * The whole story: names an image, builds it or takes an existing one, publishes it to every registry it belongs in,
 * and returns whether that succeeded.
 */
async function run(environment: Environment): Promise<boolean> {
  const { inputs, naming, access, dockerfile } = await readAllInputs(environment)
  const facts = await readFacts(environment, { context: 'workflow', token: inputs.githubToken })
  const trust = trustIn({ ...facts.event, author: await facts.author() }, inputs)
  const confined = environmentFor(trust, environment)
  using stop = stopWith(environment.signal)
  const keyring = keyringFor(inputs, access, confined, stop.network)
  const accessTo = accessIn(trust, (repository) => keyring.accessTo(repository))
  await using registries = registriesOf(accessTo, confined, stop)
  const ask = { registries, environment: confined }
  const lookups = trust.isTrusted ? withPublishedTags(facts.lookups, naming, ask) : facts.lookups
  const named = await nameTargets(naming, { ...facts, lookups }, inputs, environment)
  const { request, leftOut } = await requestFrom(inputs, named, { event: facts.event, trust }, confined)
  const mode = chooseMode(inputs, trust, leftOut)
  if (mode.notice) environment.log.notice(mode.notice)
  const watch = new BuildWatch()
  const signIn = { keyring, registries, incompleteLogins: access.problems }
  const prepared = { inputs, named, request, dockerfile, trust, ...signIn, stop, watch, environment: confined }
  const checks = await openChecks({ ...prepared, publishes: mode.do === 'publish' })
  const job = { ...prepared, checks }
  const result = await attempt(named.names, () => carryOut(job, mode.do))
  if (inputs.keepLogin && mode.do === 'publish') await keepLoginsOf(result, job)
  const reports = checks.flatMap((check) => check.report?.(result.outcomes) ?? [])
  const isReported = await report(result, { inputs, mode, build: watch.report(), checks: reports }, environment)
  return result.isDone && isReported
}

/** Loads what this kind of run needs: no builder for an existing image, and no client for a build alone. */
async function carryOut(job: Job, what: Mode['do']): Promise<Result> {
  const { source, part, run: command } = job.inputs
  if (part.length > 0) return await (await import('../steps/parts/publish-part.ts')).publishPart(job, what)
  if (command) return await (await import('../steps/command/publish-command.ts')).publishCommand(job, what)
  const mirrored = mirroredRepository(job.inputs)
  if (mirrored) return await (await import('../steps/publish/mirror.ts')).mirrorTags(job, mirrored, what)
  if (source) return await (await import('../steps/publish/publish-source.ts')).publishSource(job, source, what)
  if (isBake(job.inputs)) return await (await import('../steps/bake/publish-bake.ts')).bakeAll(job, what)
  if (job.inputs.keepImage) return await (await import('../steps/publish/keep-image.ts')).keepImage(job)
  if (what === 'build') return await (await import('../steps/publish/build-only.ts')).buildOnly(job)
  return await (await import('../steps/publish/publish-image.ts')).publishImage(job, what)
}

function registriesOf(
  accessTo: Keyring['accessTo'],
  { variables, log, now }: Environment,
  { network: signal }: Stop
): Registries {
  return new Registries({ accessTo, variables, log, now, signal })
}

export const publishAction: Action = {
  title: 'Manifold',
  description: 'Names, builds and publishes a container image to every registry it belongs in',
  inputs: inputTable,
  outputs,
  keepsFiles: true,
  run,
}
