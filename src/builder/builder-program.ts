import type { Command, Ended } from '../environment.ts'
import { BuildError } from './build-error.ts'
import type { BuildRequest } from './build-request.ts'
import type { BuilderContext } from './builder.ts'
import { annotatedFile } from './dockerfile/annotated-file.ts'
import { shownCommand } from './shown-command.ts'
import type { ProgressReader } from './watch.ts'

/** A program that builds. */
interface ProgramKind {
  /** The path of the program, and the arguments that precede all others. */
  find(): Promise<{ readonly path: string; readonly args: readonly string[] }>
  /** Makes a reader for the output of one build of this Dockerfile, as annotations name it. */
  progress(dockerfile: string): ProgressReader
  /** The message if it cannot be started. */
  readonly absence: string
}

interface Invocation {
  readonly args: readonly string[]
  /** The working directory, if it is not the checkout. */
  readonly directory?: string
  /** Written to standard input, which is then closed. */
  readonly input?: string
  /** Called with each line of the output, which may hold secrets. */
  readonly onLine?: (line: string) => void
  /** Ends it before the run is stopped. */
  readonly signal?: AbortSignal
}

interface Build extends Invocation {
  /** What is built, for the report. */
  readonly subject: Pick<BuildRequest, 'context' | 'file' | 'inRepository' | 'platforms'>
}

/** Runs one command of a build. */
type RunBuild = (invocation: Invocation) => Promise<Ended>

/** Runs a builder's program as a child. All methods throw BuildError if it cannot be started, or the signal's reason. */
export class BuilderProgram {
  readonly #context: BuilderContext
  readonly #kind: ProgramKind
  #isStarted = false

  constructor(context: BuilderContext, kind: ProgramKind) {
    this.#context = context
    this.#kind = kind
  }

  /** Runs a build, and logs and watches its output. */
  async build({ subject, ...invocation }: Build): Promise<Ended> {
    return await this.several(subject, (run) => run(invocation))
  }

  /** Runs several commands that together are one build, and logs and watches their output. */
  async several<Result>(subject: Build['subject'], work: (run: RunBuild) => Promise<Result>): Promise<Result> {
    const { environment, watch } = this.#context
    const file = await annotatedFile(subject, environment.workspace)
    return await environment.log.group('Build', async () => {
      return await watch.timed({ ...subject, file }, this.#kind.progress(file), async (watched) => {
        return await work(async (invocation) => {
          const command = await this.#shown(invocation)
          const onLine = (line: string) => {
            invocation.onLine?.(line)
            watched(this.#show(line))
          }
          const running = this.#run({ ...command, onLine })
          if (!this.#isStarted) this.#context.onStarted?.()
          this.#isStarted = true
          return await running
        })
      })
    })
  }

  /** Runs a command that does something with what was built, and logs its output. */
  async act(invocation: Invocation): Promise<Ended> {
    return await this.#run({ ...(await this.#shown(invocation)), onLine: (line) => this.#show(line) })
  }

  /** Runs a command that builds nothing, such as one that prints a definition. Its output is not logged. */
  async ask(invocation: Invocation): Promise<Ended> {
    return await this.#run(await this.#command(invocation))
  }

  /** Runs a command that removes something, even if the run was stopped. Its output is not logged. */
  async tidy(invocation: Invocation): Promise<Ended> {
    return await this.#context.environment.run({
      ...(await this.#command(invocation)),
      signal: AbortSignal.timeout(tidyTime),
    })
  }

  #show(line: string): string {
    const { log } = this.#context.environment
    const shown = log.redact(line)
    log.info(shown)
    return shown
  }

  async #shown(invocation: Invocation): Promise<Command> {
    const command = await this.#command(invocation)
    this.#context.environment.log.info(`[command] ${shownCommand(command.program, command.args)}`)
    return command
  }

  async #command({ args, directory, signal: own, ...options }: Invocation): Promise<Command> {
    const { environment, variables, signal: whole } = this.#context
    const { workspace, log } = environment
    const { path: program, args: before } = await this.#kind.find()
    return {
      ...options,
      program,
      args: [...before, ...args],
      variables,
      directory: directory ?? workspace,
      cut: log.cut,
      signal: own ? AbortSignal.any([whole, own]) : whole,
    }
  }

  async #run(command: Command): Promise<Ended> {
    const { environment, signal } = this.#context
    // Otherwise what the builder says when it is stopped would look like the cause.
    const tell = () => environment.log.info(`Stopping the build: ${(signal.reason as Error).message}`)
    signal.addEventListener('abort', tell, { once: true })
    const ended = environment.run(command).finally(() => signal.removeEventListener('abort', tell))
    return await ended.catch((cause: unknown) => {
      command.signal?.throwIfAborted()
      throw new BuildError(this.#kind.absence, { cause })
    })
  }
}

/** Milliseconds: nobody waits for long after a cancelled job. */
const tidyTime = 30_000
