import { InputError } from '../input-error.ts'
import { canonicalRegistry, isRegistry } from '../oci/reference.ts'

/** What the user says of one registry. */
export interface RegistryAuth {
  /** The canonical host. */
  readonly registry: string
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

/** Reads the YAML list of `registry-auth`. No message shows a value. */
export async function parseRegistryAuth(text: string, name: string): Promise<readonly RegistryAuth[]> {
  if (text === '') return []
  const entries = await parseYaml(text, name)
  if (!Array.isArray(entries))
    throw new InputError(name, "write a YAML list of entries with 'registry', 'username' and 'password'")
  const parsed = entries.map((entry: unknown, index) => parseEntry(entry, index + 1, name))
  const twice = parsed.find(({ registry }, index) => parsed.findIndex((other) => other.registry === registry) !== index)
  if (twice) throw new InputError(name, `${twice.registry} is listed twice`)
  return parsed
}

async function parseYaml(text: string, name: string): Promise<unknown> {
  const { load } = await import('js-yaml')
  try {
    return load(text)
  } catch (cause) {
    const { mark } = cause as { mark?: { line: number } }
    throw new InputError(name, `this is no YAML${mark ? ` (line ${mark.line + 1})` : ''}`)
  }
}

function parseEntry(entry: unknown, number: number, name: string): RegistryAuth {
  const fail = (problem: string) => new InputError(name, `entry ${number}: ${problem}`)
  if (typeof entry !== 'object' || entry === null) throw fail("write 'registry', 'username' and 'password'")
  const fields = entry as Readonly<Record<string, unknown>>
  const unknown = Object.keys(fields).filter((key) => !known.includes(key))
  if (unknown.length > 0) throw fail(`'${unknown.join("', '")}' is not known; what is: ${known.join(', ')}`)
  const wrong = texts.filter((key) => fields[key] !== undefined && typeof fields[key] !== 'string')
  if (wrong.length > 0) throw fail(`'${wrong.join("', '")}' must be text: put it into quotes`)
  const registry = canonicalRegistry(String(fields.registry ?? ''))
  if (!isRegistry(registry)) throw fail(`'registry' is no host name`)
  if (fields.insecure !== undefined && typeof fields.insecure !== 'boolean')
    throw fail("'insecure' must be true or false")
  if (!fields.username !== !fields.password) throw fail("give 'username' and 'password' both, or neither")
  if (!fields.cert !== !fields.key) throw fail("give 'cert' and 'key' both, or neither")
  return { ...(fields as Omit<RegistryAuth, 'registry'>), registry, realms: realmsOf(fields.realms, fail) }
}

function realmsOf(value: unknown, fail: (problem: string) => InputError): readonly string[] {
  const realms = [value ?? []].flat()
  if (realms.every((realm) => typeof realm === 'string' && isRegistry(realm))) return realms as string[]
  throw fail("'realms' must be a list of host names")
}
