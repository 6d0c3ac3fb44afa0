import type { Environment, Variables } from '../../environment.ts'
import { log } from '../../github/report/log.ts'
import { query } from '../../process/query.ts'
import { run } from '../../process/run.ts'
import { secretsIn } from './known-secrets.ts'

/** What an entry knows about its process. */
export interface Surroundings {
  readonly variables: Variables
  /** The working directory, for runs outside GitHub Actions. */
  readonly directory: string
  /** A folder for temporary files. */
  readonly temp: string
  readonly signal: AbortSignal
}

/** The environment of a run on a GitHub runner. Its secrets are masked from here on. */
export function environmentOf({ variables, directory, temp, signal }: Surroundings): Environment {
  for (const secret of secretsIn(variables)) log.mask(secret)
  const workspace = variables.GITHUB_WORKSPACE || directory
  return {
    variables,
    workspace,
    temp,
    log,
    run,
    query,
    now: () => new Date(),
    elapsed: () => performance.now(),
    signal,
  }
}
