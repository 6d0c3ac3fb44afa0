/** Environment variables by name, as in `process.env`. */
export type Variables = Readonly<Record<string, string | undefined>>

/** The place in a file of the checkout that a message is about; `line` starts at 1. `endLine` is the last of several. */
export interface Place {
  readonly file: string
  readonly line?: number
  readonly endLine?: number
}

/** The secrets of a run. */
export interface Secrets {
  /** Hides the secret from now on, in all forms that SECURITY.md lists, which also says what is too short for that. */
  mask(secret: string): void
  /** Untrusted text without the masked secrets. Redact before truncating: half a secret is not found. */
  redact(text: string): string
  /** The first position from `at` on at which a text can be cut without splitting a secret. */
  cut(text: string, at: number): number
}

/** What users read while a step runs, and afterwards as annotations. All of it is redacted. */
export interface Log extends Secrets {
  info(line: string): void
  debug(line: string): void
  notice(message: string): void
  warning(message: string, place?: Place): void
  error(message: string, place?: Place): void
  /** Groups everything that is logged while `work` runs under one heading. */
  group<Result>(heading: string, work: () => Promise<Result>): Promise<Result>
}

/** A child process: no shell, exactly these variables. */
export interface Command {
  readonly program: string
  readonly args: readonly string[]
  readonly variables: Variables
  readonly directory?: string
  /** Written to standard input, which is then closed. */
  readonly input?: string
  /** Called with each line of both outputs as it arrives, without its line break. */
  readonly onLine?: (line: string) => void
  /** Where output that is too long to be kept may be cut. Default: anywhere. */
  readonly cut?: Secrets['cut']
  readonly signal?: AbortSignal
  /** Whether it leads a group of its own: then `signal` ends all processes of the group, and outputs that others keep open do not matter. */
  readonly isGroup?: boolean
}

/** A child process that has ended. Both outputs are cut to their last 1 Mi characters. */
export interface Ended {
  /** 128 plus the number of the signal if the process was killed. */
  readonly exitCode: number
  readonly stdout: string
  readonly stderr: string
}

/** Runs a child process to its end; rejects only if it cannot be started or was aborted. */
export type Run = (command: Command) => Promise<Ended>

/**
 * Runs a child process that answers and soon ends by itself, as git queries do. An aborted one rejects at once, but is
 * not killed.
 */
export type Query = (command: Omit<Command, 'input' | 'onLine' | 'cut' | 'isGroup'>) => Promise<Ended>

/** Everything that the action may touch: built once from `process` in an entry point, a literal in tests. */
export interface Environment {
  readonly variables: Variables
  /** Absolute path of the checkout. */
  readonly workspace: string
  /** Absolute path of a folder that the runner empties after the job. */
  readonly temp: string
  readonly log: Log
  readonly run: Run
  readonly query: Query
  readonly now: () => Date
  /** Milliseconds on a monotonic clock, to compare ages. */
  readonly elapsed: () => number
  readonly signal: AbortSignal
}
