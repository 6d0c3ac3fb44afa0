import type { Command, Ended } from '../../environment.ts'
import { BuildError } from '../build-error.ts'
import type { BuildRequest } from '../build-request.ts'
import type { BuilderContext } from '../builder.ts'
import { findBuildx } from './plugin.ts'

interface Invocation {
  readonly args: readonly string[]
  /** The working directory, if it is not the checkout. */
  readonly directory?: string
}

interface Build extends Invocation {
  /** What is built, for the report. */
  readonly subject: Pick<BuildRequest, 'context' | 'file' | 'platforms'>
}

/** Runs buildx as a child process. Both methods throw BuildError if it cannot be started, or the signal's reason. */
export class BuildxProgram {
  readonly #context: BuilderContext
  #isStarted = false

  constructor(context: BuilderContext) {
    this.#context = context
  }

  /** Runs a build, and logs and watches its output. */
  async build({ subject, ...invocation }: Build): Promise<Ended> {
    const { environment, watch } = this.#context
    const { log } = environment
    return await log.group('Build', async () => {
      const command = await this.#command(invocation)
      log.info(`[command] ${command.program} ${command.args.join(' ')}`)
      return await watch.timed(subject, async (watched) => {
        const onLine = (line: string) => {
          const shown = log.redact(line)
          log.info(shown)
          watched(shown)
        }
        const running = this.#run({ ...command, onLine })
        if (!this.#isStarted) this.#context.onStarted?.()
        this.#isStarted = true
        return await running
      })
    })
  }

  /** Runs a command that builds nothing, such as one that prints a definition. Its output is not logged. */
  async ask(invocation: Invocation): Promise<Ended> {
    return await this.#run(await this.#command(invocation))
  }

  async #command({ args, directory }: Invocation): Promise<Command> {
    const { environment, variables, signal } = this.#context
    const { workspace, log } = environment
    const { path: program, args: before } = await findBuildx(variables)
    return { program, args: [...before, ...args], variables, directory: directory ?? workspace, cut: log.cut, signal }
  }

  async #run(command: Command): Promise<Ended> {
    const { environment, signal } = this.#context
    // Otherwise what buildx says when it is stopped would look like the cause.
    const tell = () => environment.log.info(`Stopping the build: ${(signal.reason as Error).message}`)
    signal.addEventListener('abort', tell, { once: true })
    const ended = environment.run(command).finally(() => signal.removeEventListener('abort', tell))
    return await ended.catch((cause: unknown) => {
      signal.throwIfAborted()
      throw new BuildError('Docker cannot be started. Install Docker with buildx before this step.', { cause })
    })
  }
}
