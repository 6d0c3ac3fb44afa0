import { createHash, randomBytes } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { readText } from '../../../disk/regular-file.ts'
import type { Variables } from '../../../environment.ts'
import { BuildError } from '../../build-error.ts'
import type { BuilderContext } from '../../builder.ts'
import type { BuildxProgram } from '../program.ts'
import { type BuilderOptions, buildkitImage, contextOf, createArguments } from './builder-options.ts'
import { currentBuilder, endpointUrl } from './node-group.ts'

/** What an own builder is made with. */
export type OwnBuilderContext = Pick<BuilderContext, 'environment' | 'variables' | 'temp' | 'signal' | 'ownBuilder'> & {
  readonly program: Pick<BuildxProgram, 'ask' | 'tidy'>
}

/** A builder that this step has made. Disposing it removes it, unless it is to be kept. */
export interface OwnBuilder extends AsyncDisposable {
  readonly name: string
}

/** Makes and boots a builder, or finds one that an earlier step has kept. Throws BuildError. */
export async function openOwnBuilder(options: BuilderOptions, context: OwnBuilderContext): Promise<OwnBuilder> {
  const needsContext = isTlsEngine(context.variables) && options.endpoint === ''
  if (context.ownBuilder?.isKept && !needsContext) return await openKeptBuilder(options, context)
  return await openTemporaryBuilder(options, needsContext, context)
}

async function openKeptBuilder(options: BuilderOptions, context: OwnBuilderContext): Promise<OwnBuilder> {
  const { environment, variables } = context
  const name = await stableName(options, context)
  const kept = { name, [Symbol.asyncDispose]: async () => undefined }
  const use = async () => {
    environment.log.info(`Using the builder ${name}, which an earlier step has kept`)
    await waitUntilUp(name, context)
  }
  if ((await currentBuilder(name, variables)).group) {
    await use()
    return kept
  }
  try {
    await makeBuilder(name, options, false, context)
  } catch (error) {
    // Another job on this machine may have made it meanwhile, and uses it.
    if (!/existing instance for/.test((error as Error).message)) {
      await removeBuilder(name, false, context)
      throw error
    }
    await use()
  }
  return kept
}

/** Milliseconds between two questions. */
const pause = 500
const questionLimit = 60

/**
 * Waits for a builder that another job may be booting at this moment: buildx only waits for a container that it starts
 * itself. If it does not come up, the build says why.
 */
async function waitUntilUp(name: string, { program, signal }: OwnBuilderContext): Promise<void> {
  for (let questions = 0; questions < questionLimit; questions++) {
    const { exitCode, stdout } = await program.ask({ args: ['inspect', '--bootstrap', name] })
    if (exitCode === 0 && /^BuildKit(?: version)?:/im.test(stdout)) return
    await setTimeout(pause, undefined, { signal }).catch(() => signal.throwIfAborted())
  }
}

async function openTemporaryBuilder(
  options: BuilderOptions,
  needsContext: boolean,
  context: OwnBuilderContext
): Promise<OwnBuilder> {
  const { environment, variables, ownBuilder } = context
  const name = `manifold-${randomBytes(8).toString('hex')}`
  ownBuilder?.onMade?.(name, variables)
  try {
    await makeBuilder(name, options, needsContext, context)
  } catch (error) {
    // It may not even exist.
    await removeBuilder(name, needsContext, context)
    ownBuilder?.onRemoved?.()
    throw error
  }
  return {
    name,
    async [Symbol.asyncDispose]() {
      const problem = await removeBuilder(name, needsContext, context)
      if (problem) environment.log.warning(`The builder ${name} was not removed: ${problem}`)
      else ownBuilder?.onRemoved?.()
    },
  }
}

