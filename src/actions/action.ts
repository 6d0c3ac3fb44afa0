import type { Environment } from '../environment.ts'
import type { InputTable } from '../github/inputs/input.ts'

/** One action of this repository. Each has a file that exports it; all but the main one are rows in the table. */
export interface Action {
  /** Its name and description, inputs and outputs, as action.yml and the documentation list them. */
  readonly title: string
  readonly description: string
  readonly inputs: InputTable
  readonly outputs: Readonly<Record<string, string>>
  /** Whether it stores files, including credentials, that must be removed at its end or by the post step. */
  readonly keepsFiles: boolean
  /**
   * Runs it. Returns false if it failed and has reported that; throws InputError and other errors that say what to do.
   */
  run(environment: Environment): Promise<boolean>
}
