import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { readText } from '../disk/regular-file.ts'
import type { Variables } from '../environment.ts'
import { type JsonRecord, parseJson, recordOf } from '../json.ts'
import { authsOf, type DockerLogin } from './builder-config.ts'
import { readConfigs } from './config-files.ts'
import { keyFor } from './docker-config.ts'

export interface AuthFileOptions {
  /** Where to write it: a folder that only this step uses. */
  readonly directory: string
  /** By canonical host. They take precedence over the user's files. */
  readonly logins: ReadonlyMap<string, DockerLogin>
  /** They say where the user's files are. */
  readonly variables: Variables
}

/**
 * Writes a file with logins for Podman, Buildah and Skopeo: containers-auth.json(5). It holds the user's logins as well,
 * of all files that these programs read. Returns the variable that points child processes to it.
 */
export async function writeAuthFile({ directory, logins, variables }: AuthFileOptions): Promise<Variables> {
  await mkdir(directory, { recursive: true, mode: 0o700 })
  // The first takes precedence.
  const configs = (await readConfigs(variables)).toReversed()
  const document = {
    auths: Object.assign({}, ...configs.map(({ config }) => config.auths)) as JsonRecord,
    credHelpers: Object.assign({}, ...configs.map(({ config }) => config.credHelpers)) as JsonRecord,
  }
  return { REGISTRY_AUTH_FILE: await write(directory, [...logins].reduce(withLogin, document)) }
}

/** Adds a login to a file that writeAuthFile wrote. It is never in arguments or variables. */
export async function addToAuthFile(directory: string, registry: string, login: DockerLogin): Promise<void> {
  const { auths, credHelpers } = recordOf(parseJson(await readText(join(directory, fileName))))
  await write(directory, withLogin({ auths: recordOf(auths), credHelpers: recordOf(credHelpers) }, [registry, login]))
}

interface AuthFile {
  readonly auths: JsonRecord
  readonly credHelpers: JsonRecord
}

/** A login is only used if the registry has no helper, and Docker's way to disable one, an empty name, is an error here. */
function withLogin({ auths, credHelpers }: AuthFile, [registry, login]: readonly [string, DockerLogin]): AuthFile {
  const isOther = ([key]: readonly [string, unknown]) => keyFor({ registry, name: '' }, [key]) === undefined
  return {
    auths: { ...auths, ...authsOf(new Map([[registry, login]])) },
    credHelpers: Object.fromEntries(Object.entries(credHelpers).filter(isOther)),
  }
}

const fileName = 'auth.json'

async function write(directory: string, document: AuthFile): Promise<string> {
  const path = join(directory, fileName)
  await writeFile(path, JSON.stringify(document, null, 2), { mode: 0o600 })
  return path
}
