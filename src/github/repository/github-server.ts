import type { Variables } from '../../environment.ts'
import { canonicalRegistry, isRegistry } from '../../oci/distribution/reference.ts'

/** The server that the workflow runs on, without a trailing slash. */
export function serverUrl({ GITHUB_SERVER_URL }: Variables): string {
  return (GITHUB_SERVER_URL || 'https://github.com').replace(/\/+$/, '')
}

/** The URL of the server's API. The job's token is sent there, so it is never the API of another server. */
export function apiUrl(variables: Variables): string {
  const server = serverUrl(variables)
  return variables.GITHUB_API_URL || (isGitHubCom(server) ? 'https://api.github.com' : `${server}/api/v3`)
}

/**
 * The package registry of the server, which accepts the tokens of its jobs: ghcr.io for github.com, a separate host for
 * GitHub's other servers, the server itself for Gitea and Forgejo. Undefined if it is not known.
 */
export function serverRegistry(variables: Variables): string | undefined {
  const host = canonicalRegistry(serverUrl(variables))
  const names = {
    'github.com': 'ghcr.io',
    gitea: host,
    'ghe.com': `containers.${host}`,
    enterprise: `containers.${host}`,
  }
  const kind = serverKind(variables)
  return kind && [names[kind]].find(isRegistry)
}

/** GitHub itself, GitHub with data residency, GitHub Enterprise Server, or Gitea and Forgejo; undefined if not known. */
export function serverKind(variables: Variables): 'github.com' | 'ghe.com' | 'enterprise' | 'gitea' | undefined {
  const server = serverUrl(variables)
  const { GITEA_ACTIONS, FORGEJO_ACTIONS, GITHUB_API_URL = '' } = variables
  const api = /\/api\/(v\d+)\/?$/.exec(GITHUB_API_URL)?.[1]
  if (isGitHubCom(server)) return 'github.com'
  if (GITEA_ACTIONS || FORGEJO_ACTIONS || api === 'v1') return 'gitea'
  if (canonicalRegistry(server).endsWith('.ghe.com')) return 'ghe.com'
  return api === 'v3' ? 'enterprise' : undefined
}

function isGitHubCom(server: string): boolean {
  return server.toLowerCase() === 'https://github.com'
}
