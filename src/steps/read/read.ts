import { builderKind } from '../../builder/builders.ts'
import { findDockerfile } from '../../builder/dockerfile/build-context.ts'
import type { Environment } from '../../environment.ts'
import { givenInput, namesOfGiven, tryInputs } from '../../github/inputs/input.ts'
import { type Inputs, inputs as inputTable } from '../../github/inputs/inputs.ts'
import { buildInputs } from '../../github/inputs/tables/build-inputs.ts'
import { serverRegistry, serverUrl } from '../../github/repository/github-server.ts'
import { InputError, problemsOf, throwAll } from '../../input-error.ts'
import { automatic, defaultImage } from '../../names/inputs/default-image.ts'
import type { NamingInputs } from '../../names/inputs/naming.ts'
import { parseTargetNaming } from '../../names/inputs/target-naming.ts'
import { parsePlatform } from '../../oci/index/image-platform.ts'
import { checkBake, isBake } from '../bake/check-bake.ts'
import { rejectUnusedChecks } from '../checks/unused-check-inputs.ts'
import { checkCommand } from '../command/check-command.ts'
import { type GivenRegistries, readAccess } from './access.ts'
import { checkOutputs, namesToPublish } from './build-outputs.ts'
import { checkContent, expandPaths, withoutCheckout } from './context.ts'
import { labelsTaken } from './default-labels.ts'
import { checkFromRegistry } from './from-registry.ts'
import { checkPart, partIn } from './part.ts'
import { checkRequired } from './required.ts'
import { checkBuildArguments, warnAboutStrayEntries } from './stray-entries.ts'
import { checkUnsupported } from './unsupported-inputs.ts'
import { checkKeepImage } from './what-is-kept.ts'

/** Waits for all and throws all problems at once, so that users need not fix inputs one run at a time. */
async function all<Works extends readonly Promise<unknown>[]>(
  ...works: Works
): Promise<{ -readonly [Index in keyof Works]: Awaited<Works[Index]> }> {
  const results = await Promise.allSettled(works)
  throwAll(results.flatMap((result) => (result.status === 'rejected' ? problemsOf(result.reason) : [])))
  return (await Promise.all(works)) as { -readonly [Index in keyof Works]: Awaited<Works[Index]> }
}

/** What the inputs ask for, before anything is known about the run. */
export interface ParsedInputs {
  readonly inputs: Inputs
  readonly naming: NamingInputs
  readonly access: GivenRegistries
  /** The text of the Dockerfile; empty if only the builder can read it, or nothing is built. */
  readonly dockerfile: string
}

/** Reads all inputs and checks that the files they name exist. Throws InputError, or an AggregateError of several. */
export async function readAllInputs(environment: Environment): Promise<ParsedInputs> {
  const { variables, workspace } = environment
  const { values, problems } = await tryInputs(inputTable, variables)
  const inputs = await withoutCheckout(values, environment)
  const reading = readNaming(inputs, variables)
  const accessing = readAccess(inputs, environment)
  const [, naming, access] = await all(
    (async () => throwAll(problems))(),
    reading,
    accessing,
    (async () => inputs.run || isBake(inputs) || (await checkContent(inputs, workspace)))(),
    checkCommand(inputs, environment),
    checkBuildInputs(inputs, variables),
    (async () => checkBake(inputs, variables))(),
    (async () => checkBuildArguments(inputs, variables))(),
    (async () => checkOutputs(inputs))(),
    (async () => checkUnsupported(inputs, variables))(),
    (async () => checkKeepImage(inputs))(),
    (async () => checkFromRegistry(inputs))(),
    (async () => checkPart(inputs))(),
    (async () => rejectUnusedChecks(inputs, variables))(),
    (async () => checkBuilder(inputs))(),
    // Without names there is nothing to compare with, and their problems are already reported.
    reading.then(
      // A bake definition names images of its own.
      (names) => (isBake(inputs) ? undefined : checkRequired(inputs, names)),
      () => undefined
    )
  ).catch((error: unknown) => failWith(error, inputs.push ? accessing : undefined))
  const { dockerfiles } = builderKind(inputs.builder)
  const isBuilt = !inputs.source && !inputs.run && !isBake(inputs)
  const found = isBuilt ? await findDockerfile(expandPaths(inputs), dockerfiles, workspace) : undefined
  const dockerfile = found?.text ?? ''
  warnAboutStrayEntries(inputs, dockerfile, environment.log)
  const isTaken = labelsTaken(inputs, dockerfile, environment.log)
  const push = inputs.push && (isBake(inputs) || isNamed(naming, environment))
  return { inputs: { ...inputs, push, part: partIn(inputs) }, naming: { ...naming, isTaken }, access, dockerfile }
}

