import { access, mkdir, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { readText } from '../disk/regular-file.ts'
import type { Variables } from '../environment.ts'
import { type JsonRecord, parseJson, recordOf } from '../json.ts'
import { encodeLogin, type Login } from '../oci/distribution/login.ts'
import { dockerHub } from '../oci/distribution/reference.ts'
import { dockerHubKey } from './docker-config.ts'

export interface DockerConfigOptions {
  /** Where to write it: a folder that only this step uses. */
  readonly directory: string
  /** The user's folder, whose settings, helpers, contexts, plugins and builders keep working. */
  readonly base: string | undefined
  /** By canonical host. They take precedence over the user's folder and DOCKER_AUTH_CONFIG. */
  readonly logins: ReadonlyMap<string, Login>
  readonly variables: Variables
}

/** Folders of Docker's configuration that hold no credentials. */
const linked = ['contexts', 'cli-plugins']

/**
 * Writes a Docker configuration for the builder only, so that the user's is not touched and credentials are gone after
 * the step. Returns the variables that point child processes to it.
 */
export async function writeDockerConfig({
  directory,
  base,
  logins,
  variables,
}: DockerConfigOptions): Promise<Variables> {
  await mkdir(directory, { recursive: true, mode: 0o700 })
  const config = base ? await readBase(join(base, 'config.json')) : {}
  const auths = { ...authsIn(variables.DOCKER_AUTH_CONFIG), ...authsOf(logins) }
  const text = JSON.stringify(withAuths(config, auths), null, 2)
  await writeFile(join(directory, 'config.json'), text, { mode: 0o600 })
  if (!base) return { DOCKER_CONFIG: directory }
  for (const name of linked) {
    if (await exists(join(base, name))) await symlink(join(base, name), join(directory, name))
  }
  return { DOCKER_CONFIG: directory, BUILDX_CONFIG: variables.BUILDX_CONFIG || join(base, 'buildx') }
}

/** Adds a login to a configuration that writeDockerConfig wrote. It is never in arguments or variables. */
export async function addLogin(directory: string, registry: string, login: Login): Promise<void> {
  const path = join(directory, 'config.json')
  const config = withAuths(await readBase(path), authsOf(new Map([[registry, login]])))
  await writeFile(path, JSON.stringify(config, null, 2), { mode: 0o600 })
}

/** The content of `auths`, with Docker's key for Docker Hub. */
function authsOf(logins: ReadonlyMap<string, Login>): JsonRecord {
  const entries = [...logins].map(([registry, login]) => {
    const key = registry === dockerHub ? dockerHubKey : registry
    return [key, { auth: encodeLogin(login) }]
  })
  return Object.fromEntries(entries)
}

/** Docker's variable for credentials. It is not passed to children, since it would override this step's logins. */
function authsIn(document = ''): JsonRecord {
  return document === '' ? {} : recordOf(parse(document, 'DOCKER_AUTH_CONFIG').auths)
}

/** An entry in `auths` is only used if no helper is configured, which an empty name in `credHelpers` ensures. */
function withAuths(config: JsonRecord, auths: JsonRecord): JsonRecord {
  const helpers = Object.fromEntries(Object.keys(auths).map((key) => [key, '']))
  return {
    ...config,
    auths: { ...recordOf(config.auths), ...auths },
    credHelpers: { ...recordOf(config.credHelpers), ...helpers },
  }
}

async function readBase(path: string): Promise<JsonRecord> {
  const text = await readText(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '{}'
    throw new Error(`The Docker configuration in ${path} cannot be read: ${error.message}`, { cause: error })
  })
  return parse(text, path)
}

function parse(text: string, where: string): JsonRecord {
  try {
    return recordOf(parseJson(text))
  } catch {
    // Node's error for invalid JSON quotes a part of it, which may be a secret.
    throw new Error(`The Docker configuration in ${where} cannot be read: it is not valid JSON`)
  }
}

async function exists(path: string): Promise<boolean> {
  return await access(path).then(
    () => true,
    () => false
  )
}
