import { saveState } from '@actions/core'
import type { Environment } from '../../environment.ts'
import { writeRunnerFile } from './runner-file.ts'

type Runner = Pick<Environment, 'log' | 'variables'>

/** Tells the post step which logins to remove. Throws if it cannot: they would stay. */
export function rememberLogins(record: string, { variables }: Runner): void {
  writeRunnerFile('GITHUB_STATE', variables, () => saveState('logins', record))
}

/** Tells the post step which folder to remove if the step does not finish. */
export function rememberFolder(path: string, runner: Runner): void {
  remember('folder', path, 'if the step is killed', runner)
}

/** Tells the post step which folder to remove at the end of the job: an image that was kept for later steps. */
export function rememberImage(path: string, runner: Runner): void {
  remember('image', path, 'at the end of the job', runner)
}

/** Tells the post step which builder to remove if the step does not finish; without a builder, that it has finished. */
export function rememberBuilder(builder: MadeBuilder | undefined, { log, variables }: Runner): void {
  try {
    writeRunnerFile('GITHUB_STATE', variables, () => saveState('builder', builder ? JSON.stringify(builder) : ''))
  } catch (error) {
    const left = builder ? `${builder.name} will not be removed if the step is killed` : 'The builder was removed'
    log.warning(`${left}: the state of the step could not be saved: ${(error as Error).message}`)
  }
}

/** A builder, and where its client finds it. */
export interface MadeBuilder {
  readonly name: string
  readonly DOCKER_CONFIG?: string
  readonly BUILDX_CONFIG?: string
}

function remember(name: string, path: string, when: string, { log, variables }: Runner): void {
  try {
    writeRunnerFile('GITHUB_STATE', variables, () => saveState(name, path))
  } catch (error) {
    log.warning(`${path} will not be removed ${when}: its path could not be saved: ${(error as Error).message}`)
  }
}
