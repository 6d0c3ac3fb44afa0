import type { Command, Ended, Environment, Variables } from '../../environment.ts'
import type { Login } from '../../oci/distribution/login.ts'
import { BuildError } from '../build-error.ts'
import type { BuildRequest } from '../build-request.ts'
import type { Builder, BuildResult, Destination, Reach } from '../builder.ts'
import { dockerfileOf } from '../dockerfile/build-context.ts'
import type { BuildWatch } from '../watch.ts'
import { buildxArguments } from './arguments.ts'
import { explainFailure } from './failure.ts'
import { readMetadata } from './metadata-file.ts'
import { findBuildx } from './plugin.ts'
import { reachOf } from './reach.ts'

export interface BuildxOptions {
  readonly environment: Pick<Environment, 'run' | 'workspace' | 'log'>
  readonly variables: Variables
  /** Where buildx writes its metadata. */
  readonly metadataFile: string
  /** Receives each line that the build prints. */
  readonly watch: BuildWatch
  readonly signal: AbortSignal
  /** Adds a login to the Docker configuration that `variables` point to. */
  readonly addLogin: (registry: string, login: Login) => Promise<void>
  /** Called once, when the first build was started: the program takes a moment to come up, which others can use. */
  readonly onStarted?: () => void
}

/** docker buildx, with the builder that the user has chosen. */
export class Buildx implements Builder {
  readonly #options: BuildxOptions
  #isStarted = false

  constructor(options: BuildxOptions) {
    this.#options = options
  }

  async reach({ builder }: BuildRequest): Promise<Reach> {
    return await reachOf(builder, this.#options.variables)
  }

  async signIn(registry: string, login: Login): Promise<void> {
    await this.#options.addLogin(registry, login)
  }

  async build(request: BuildRequest, destination: Destination): Promise<BuildResult> {
    const { environment, variables, metadataFile, watch, signal } = this.#options
    const { workspace, log } = environment
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
        return await this.#run({ program, args, variables, directory: workspace, onLine, cut: log.cut, signal })
      })
    })
    if (exitCode !== 0) throw explainFailure(log.redact(`${stdout}\n${stderr}`), exitCode, dockerfileOf(request))
    return await readMetadata(metadataFile)
  }

  async #run(command: Command): Promise<Ended> {
    const { environment, signal } = this.#options
    // Otherwise what buildx says when it is stopped would look like the cause.
    const tell = () => environment.log.info(`Stopping the build: ${(signal.reason as Error).message}`)
    signal.addEventListener('abort', tell, { once: true })
    const ended = environment.run(command).finally(() => signal.removeEventListener('abort', tell))
    if (!this.#isStarted) this.#options.onStarted?.()
    this.#isStarted = true
    return await ended.catch((cause: unknown) => {
      command.signal?.throwIfAborted()
      throw new BuildError('Docker cannot be started. Install Docker with buildx before this step.', { cause })
    })
  }
}
