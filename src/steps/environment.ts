import { run } from '../build/run.ts'
import type { Environment, Variables } from '../environment.ts'
import { log } from '../github/log.ts'

/** What an entry knows of the process that it runs in. */
export interface Surroundings {
  readonly variables: Variables
  /** The working directory, for runs outside of GitHub. */
  readonly directory: string
  /** A folder for temporary files. */
  readonly temp: string
  readonly signal: AbortSignal
}

/** The environment of a run on GitHub's runner. */
export function environmentOf({ variables, directory, temp, signal }: Surroundings): Environment {
  const workspace = variables.GITHUB_WORKSPACE || directory
  return { variables, workspace, temp, log, run, now: () => new Date(), elapsed: () => performance.now(), signal }
}
