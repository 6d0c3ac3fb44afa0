import type { IdentityFields } from '../../identity/identity.ts'
import { identityFields } from '../../identity/providers.ts'
import { InputError } from '../../input-error.ts'
import { isRecord, type JsonRecord } from '../../json.ts'
import { isRegistry } from '../../oci/distribution/reference.ts'
import { formatScope, parseScope } from '../../oci/distribution/registry-scope.ts'

/** What the user configures for one registry. */
export interface RegistryAuth {
  /** The canonical host; with a path after it, only the repositories under that path. */
  readonly registry: string
  /** Either of these two may be missing. */
  readonly username?: string
  readonly password?: string
  /** PEM, or the path of a file with it, relative to the checkout. */
  readonly ca?: string
  readonly cert?: string
  readonly key?: string
  readonly insecure?: boolean
  /** Hosts that are trusted as its token services. */
  readonly realms?: readonly string[]
  /** What an identity provider needs, by field. */
  readonly identity?: IdentityFields
}

const texts = ['username', 'password', 'ca', 'cert', 'key'] as const
const known = ['registry', 'scope', ...texts, 'insecure', 'realms', ...identityFields]

type Fail = (problem: string) => InputError

/**
 * Parses the YAML list of `registry-auth`. A field without a value counts as not given: a secret is empty in a run
 * without access to it. No message shows a value, or an unknown key, which may be a line of a secret.
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
    // The error itself would show the surrounding lines.
    const { mark } = error as { mark?: { line: number } }
    const line = mark ? ` (line ${mark.line + 1})` : ''
    throw new InputError(
      name,
      `this is not valid YAML${line}. Write a value that may have several lines or special characters, such as a key, as \${{ toJSON(secrets.NAME) }}`
    )
  }
}

function parseEntry(entry: unknown, fail: Fail): RegistryAuth {
  if (!isRecord(entry)) throw fail("write 'registry', 'username' and 'password'")
  const fields: JsonRecord = Object.fromEntries(
    Object.entries(entry).filter(([, value]) => value !== null && value !== '')
  )
  checkFields(Object.keys(entry), fail)
  const { insecure } = fields
  if (insecure !== undefined && typeof insecure !== 'boolean') throw fail("'insecure' must be true or false")
  if (!fields.cert !== !fields.key) throw fail("give both 'cert' and 'key', or neither")
  const textsIn = (keys: readonly string[], read = textOf) =>
    Object.fromEntries(keys.filter((key) => fields[key] !== undefined).map((key) => [key, read(fields, key, fail)]))
  const identity = textsIn(identityFields, scalarOf)
  return {
    ...textsIn(texts),
    ...(Object.keys(identity).length > 0 && { identity }),
    registry: registryOf(fields, fail),
    ...(insecure !== undefined && { insecure }),
    ...(fields.realms !== undefined && { realms: realmsOf(fields.realms, fail) }),
  }
}

function checkFields(keys: readonly string[], fail: Fail): void {
  if (keys.every((name) => known.includes(name))) return
  throw fail(`it has an unknown field; the known fields are: ${known.join(', ')}`)
}

function textOf(fields: JsonRecord, key: string, fail: Fail): string {
  const value = fields[key]
  if (typeof value !== 'string') throw fail(`'${key}' must be text: put it in quotes`)
  return value
}

/** A text, or a number or boolean as YAML reads them: none of these fields is a number with digits that could get lost. */
function scalarOf(fields: JsonRecord, key: string, fail: Fail): string {
  const value = fields[key]
  const isExact = typeof value === 'boolean' || Number.isSafeInteger(value)
  return isExact ? String(value) : textOf(fields, key, fail)
}

function registryOf(fields: JsonRecord, fail: Fail): string {
  const text = textOf({ registry: '', ...fields }, 'registry', fail)
  const registry = registryIn(text, (problem) => fail(`'registry': ${problem}`))
  return fields.scope === undefined ? registry : scopedTo(registry, textOf(fields, 'scope', fail), fail)
}

/** The paths of docker/login-action's `scope`: `acme/app@pull,push`, or without actions. */
function scopedTo(registry: string, scope: string, fail: Fail): string {
  const [path = '', actions = 'pull,push'] = scope.split('@')
  if (registry.includes('/')) throw fail("give the path in 'registry' or in 'scope', not in both")
  if (!actions.split(',').includes('push')) {
    throw fail(`'scope': this login is for '${actions}' only: remove the actions to publish with it`)
  }
  return registryIn(`${registry}/${path}`, (problem) => fail(`'scope': ${problem}`))
}

/** A registry, or a registry and a path, in canonical form. An empty text is Docker Hub, as in docker/login-action. */
export function registryIn(text: string, fail: Fail): string {
  const scope = parseScope(text)
  const form = "write it as 'HOST', 'HOST:PORT', or 'HOST/PATH' for the repositories under a path"
  if (scope === undefined) throw fail(`this is not a registry name: ${form}`)
  if (scope.ignored) throw fail(`only a host can have a scheme: omit the scheme, or the path after ${scope.registry}`)
  return formatScope(scope)
}

function realmsOf(value: unknown, fail: Fail): readonly string[] {
  const realms = [value].flat().map((realm) => (typeof realm === 'string' ? realm.toLowerCase() : ''))
  if (realms.every(isRegistry)) return realms
  throw fail("'realms' must be a list of host names")
}
