import { join } from 'node:path'
import { dockerConfigDirectory } from '../../credentials/config-files.ts'
import { keepLogins } from '../../credentials/kept-logins.ts'
import { rememberLogins } from '../../github/report/state.ts'
import type { Job } from '../job/job.ts'
import type { Result } from '../job/result.ts'

/**
 * Writes the logins that images were published with into the job's own Docker configuration, for later steps; the post step removes them.
 * A failure is only a warning: the images are published.
 */
export async function keepLoginsOf({ outcomes }: Result, { keyring, environment }: Job): Promise<void> {
  const { variables, temp, log } = environment
  try {
    const directory = dockerConfigDirectory(variables)
    if (directory === undefined) throw new Error('neither DOCKER_CONFIG nor HOME is set')
    const published = outcomes.filter(({ status }) => status === 'published')
    const logins = await keyring.loginsTo(published.map(({ target }) => target.repository))
    if (logins.size === 0) return
    // Beside the step's folder, which is gone before the post step runs.
    const record = `${temp}-logins.json`
    rememberLogins(record, environment)
    await keepLogins(directory, logins, record)
    for (const registry of logins.keys())
      log.info(`${registry}: the login is kept in ${join(directory, 'config.json')}`)
  } catch (error) {
    log.warning(`The logins are not kept for later steps: ${(error as Error).message}`)
  }
}
