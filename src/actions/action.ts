import type { Environment } from '../environment.ts'
import type { InputTable } from '../github/inputs/input.ts'

/** One action of this repository. Each is a file that exports one; those beside the main one are rows in the table. */
export interface Action {
  /** Its name and description, inputs and outputs, as action.yml and the documentation list them. */
  readonly title: string
  readonly description: string
  readonly inputs: InputTable
  readonly outputs: Readonly<Record<string, string>>
  /** Whether it keeps files of its own, credentials among them, which are removed at its end, or else by the post step. */
  readonly keepsFiles: boolean
  /** Runs it. False where it failed and has said so; throws InputError and other errors that say what to do. */
  run(environment: Environment): Promise<boolean>
}
