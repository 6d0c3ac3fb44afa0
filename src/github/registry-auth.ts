import { InputError } from '../input-error.ts'
import { canonicalRegistry, isRegistry } from '../oci/reference.ts'

/** What the user says of one registry. */
export interface RegistryAuth {
  /** The canonical host. */
  readonly registry: string
  /** Of these two one may be missing. */
  readonly username?: string
  readonly password?: string
  /** PEM, or the path of a file with it, relative to the checkout. */
  readonly ca?: string
  readonly cert?: string
  readonly key?: string
  readonly insecure?: boolean
  /** Hosts that are trusted as its sign-in services. */
  readonly realms?: readonly string[]
}

const texts = ['username', 'password', 'ca', 'cert', 'key'] as const
const known = ['registry', ...texts, 'insecure', 'realms']

type Fail = (problem: string) => InputError

/**
 * Reads the YAML list of `registry-auth`. A field without a value counts as not given: that is what a secret is in a run
 * that may not see it. No message shows a value, nor a key that is not known, which may be a line of a secret.
 */
export async function parseRegistryAuth(text: string, name: string): Promise<readonly RegistryAuth[]> {
  if (text === '') return []
  const entries = await parseYaml(text, name)
  if (!Array.isArray(entries))
    throw new InputError(name, "write a YAML list of entries with 'registry', 'username' and 'password'")
  const parsed = entries.map((entry: unknown, index) =>
    parseEntry(entry, (problem) => new InputError(name, `entry ${index + 1}: ${problem}`))
  )
  const twice = parsed.find(({ registry }, index) => parsed.findIndex((other) => other.registry === registry) !== index)
  if (twice) throw new InputError(name, `${twice.registry} is listed twice`)
  return parsed
}

async function parseYaml(text: string, name: string): Promise<unknown> {
  const { load } = await import('js-yaml')
  try {
    return load(text)
  } catch (error) {
    // The error itself shows the lines around.
    const { mark } = error as { mark?: { line: number } }
    throw new InputError(name, `this is no YAML${mark ? ` (line ${mark.line + 1})` : ''}`)
  }
}

function parseEntry(entry: unknown, fail: Fail): RegistryAuth {
  if (typeof entry !== 'object' || entry === null) throw fail("write 'registry', 'username' and 'password'")
  const fields: Readonly<Record<string, unknown>> = Object.fromEntries(
    Object.entries(entry).filter(([, value]) => value !== null && value !== '')
  )
  if (Object.keys(entry).some((key) => !known.includes(key))) {
    throw fail(`it has a field that is not known; what is: ${known.join(', ')}`)
  }
  const { insecure } = fields
  if (insecure !== undefined && typeof insecure !== 'boolean') throw fail("'insecure' must be true or false")
  if (!fields.cert !== !fields.key) throw fail("give 'cert' and 'key' both, or neither")
  const given = texts.flatMap((key) => (fields[key] === undefined ? [] : [[key, textOf(fields, key, fail)] as const]))
  return {
    ...Object.fromEntries(given),
    registry: registryOf(fields, fail),
    ...(insecure !== undefined && { insecure }),
    ...(fields.realms !== undefined && { realms: realmsOf(fields.realms, fail) }),
  }
}

function textOf(fields: Readonly<Record<string, unknown>>, key: string, fail: Fail): string {
  const value = fields[key]
  if (typeof value !== 'string') throw fail(`'${key}' must be text: put it into quotes`)
  return value
}

/** Without one it is Docker Hub, as for docker/login-action. */
function registryOf(fields: Readonly<Record<string, unknown>>, fail: Fail): string {
  const registry = canonicalRegistry(textOf({ registry: '', ...fields }, 'registry', fail))
  if (!isRegistry(registry)) throw fail("'registry' is no host name")
  return registry
}

function realmsOf(value: unknown, fail: Fail): readonly string[] {
  const realms = [value].flat().map((realm) => (typeof realm === 'string' ? realm.toLowerCase() : ''))
  if (realms.every(isRegistry)) return realms
  throw fail("'realms' must be a list of host names")
}
