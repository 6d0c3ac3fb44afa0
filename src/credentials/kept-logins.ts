import { mkdir, realpath, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { readText } from '../disk/regular-file.ts'
import { type JsonRecord, parseRecord, recordOf } from '../json.ts'
import { encodeLogin, type Login } from '../oci/distribution/login.ts'
import { readConfigIn } from './config-files.ts'
import { configKeyOf, type DockerConfig } from './docker-config.ts'

/** One login in the job's Docker configuration; what was there before it is absent if nothing was. */
interface KeptLogin {
  readonly key: string
  readonly auth: string
  readonly entryBefore?: unknown
  readonly helperBefore?: unknown
}

interface Kept {
  readonly directory: string
  readonly isNew: boolean
  readonly logins: readonly KeptLogin[]
}

/**
 * Writes logins into a Docker configuration, as `docker login` does without a credential store, and what was there before
 * into the file `record`, for restoreLogins. Throws if either cannot be written, or InputError if the configuration cannot
 * be read.
 */
export async function keepLogins(directory: string, logins: ReadonlyMap<string, Login>, record: string): Promise<void> {
  const base = await readConfigIn(directory)
  const { auths = {}, credHelpers = {} } = base?.config ?? {}
  const kept = [...logins].map(([registry, login]): KeptLogin => {
    const key = configKeyOf(registry)
    return {
      key,
      auth: encodeLogin(login),
      ...(Object.hasOwn(auths, key) && { entryBefore: auths[key] }),
      ...(Object.hasOwn(credHelpers, key) && { helperBefore: credHelpers[key] }),
    }
  })
  // Written first: a job that is killed in between must not leave a login that nobody removes.
  const state: Kept = { directory, isNew: base === undefined, logins: kept }
  await writeFile(record, JSON.stringify(state), { mode: 0o600 })
  await mkdir(directory, { recursive: true, mode: 0o700 })
  const isStored = (key: string) => Object.hasOwn(credHelpers, key) || (base?.config.credsStore ?? '') !== ''
  await replaceConfig(directory, {
    ...base?.config.document,
    auths: { ...auths, ...Object.fromEntries(kept.map(({ key, auth }) => [key, { auth }])) },
    // An entry in `auths` is only used if no helper is configured for it, which an empty name ensures.
    ...withHelpers({
      ...credHelpers,
      ...Object.fromEntries(kept.flatMap(({ key }) => (isStored(key) ? [[key, '']] : []))),
    }),
  })
}

/** Undoes keepLogins, except for what somebody else has changed since. Throws if a file cannot be read or written. */
export async function restoreLogins(record: string): Promise<void> {
  const { directory, isNew, logins } = parseRecord(await readText(record)) as unknown as Kept
  const base = await readConfigIn(directory)
  if (base) {
    const document = withoutLogins(base.config, logins)
    const isEmpty = Object.values(document).every((value) => Object.keys(recordOf(value)).length === 0)
    if (isNew && isEmpty) await rm(join(directory, 'config.json'))
    else await replaceConfig(directory, document)
  }
  await rm(record)
}

function withoutLogins({ document, ...config }: DockerConfig, logins: readonly KeptLogin[]): JsonRecord {
  const auths: Record<string, unknown> = { ...config.auths }
  const helpers: Record<string, unknown> = { ...config.credHelpers }
  for (const { key, entryBefore, helperBefore } of logins.filter(
    ({ key, auth }) => recordOf(auths[key]).auth === auth
  )) {
    put(auths, key, entryBefore)
    if (helpers[key] === '') put(helpers, key, helperBefore)
  }
  const { credHelpers: _, ...others } = document
  return { ...others, auths, ...withHelpers(helpers) }
}

function put(fields: Record<string, unknown>, key: string, value: unknown): void {
  if (value === undefined) delete fields[key]
  else fields[key] = value
}

function withHelpers(credHelpers: JsonRecord): JsonRecord {
  return Object.keys(credHelpers).length === 0 ? {} : { credHelpers }
}

/** Replaces the file as a whole, so that no reader sees half of it. A link stays one. */
async function replaceConfig(directory: string, document: JsonRecord): Promise<void> {
  const path = join(directory, 'config.json')
  const file = await realpath(path).catch(() => path)
  await writeFile(`${file}.manifold`, JSON.stringify(document, null, '\t'), { mode: 0o600 })
  await rename(`${file}.manifold`, file)
}