/** Throws all problems with incomplete logins, which alone are no error yet: some runs cannot access secrets. */
async function failWith(error: unknown, accessing: Promise<GivenRegistries> | undefined): Promise<never> {
  const access = await accessing?.catch(() => undefined)
  throwAll([...problemsOf(error), ...(access?.problems ?? [])])
  throw error
}

/** Whether there is an image to publish. Throws InputError if the workflow sets `push: true` but names none. */
function isNamed({ images, references }: NamingInputs, { log, variables }: Environment): boolean {
  if (images.length > 0 || references.length > 0) return true
  const lack = "neither 'images' nor 'tags' names an image, and the build has other outputs"
  if (isPushRequested(variables)) throw new InputError('push', `there is nothing to push: ${lack}`)
  log.info(`Nothing is published: ${lack}`)
  return false
}

/** Whether the workflow itself sets `push: true`. */
function isPushRequested(variables: Environment['variables']): boolean {
  return /^true$/i.test(givenInput('push', variables)?.trim() ?? '')
}

/** Rejects build inputs when an existing image is published: they would have no effect. `platforms` selects from it. */
async function checkBuildInputs(
  { source, platforms, run }: Pick<Inputs, 'source' | 'platforms' | 'run'>,
  variables: Environment['variables']
): Promise<void> {
  if (!source || run) return
  const given = namesOfGiven(buildInputs, variables).filter((name) => name !== 'platforms' && name !== 'part')
  const vague = platforms.filter((platform) => !parsePlatform(platform))
  throwAll([
    ...given.map((name) => new InputError(name, "it has no effect with 'source', since nothing is built: remove it")),
    ...vague.map((text) => new InputError('platforms', `write OS/ARCHITECTURE, as in linux/arm64, not '${text}'`)),
  ])
}

/** A builder is either chosen or made. */
function checkBuilder({ builder, builderOptions }: Pick<Inputs, 'builder' | 'builderOptions'>): void {
  if (!builder || !builderOptions || 'builder-options' in builderKind(builder).unsupported) return
  throw new InputError(
    'builder-options',
    "these create a builder, but 'builder' names an existing one: remove one of them"
  )
}

async function readNaming(inputs: Inputs, variables: Environment['variables']): Promise<NamingInputs> {
  const shortShaLength = variables.DOCKER_METADATA_SHORT_SHA_LENGTH
  const wanted = {
    registry: serverRegistry(variables),
    repository: variables.GITHUB_REPOSITORY ?? '',
    // An image that is kept is named like one that is published.
    hasOutputs: !inputs.keepImage && !isBake(inputs) && (inputs.load || inputs.outputs.length > 0),
  }
  const tags = tagsIn(inputs, variables)
  const parsed = parseTargetNaming({ ...inputs, tags, shortShaLength }, defaultImage(wanted))
  const named = isBake(inputs) ? { ...parsed, hasOtherTags: true } : parsed
  const naming = inputs.allTags.length > 0 ? { ...named, rules: [], hasOtherTags: true } : named
  const isNamed = naming.images.length > 0 || naming.references.length > 0
  if (isNamed || wanted.hasOutputs) return naming
  throw new InputError(
    'images',
    `name the image to publish: the container registry of ${serverUrl(variables)} is not known`
  )
}

/** If nothing else names an image, the output that pushes may, as in docker/build-push-action. */
function tagsIn(inputs: Inputs, variables: Environment['variables']): string {
  if (!inputs.push || inputs.images !== automatic || inputs.tags !== '') return inputs.tags
  return namesToPublish(inputs, isPushRequested(variables)).join('\n')
}
