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
  const server = serverUrl(variables)
  const host = canonicalRegistry(server)
  const { GITEA_ACTIONS, FORGEJO_ACTIONS, GITHUB_API_URL = '' } = variables
  const api = /\/api\/(v\d+)\/?$/.exec(GITHUB_API_URL)?.[1]
  if (isGitHubCom(server)) return 'ghcr.io'
  const isGitea = GITEA_ACTIONS || FORGEJO_ACTIONS || api === 'v1'
  const isGitHub = host.endsWith('.ghe.com') || api === 'v3'
  return [isGitea ? host : isGitHub ? `containers.${host}` : ''].find(isRegistry)
}

function isGitHubCom(server: string): boolean {
  return server.toLowerCase() === 'https://github.com'
}
