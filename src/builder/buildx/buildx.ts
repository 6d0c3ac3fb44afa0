import { join } from 'node:path'
import type { Command, Ended } from '../../environment.ts'
import type { Login } from '../../oci/distribution/login.ts'
import { BuildError } from '../build-error.ts'
import type { BuildRequest } from '../build-request.ts'
import type { Builder, BuilderContext, BuildResult, Destination, Reach } from '../builder.ts'
import { dockerfileOf } from '../dockerfile/build-context.ts'
import { buildxArguments } from './arguments.ts'
import { readMetadata } from './metadata-file.ts'
import { findBuildx } from './plugin.ts'
import { explainFailure } from './progress/failure.ts'
import { reachOf } from './reach.ts'

/** docker buildx, with the builder that the user has chosen. */
export class Buildx implements Builder {
  readonly #context: BuilderContext
  #isStarted = false

  constructor(context: BuilderContext) {
    this.#context = context
  }

  async reach({ builder }: BuildRequest): Promise<Reach> {
    return await reachOf(builder, this.#context.variables)
  }

  async signIn(registry: string, login: Login): Promise<void> {
    await this.#context.addLogin(registry, login)
  }

  async build(request: BuildRequest, destination: Destination): Promise<BuildResult> {
    const { environment, variables, temp, watch, signal } = this.#context
    const { workspace, log } = environment
    const metadataFile = join(temp, 'metadata.json')
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

  async [Symbol.asyncDispose](): Promise<void> {}

  async #run(command: Command): Promise<Ended> {
    const { environment, signal } = this.#context
    // Otherwise what buildx says when it is stopped would look like the cause.
    const tell = () => environment.log.info(`Stopping the build: ${(signal.reason as Error).message}`)
    signal.addEventListener('abort', tell, { once: true })
    const ended = environment.run(command).finally(() => signal.removeEventListener('abort', tell))
    if (!this.#isStarted) this.#context.onStarted?.()
    this.#isStarted = true
    return await ended.catch((cause: unknown) => {
      command.signal?.throwIfAborted()
      throw new BuildError('Docker cannot be started. Install Docker with buildx before this step.', { cause })
    })
  }
}
