import { expect, test } from 'vitest'
import type { Variables } from '../../src/environment.ts'
import { apiUrl, serverRegistry } from '../../src/github/repository/github-server.ts'

const at = (GITHUB_SERVER_URL: string, more: Variables = {}): Variables => ({ GITHUB_SERVER_URL, ...more })

test.each<[string, Variables, string | undefined]>([
  ['github.com', {}, 'ghcr.io'],
  ['github.com by its name', at('https://GitHub.com/'), 'ghcr.io'],
  ['ghe.com', at('https://acme.ghe.com'), 'containers.acme.ghe.com'],
  [
    'GitHub Enterprise Server',
    at('https://github.acme.example', { GITHUB_API_URL: 'https://github.acme.example/api/v3' }),
    'containers.github.acme.example',
  ],
  ['Gitea', at('https://Git.acme.example:3000', { GITEA_ACTIONS: 'true' }), 'git.acme.example:3000'],
  ['Gitea in a folder', at('https://acme.example/gitea/', { GITEA_ACTIONS: 'true' }), 'acme.example'],
  ['Forgejo', at('https://codeberg.org', { FORGEJO_ACTIONS: 'true' }), 'codeberg.org'],
  [
    'Gitea, recognized by its API',
    at('https://git.acme.example', { GITHUB_API_URL: 'https://git.acme.example/api/v1' }),
    'git.acme.example',
  ],
  ['an unknown server', at('https://git.acme.example'), undefined],
  ['a server that looks like github.com', at('https://github.com.evil.example'), undefined],
  [
    'GitHub Enterprise Server at an IP address, which has no subdomains',
    at('https://10.0.0.1', { GITHUB_API_URL: 'https://10.0.0.1/api/v3' }),
    undefined,
  ],
  ['an invalid server URL', at('nonsense'), undefined],
])("finds the registry that the job's token is for on %s", (_, variables, registry) => {
  expect(serverRegistry(variables)).toBe(registry)
})

test("does not send the job's token to another server's API", () => {
  expect(apiUrl({})).toBe('https://api.github.com')
  expect(apiUrl(at('https://github.com'))).toBe('https://api.github.com')
  expect(apiUrl(at('https://git.acme.example/'))).toBe('https://git.acme.example/api/v3')
  expect(apiUrl(at('https://a.example', { GITHUB_API_URL: 'https://a.example/api/v1' }))).toBe(
    'https://a.example/api/v1'
  )
})
