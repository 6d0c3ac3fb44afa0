import { Keyring } from '../../credentials/keyring.ts'
import type { GivenAccess } from '../../credentials/settings.ts'
import type { Environment } from '../../environment.ts'
import type { Inputs } from '../../github/inputs/inputs.ts'
import { type RegistryAuth, registryIn } from '../../github/inputs/registry-auth.ts'
import { serverRegistry } from '../../github/repository/github-server.ts'
import type { Identity } from '../../identity/identity.ts'
import { identify, neutralValues } from '../../identity/providers.ts'
import { InputError } from '../../input-error.ts'
import { encodeLogin } from '../../oci/distribution/login.ts'
import { dockerHub, type Repository } from '../../oci/distribution/reference.ts'
import { formatScope, parseScope, scopesOf } from '../../oci/distribution/registry-scope.ts'
import { childVariables } from '../../process/variables.ts'
import type { Credential } from '../../registry/auth/credential.ts'
import type { RegistrySettings } from '../../registry/connect.ts'
import { readMasked, readPem } from './pem.ts'

/** What the inputs say about registries. */
export interface GivenRegistries {
  /** By canonical host, or host and path. */
  readonly given: ReadonlyMap<string, GivenAccess>
  /** Entries without a usable login or identity: not an error in a run that cannot access secrets. */
  readonly problems: readonly InputError[]
}

const whyEmpty = 'A secret is empty if it does not exist or is not available to this event'

type AccessInputs = Pick<Inputs, 'registry' | 'username' | 'password' | 'registryAuth'>

/** Reads the inputs for credentials and the certificates that they name. Throws InputError. */
export async function readAccess(inputs: AccessInputs, environment: Environment): Promise<GivenRegistries> {
  const problems: InputError[] = []
  const given = new Map<string, GivenAccess>()
  for (const entry of [...inputs.registryAuth, ...singleEntry(inputs)]) {
    const { registry, username, password } = entry
    const credential = credentialIn(entry, environment.log)
    const invalid: InputError[] = []
    const identity = unlessInvalid(() => identityIn(entry, environment), invalid)
    if (!identity && Boolean(username) !== Boolean(password)) invalid.push(incompleteLogin(entry, inputs))
    // A username alone may belong to the identity.
    problems.push(...invalid.slice(0, 1))
    // A password that is meant to sign requests, for one, must not be sent although something else is missing.
    const who = identity ? { identity } : { ...(credential && invalid.length === 0 && { credential }) }
    given.set(registry, { ...(await settingsIn(entry, environment)), ...who })
  }
  return { given, problems }
}

/** A field that comes from a secret may be missing. */
function unlessInvalid<Result>(read: () => Result, problems: InputError[]): Result | undefined {
  try {
    return read()
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    problems.push(error)
    return undefined
  }
}

/** The identity that an entry asks for, by its fields or by its registry. Throws InputError if its fields do nothing. */
function identityIn(
  { registry: scope, username, password, identity: fields = {} }: RegistryAuth,
  { variables, log }: Environment
): Identity | undefined {
  for (const [field, value] of Object.entries(fields)) if (/token$/.test(field)) log.mask(value)
  const registry = parseScope(scope)?.registry ?? scope
  const entry = { ...fields, ...(username && { username }), ...(password && { password }) }
  const identity = identify({ registry, entry, variables, job: { token: '', registry: undefined } })
  const unused = Object.keys(fields).find((field) => !neutralValues.has(fields[field] ?? ''))
  if (identity || unused === undefined) return identity
  throw new InputError('registry-auth', `${registry} does not use '${unused}': remove it`)
}

function credentialIn({ username, password }: RegistryAuth, log: Environment['log']): Credential | undefined {
  if (password) log.mask(password)
  if (!username || !password) return undefined
  // The form used in Docker's configuration and in the `Authorization` header.
  log.mask(encodeLogin({ username, password }))
  return { kind: 'password', username, password }
}

/** How to access each registry, with all known credentials. Says why the inputs have none, if they have others. */
export function keyringFor(
  inputs: AccessInputs & Pick<Inputs, 'githubToken'>,
  access: GivenRegistries,
  { variables, run, log, now }: Environment,
  signal: AbortSignal
): Keyring {
  const jobToken = inputs.githubToken
  if (jobToken) log.mask(jobToken)
  return new Keyring({
    given: access.given,
    job: { token: jobToken, registry: serverRegistry(variables) },
    variables,
    // Credential helpers may read DOCKER_AUTH_CONFIG.
    helperVariables: childVariables(variables, ['DOCKER_AUTH_CONFIG']),
    run,
    signingIn: (registry, description) => log.info(`${registry}: ${description}`),
    anonymous(repository) {
      const remark = whyAnonymous(repository, inputs, access)
      if (remark !== undefined) log.notice(remark)
    },
    created: ({ registry, name }) => log.info(`${registry}/${name}: created the repository`),
    mask: log.mask,
    redact: log.redact,
    now,
    signal,
  })
}

/** Why none of the credentials in the inputs applies to a repository; undefined if the inputs have none. */
function whyAnonymous(
  repository: Repository,
  { registry, username, password }: AccessInputs,
  { given }: Pick<GivenRegistries, 'given'>
): string | undefined {
  const host = repository.registry
  const listed = scopesOf(repository, given.keys()).at(-1)
  if (listed !== undefined)
    return `'registry-auth' lists ${listed} without a username and password, or with empty ones. ${whyEmpty}`
  if (!username || !password) return undefined
  const other = formatScope(parseScope(registry) ?? { registry: dockerHub, path: '' })
  return `${host} is accessed without a login: 'username' and 'password' are for ${other}. To use them for ${host}, set the input 'registry' to ${host}`
}

/** The inputs `registry`, `username` and `password`, as one more entry. */
function singleEntry({ registry, username, password, registryAuth }: AccessInputs): readonly RegistryAuth[] {
  if (!username && !password) return []
  const scope = registryIn(registry, (problem) => new InputError('registry', problem))
  if (registryAuth.some((entry) => entry.registry === scope)) {
    throw new InputError('registry', `${scope} is also listed in 'registry-auth': remove one of the two`)
  }
  return [{ registry: scope, ...(username && { username }), ...(password && { password }) }]
}

function incompleteLogin({ registry, username }: RegistryAuth, { registryAuth }: AccessInputs): InputError {
  const missing = username ? 'password' : 'username'
  return registryAuth.some((entry) => entry.registry === registry)
    ? new InputError('registry-auth', `the ${missing} for ${registry} is empty. ${whyEmpty}`)
    : new InputError(missing, `it is empty, but is needed to sign in to ${registry}. ${whyEmpty}`)
}

async function settingsIn(
  { registry, ca, cert, key, insecure, realms }: RegistryAuth,
  { workspace, log }: Environment
): Promise<RegistrySettings> {
  const read = (text: string, field: string) =>
    readPem(text, workspace, (problem) => new InputError('registry-auth', `'${field}' of ${registry} ${problem}`))
  const tls = {
    ...(ca && { ca: await read(ca, 'ca') }),
    ...(cert && { cert: await read(cert, 'cert') }),
    ...(key && { key: await readMasked(key, read(key, 'key'), log) }),
  }
  return { tls, ...(insecure && { insecure }), ...(realms && { realms }) }
}
