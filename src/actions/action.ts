import type { Environment } from '../environment.ts'

/** One action of this repository. Each is a file that exports one, and a row in the table. */
export interface Action {
  /** Whether it keeps files of its own, credentials among them, which are removed at its end, or else by the post step. */
  readonly keepsFiles: boolean
  /** Runs it. False where it failed and has said so; throws InputError and other errors that say what to do. */
  run(environment: Environment): Promise<boolean>
}