/** Returns what went wrong, or nothing. */
async function removeBuilder(name: string, hasContext: boolean, context: OwnBuilderContext): Promise<string> {
  const { environment, variables, program } = context
  const { exitCode, stderr } = await program.tidy({ args: ['rm', '--force', name] })
  if (hasContext) {
    const args = ['context', 'rm', '--force', contextOf(name)]
    await environment.run({ program: 'docker', args, variables, signal: AbortSignal.timeout(5_000) })
  }
  return exitCode === 0 ? '' : lastLine(environment.log.redact(stderr))
}

async function makeBuilder(
  name: string,
  options: BuilderOptions,
  needsContext: boolean,
  context: OwnBuilderContext
): Promise<void> {
  const { environment, program } = context
  if (needsContext) await makeDockerContext(name, context)
  const placed = needsContext ? { ...options, endpoint: contextOf(name) } : options
  for (const args of createArguments(name, placed, await configFile(options, context))) {
    environment.log.info(`[command] docker buildx ${args.join(' ')}`)
    const { exitCode, stdout, stderr } = await program.ask({ args })
    if (exitCode !== 0) throw new BuildError(explain(environment.log.redact(`${stdout}\n${stderr}`)))
  }
}

function explain(output: string): string {
  const reason = lastLine(output).replace(/\.$/, '')
  const isMissing = /pull|manifest unknown|not found|no such host|i\/o timeout|dial tcp/i.test(reason)
  const advice = isMissing
    ? "Make sure that the engine can pull BuildKit's image, or name another one in 'builder-options' (driver-opts: image=…)."
    : "Check the input 'builder-options', or name an existing builder in 'builder'."
  return `A builder could not be created: ${reason}. ${advice}`
}

function lastLine(output: string): string {
  const lines = output.trim().split('\n')
  const error = lines.findLast((line) => line.startsWith('ERROR: ')) ?? lines.at(-1) ?? ''
  return error.replace(/^ERROR: /, '')
}

/** The file with BuildKit's configuration; empty if there is none. */
async function configFile(
  { buildkitdConfig, buildkitdConfigInline }: BuilderOptions,
  { temp }: OwnBuilderContext
): Promise<string> {
  if (buildkitdConfigInline === '') return buildkitdConfig
  const path = join(temp, 'buildkitd.toml')
  await writeFile(path, buildkitdConfigInline, { mode: 0o600 })
  return path
}

/** buildx stores an endpoint without its certificates, unless a Docker context holds them. */
async function makeDockerContext(name: string, context: OwnBuilderContext): Promise<void> {
  const { environment, variables, signal } = context
  const folder = variables.DOCKER_CERT_PATH || join(variables.HOME ?? '', '.docker')
  const files = { ca: 'ca.pem', cert: 'cert.pem', key: 'key.pem' }
  const parts = Object.entries(files).map(([key, file]) => `${key}=${join(folder, file)}`)
  const docker = [`host=${variables.DOCKER_HOST}`, ...parts].join(',')
  const args = ['context', 'create', contextOf(name), '--docker', docker]
  const { exitCode, stderr } = await environment.run({ program: 'docker', args, variables, signal })
  if (exitCode !== 0) throw new BuildError(explain(environment.log.redact(stderr)))
}

function isTlsEngine({ DOCKER_HOST = '', DOCKER_TLS_VERIFY, DOCKER_TLS }: Variables): boolean {
  return DOCKER_HOST.startsWith('tcp:') && Boolean(DOCKER_TLS_VERIFY || DOCKER_TLS)
}

/** The same options always give the same name, on the same engine. */
async function stableName(
  options: BuilderOptions,
  { environment, variables }: Pick<OwnBuilderContext, 'environment' | 'variables'>
): Promise<string> {
  const { endpoint, buildkitdConfig } = options
  const engine = await endpointUrl(endpoint, variables)
  const file = resolve(environment.workspace, buildkitdConfig)
  // If it cannot be read, buildx says so.
  const config = buildkitdConfig === '' ? '' : await readText(file).catch(() => '')
  const text = JSON.stringify([options, buildkitImage, engine, config])
  return `manifold-kept-${createHash('sha256').update(text).digest('hex').slice(0, 12)}`
}
