import { access, mkdir, readFile, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Variables } from '../environment.ts'
import { dockerHub } from '../oci/reference.ts'

export interface Login {
  readonly username: string
  readonly password: string
}

export interface DockerConfigOptions {
  /** Where to write it: a folder of this step alone. */
  readonly directory: string
  /** The user's own folder, whose settings, helpers, contexts, plugins and builders go on to work. */
  readonly base: string | undefined
  /** By canonical host. They win over what the user's own folder knows. */
  readonly logins: ReadonlyMap<string, Login>
  readonly variables: Variables
}

type Config = Readonly<Record<string, unknown>>

/** Folders of Docker's configuration that are no credentials. */
const linked = ['contexts', 'cli-plugins']

/**
 * Writes a Docker configuration for the builder alone, so that nobody's own is touched and credentials end with the
 * step. Gives the variables that point children to it.
 */
export async function writeDockerConfig({
  directory,
  base,
  logins,
  variables,
}: DockerConfigOptions): Promise<Variables> {
  await mkdir(directory, { recursive: true, mode: 0o700 })
  const config = base ? await readBase(join(base, 'config.json')) : {}
  const text = JSON.stringify(withLogins(config, logins), null, 2)
  await writeFile(join(directory, 'config.json'), text, { mode: 0o600 })
  if (!base) return { DOCKER_CONFIG: directory }
  for (const name of linked) {
    if (await exists(join(base, name))) await symlink(join(base, name), join(directory, name))
  }
  return { DOCKER_CONFIG: directory, BUILDX_CONFIG: variables.BUILDX_CONFIG || join(base, 'buildx') }
}

/** An entry of `auths` counts only where no helper is in charge, which an empty name in `credHelpers` sees to. */
export function withLogins(config: Config, logins: ReadonlyMap<string, Login>): Config {
  const auths: Record<string, unknown> = {}
  const helpers: Record<string, string> = {}
  for (const [registry, { username, password }] of logins) {
    const key = registry === dockerHub ? 'https://index.docker.io/v1/' : registry
    auths[key] = { auth: Buffer.from(`${username}:${password}`).toString('base64') }
    helpers[key] = ''
  }
  return {
    ...config,
    auths: { ...fieldsOf(config.auths), ...auths },
    credHelpers: { ...fieldsOf(config.credHelpers), ...helpers },
  }
}

function fieldsOf(value: unknown): Config {
  return typeof value === 'object' && value !== null ? (value as Config) : {}
}

async function readBase(path: string): Promise<Config> {
  try {
    return fieldsOf(JSON.parse(await readFile(path, 'utf8')))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {}
    throw error
  }
}

async function exists(path: string): Promise<boolean> {
  return await access(path).then(
    () => true,
    () => false
  )
}
