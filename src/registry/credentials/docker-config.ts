import { canonicalRegistry, dockerHub } from '../../oci/reference.ts'
import type { Credential } from './credential.ts'

/** What matters here of Docker's config.json: docker/cli, cli/config/configfile/file.go. */
export interface DockerConfig {
  readonly auths: Readonly<Record<string, unknown>>
  readonly credHelpers: Readonly<Record<string, unknown>>
  readonly credsStore: string
}

/** Where a config says that a registry's credential is. */
export type Found = { readonly helper: string; readonly server: string } | { readonly credential: Credential }

/** The key that `docker login` uses for Docker Hub. */
const dockerHubKey = 'https://index.docker.io/v1/'

/** Throws where the file is not what Docker writes. */
export function parseDockerConfig(text: string): DockerConfig {
  const { auths, credHelpers, credsStore } = fieldsOf(parseJson(text), 'it')
  return {
    auths: fieldsOf(auths ?? {}, "'auths'"),
    credHelpers: fieldsOf(credHelpers ?? {}, "'credHelpers'"),
    credsStore: textOf(credsStore),
  }
}

/**
 * Looks a registry up as Docker does: `credHelpers`, then `credsStore`, then `auths`. Keys match the whole host, port
 * included, after both are put into canonical form: never a part of it (CVE-2026-59891).
 */
export function lookUp({ auths, credHelpers, credsStore }: DockerConfig, registry: string): readonly Found[] {
  const server = registry === dockerHub ? dockerHubKey : registry
  const own = valueFor(credHelpers, registry, server)
  // An empty name stands for the file: docker/cli, configfile.getConfiguredCredentialStore.
  const helper = own === undefined ? credsStore : textOf(own)
  const credential = credentialIn(valueFor(auths, registry, server))
  return [...(helper ? [{ helper, server }] : []), ...(credential ? [{ credential }] : [])]
}

function valueFor(byHost: Readonly<Record<string, unknown>>, registry: string, server: string): unknown {
  const exact = [server, registry].find((key) => Object.hasOwn(byHost, key))
  const key = exact ?? Object.keys(byHost).find((other) => hasHost.test(other) && canonicalRegistry(other) === registry)
  return key === undefined ? undefined : byHost[key]
}

/** A key without a host would count as Docker Hub's. */
const hasHost = /^(?!(?:https?:\/\/)?(?:\/|$))\S/i

function credentialIn(entry: unknown): Credential | undefined {
  if (typeof entry !== 'object' || entry === null) return undefined
  const auth = entry as Readonly<Record<string, unknown>>
  const decoded = Buffer.from(textOf(auth.auth), 'base64').toString('utf8').replace(/\0+$/, '')
  const [, encodedUser = '', encodedPassword = ''] = /^([^:]*):(.*)$/s.exec(decoded) ?? []
  const username = textOf(auth.username) || encodedUser
  const password = textOf(auth.password) || encodedPassword
  const [registryToken, identityToken] = [textOf(auth.registrytoken), textOf(auth.identitytoken)]
  if (registryToken) return { kind: 'registry-token', token: registryToken }
  if (identityToken) return identityOf(identityToken, username)
  return username && password ? { kind: 'password', username, password } : undefined
}

/** An identity token; Docker writes `<token>` where no user goes with it. */
export function identityOf(token: string, username: string): Credential {
  return { kind: 'identity-token', token, ...(username && username !== '<token>' && { username }) }
}

/** What Node says of bad JSON shows a part of it, which may be a secret. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new Error('it is not JSON')
  }
}

function fieldsOf(value: unknown, what: string): Readonly<Record<string, unknown>> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>
  throw new Error(`${what} is not a JSON object`)
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}
