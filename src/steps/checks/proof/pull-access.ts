import { mkdtemp } from 'node:fs/promises'
import { join } from 'node:path'
import { writeAuthFile } from '../../../credentials/auth-file.ts'
import { type DockerLogin, writeDockerConfig } from '../../../credentials/builder-config.ts'
import { dockerConfigDirectory } from '../../../credentials/config-files.ts'
import type { Variables } from '../../../environment.ts'
import type { Repository } from '../../../oci/distribution/reference.ts'
import type { Registry } from '../../../registry/registry.ts'
import type { CheckJob } from '../check-job.ts'

/**
 * Variables that point programs to a configuration with which they can pull from these repositories, and do nothing else
 * that the workflow's own credentials allow. Throws RegistryError.
 */
export async function pullVariables(
  repositories: readonly Repository[],
  { registries, environment }: Pick<CheckJob, 'registries' | 'environment'>
): Promise<Variables> {
  const { variables, temp } = environment
  const clients = await Promise.all(repositories.map((repository) => registries.at(repository)))
  const groups = Map.groupBy(repositories, (_, index) => clients[index] as Registry)
  const found = [...groups].map(async ([registry, group]): Promise<readonly [string, DockerLogin][]> => {
    const names = [...new Set(group.map(({ name }) => name))]
    const login = loginIn(await registry.pullAuthorization(names))
    return login ? [[registry.name, login]] : []
  })
  const logins = new Map((await Promise.all(found)).flat())
  // A check may be asked more than once.
  const directory = await mkdtemp(join(temp, 'pull-'))
  const base = dockerConfigDirectory(variables)
  return {
    ...(await writeDockerConfig({ directory, base, logins, variables, isAnonymous: true })),
    ...(await writeAuthFile({ directory, logins, variables: {} })),
  }
}

/** The login in an Authorization header. */
function loginIn(header = ''): DockerLogin | undefined {
  const [, scheme = '', value = ''] = /^(Basic|Bearer) (.*)$/.exec(header) ?? []
  if (scheme === 'Bearer') return { registryToken: value }
  const [, username, password] = /^([^:]*):(.*)$/s.exec(Buffer.from(value, 'base64').toString()) ?? []
  return username !== undefined && password !== undefined ? { username, password } : undefined
}
