import { canonicalRegistry, dockerHub } from '../../oci/reference.ts'
import type { Credential } from './credential.ts'

/** One entry of `auths`. */
interface Auth {
  readonly auth?: string
  readonly username?: string
  readonly password?: string
  readonly identitytoken?: string
  readonly registrytoken?: string
}

/** What matters here of Docker's config.json: docker/cli, cli/config/configfile/file.go. */
export interface DockerConfig {
  readonly auths?: Readonly<Record<string, Auth>>
  readonly credHelpers?: Readonly<Record<string, string>>
  readonly credsStore?: string
}

/** Where a config says that a registry's credential is. */
export type Found = { readonly helper: string; readonly server: string } | { readonly credential: Credential }

/** The key that `docker login` uses for Docker Hub. */
const dockerHubKey = 'https://index.docker.io/v1/'

/** Throws where the file is not what Docker writes. */
export function parseDockerConfig(text: string): DockerConfig {
  const value: unknown = JSON.parse(text)
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Error('it is not a JSON object')
  return value
}

/**
 * Looks a registry up as Docker does: `credHelpers`, then `credsStore`, then `auths`. Keys match the whole host, port
 * included, after both are put into canonical form: never a part of it (CVE-2026-59891).
 */
export function lookUp(config: DockerConfig, registry: string): readonly Found[] {
  const server = registry === dockerHub ? dockerHubKey : registry
  const helper = valueFor(config.credHelpers, registry) ?? config.credsStore
  const credential = credentialIn(valueFor(config.auths, registry))
  return [...(helper ? [{ helper, server }] : []), ...(credential ? [{ credential }] : [])]
}

function valueFor<Value>(byHost: Readonly<Record<string, Value>> | undefined, registry: string): Value | undefined {
  return Object.entries(byHost ?? {}).find(([key]) => canonicalRegistry(key) === registry)?.[1]
}

function credentialIn(auth: Auth | undefined): Credential | undefined {
  if (!auth) return undefined
  if (auth.registrytoken) return { kind: 'registry-token', token: auth.registrytoken }
  if (auth.identitytoken) return { kind: 'identity-token', token: auth.identitytoken }
  const decoded = auth.auth ? Buffer.from(auth.auth, 'base64').toString('utf8').replace(/\0+$/, '') : ''
  const colon = decoded.indexOf(':')
  const username = auth.username || decoded.slice(0, Math.max(0, colon))
  const password = auth.password || (colon < 0 ? '' : decoded.slice(colon + 1))
  return username && password ? { kind: 'password', username, password } : undefined
}
