import { isRecord, type JsonRecord, parseJson } from '../json.ts'
import { dockerHub, type Repository } from '../oci/distribution/reference.ts'
import { parseScope, scopesOf } from '../oci/distribution/registry-scope.ts'
import type { Credential } from '../registry/auth/credential.ts'
import { readAuthEntry } from './auth-entry.ts'

/** The relevant part of Docker's config.json: docker/cli, cli/config/configfile/file.go. */
export interface DockerConfig {
  readonly auths: JsonRecord
  readonly credHelpers: JsonRecord
  readonly credsStore: string
  /** All of it. */
  readonly document: JsonRecord
}

/** Where a credential is, according to a config. */
export type Found =
  | { readonly helper: string; readonly server: string }
  /** Throws if the entry cannot be used. */
  | { readonly read: () => Credential | undefined }

/** The key that `docker login` uses for Docker Hub. */
export const dockerHubKey = 'https://index.docker.io/v1/'

/** The key of a registry in Docker's configuration. */
export function configKeyOf(registry: string): string {
  return registry === dockerHub ? dockerHubKey : registry
}

/** Throws if the text is not a valid Docker config. */
export function parseDockerConfig(text: string): DockerConfig {
  const document = fieldsOf(parseSecret(text), 'it')
  const { auths, credHelpers, credsStore } = document
  return {
    document,
    auths: fieldsOf(auths ?? {}, "'auths'"),
    credHelpers: fieldsOf(credHelpers ?? {}, "'credHelpers'"),
    credsStore: textOf(credsStore),
  }
}

/**
 * Looks up a repository: `credHelpers`, then `credsStore`, then `auths`. Canonical hosts are compared in full, with the
 * port, never in part (CVE-2026-59891). Of the `auths` keys with a path, the longest that contains the repository
 * is used: containers-auth.json(5).
 */
export function lookUp({ auths, credHelpers, credsStore }: DockerConfig, repository: Repository): readonly Found[] {
  const { registry } = repository
  const server = configKeyOf(registry)
  const own = keyFor({ registry, name: '' }, Object.keys(credHelpers))
  // An empty name means the file itself: docker/cli, configfile.getConfiguredCredentialStore.
  const helper = own === undefined ? credsStore : textOf(credHelpers[own])
  const key = keyFor(repository, Object.keys(auths))
  return [
    ...(helper ? [{ helper, server }] : []),
    ...(key === undefined ? [] : [{ read: () => readEntry(key, auths[key]) }]),
  ]
}

/** The key that applies to a repository. Of equivalent keys, the one that Docker writes, or else the first. */
export function keyFor(repository: Repository, keys: readonly string[]): string | undefined {
  const { registry } = repository
  const named = scopesOf(
    repository,
    keys.filter((key) => hasHost.test(key))
  )
  const longest = named.at(-1)
  const same = named.filter((key) => pathOf(key) === pathOf(longest ?? ''))
  const written = [configKeyOf(registry), registry]
  return written.find((key) => same.includes(key)) ?? same[0]
}

function pathOf(key: string): string {
  return parseScope(key)?.path ?? ''
}

/** A key without a host would be taken for Docker Hub. */
const hasHost = /^(?!(?:https?:\/\/)?(?:\/|$))\S/i

function readEntry(key: string, entry: unknown): Credential | undefined {
  try {
    return readAuthEntry(entry)
  } catch (error) {
    throw new Error(
      `the entry '${key}' of 'auths' cannot be used: ${(error as Error).message}. Run 'docker login' again`
    )
  }
}

/** Node's error for invalid JSON quotes part of it, which may be a secret. */
function parseSecret(text: string): unknown {
  try {
    return parseJson(text)
  } catch {
    throw new Error('it is not valid JSON')
  }
}

function fieldsOf(value: unknown, what: string): JsonRecord {
  if (isRecord(value)) return value
  throw new Error(`${what} is not a JSON object`)
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}
