/** Environment variables by name, as `process.env` has them. */
export type Variables = Readonly<Record<string, string | undefined>>

/** Where in a file of the checkout a message belongs; `line` counts from 1. */
export interface Place {
  readonly file: string
  readonly line?: number
}

/** The secrets of a run. */
export interface Secrets {
  /** From now on the secret is not shown, in whatever form: SECURITY.md says in which, and what is too short for it. */
  mask(secret: string): void
  /** A text of somebody else's without what is masked. What is cut is redacted first: half a secret is not found. */
  redact(text: string): string
  /** The first place from `at` on at which a text can be cut without a secret being cut in two. */
  cut(text: string, at: number): number
}

/** What people read while a step runs, and afterwards as annotations. All of it is redacted. */
export interface Log extends Secrets {
  info(line: string): void
  debug(line: string): void
  notice(message: string): void
  warning(message: string, place?: Place): void
  error(message: string, place?: Place): void
  /** Folds all that is logged while `work` runs under one heading. */
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
  /** Gets each line of both outputs as it comes, without its end. */
  readonly onLine?: (line: string) => void
  /** Where an output that is too long to be kept whole may be cut. Default: anywhere. */
  readonly cut?: Secrets['cut']
  readonly signal?: AbortSignal
}

/** A child process that has ended. Both outputs are cut to their last 1 Mi characters. */
export interface Ended {
  /** 128 and the signal's number for a child that was killed. */
  readonly exitCode: number
  readonly stdout: string
  readonly stderr: string
}

/** Runs a child process to its end; rejects only where it cannot be started or was aborted. */
export type Run = (command: Command) => Promise<Ended>

/** All that the action may touch: built once from `process` in an entry, a literal in tests. */
export interface Environment {
  readonly variables: Variables
  /** Absolute path of the checkout. */
  readonly workspace: string
  /** Absolute path of a folder that the runner empties after the job. */
  readonly temp: string
  readonly log: Log
  readonly run: Run
  readonly now: () => Date
  /** Milliseconds on a clock that nobody sets, for what has to be told apart by its age. */
  readonly elapsed: () => number
  readonly signal: AbortSignal
}
