import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Variables } from '../environment.ts'
import type { Login } from '../oci/distribution/login.ts'
import { authsOf } from './builder-config.ts'
import { readConfigs } from './config-files.ts'

export interface AuthFileOptions {
  /** Where to write it: a folder that only this step uses. */
  readonly directory: string
  /** By canonical host. They take precedence over all others. */
  readonly logins: ReadonlyMap<string, Login>
  /** Those that say where other logins are; none to leave those out. */
  readonly variables: Variables
}

/**
 * Writes the file that Podman, Buildah and Skopeo read instead of their own: containers-auth.json(5). It holds what
 * `podman login` and `docker login` have left, too. Returns the variable that points to it. Throws InputError.
 */
export async function writeAuthFile({ directory, logins, variables }: AuthFileOptions): Promise<Variables> {
  const configs = (await readConfigs(variables)).toReversed()
  const path = join(directory, 'auth.json')
  const document = {
    auths: Object.assign({}, ...configs.map(({ config }) => config.auths), authsOf(logins)) as object,
    credHelpers: Object.assign({}, ...configs.map(({ config }) => config.credHelpers)) as object,
  }
  await writeFile(path, JSON.stringify(document, null, 2), { mode: 0o600 })
  return { REGISTRY_AUTH_FILE: path }
}
