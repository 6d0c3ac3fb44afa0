import { mkdtempDisposable, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { repositoryApi } from '../../src/github/repository/api.ts'
import { startPlainServer } from '../http/plain-server.ts'
import { issue, makeAuthority } from '../support/registry/certificate.ts'

test('trusts a GitHub server whose CA is in the trust store of the system', async () => {
  const company = makeAuthority('The company')
  await using folder = await mkdtempDisposable(join(tmpdir(), 'roots-'))
  // Node reads the CAs of the system from there, once.
  vi.stubEnv('SSL_CERT_FILE', join(folder.path, 'roots.pem'))
  await writeFile(join(folder.path, 'roots.pem'), company.cert)
  using github = await startPlainServer((_, response) => response.end('{"private":true}'), issue(company))
  const variables = { GITHUB_API_URL: github.url.origin }
  const environment = { variables, signal: new AbortController().signal, now: () => new Date() }
  const api = repositoryApi('acme/app', 'token', environment)
  try {
    expect(await api.repository()).toEqual({ private: true })
  } finally {
    vi.unstubAllEnvs()
  }
  expect(github.saw).toEqual(['GET /repos/acme/app token token'])
})
