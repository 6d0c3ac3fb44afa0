import { readText } from '../../disk/regular-file.ts'
import type { Command, Ended, Environment, Run, Variables } from '../../environment.ts'
import { parseJson } from '../../json.ts'
import type { Login } from '../../oci/distribution/login.ts'
import { BuildError } from '../build-error.ts'
import type { BuildRequest, Destination } from '../build-request.ts'
import { dockerfileOf } from '../dockerfile/build-context.ts'
import type { BuildWatch } from '../watch.ts'
import { buildxArguments } from './arguments.ts'
import { explainFailure } from './failure.ts'
import { materialsIn } from './materials.ts'
import { findBuildx } from './plugin.ts'

export interface BuildOptions {
  readonly environment: Pick<Environment, 'run' | 'workspace' | 'log'>
  readonly variables: Variables
  /** Where buildx writes its metadata. */
  readonly metadataFile: string
  /** Receives each line that the build prints. */
  readonly watch: BuildWatch
  readonly signal: AbortSignal
}

/** Build options for a builder that can be given access to one more registry. */
export interface BuildWithLoginOptions extends BuildOptions {
  /** Gives the builder a login for a registry, through its configuration only. */
  readonly signIn: (registry: string, login: Login) => Promise<void>
}

/** buildx's metadata file. */
export interface BuildMetadata {
  readonly text: string
  readonly digest?: string
  readonly configDigest?: string
  /** The images that it was built from, as far as buildx reports them. */
  readonly materials: readonly string[]
}

/** Runs one build and logs its output. Throws BuildError. */
export async function build(
  request: BuildRequest,
  destination: Destination,
  options: BuildOptions
): Promise<BuildMetadata> {
  const { environment, variables, metadataFile, watch, signal } = options
  const { run, workspace, log } = environment
  const { path: program, args: before } = await findBuildx(variables)
  const args = [...before, ...buildxArguments(request, destination, metadataFile)]
  const { exitCode, stdout, stderr } = await log.group('Build', async () => {
    log.info(`[command] ${program} ${args.join(' ')}`)
    return await watch.timed(request, async (watched) => {
      const onLine = (line: string) => {
        const shown = log.redact(line)
        log.info(shown)
        watched(shown)
      }
      return await start({ program, args, variables, directory: workspace, onLine, cut: log.cut, signal }, run)
    })
  })
  if (exitCode !== 0) throw explainFailure(log.redact(`${stdout}\n${stderr}`), exitCode, dockerfileOf(request))
  return await readMetadata(metadataFile)
}

async function start(command: Command, run: Run): Promise<Ended> {
  return await run(command).catch((cause: unknown) => {
    command.signal?.throwIfAborted()
    throw new BuildError('Docker cannot be started. Install Docker with buildx before this step.', { cause })
  })
}

/** Bytes: the file may include provenance. */
const metadataLimit = 64 * 1024 * 1024

async function readMetadata(path: string): Promise<BuildMetadata> {
  const text = await readText(path, metadataLimit).catch(() => '{}')
  const fields = parseJson(text) as Readonly<Record<string, unknown>>
  const digest = fields['containerimage.digest']
  const configDigest = fields['containerimage.config.digest']
  return {
    text,
    materials: materialsIn(fields),
    ...(typeof digest === 'string' && { digest }),
    ...(typeof configDigest === 'string' && { configDigest }),
  }
}
