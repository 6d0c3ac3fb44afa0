import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test, vi } from 'vitest'
import { repositoryApi } from '../../src/github/repository/api.ts'

test('a proxy that does not let the request through is named, and asked once', async () => {
  const asked: string[] = []
  const proxy = createServer()
    .on('connect', ({ url = '' }, socket) => {
      asked.push(url)
      socket.end('HTTP/1.1 403 Forbidden\r\ncontent-length: 0\r\n\r\n')
    })
    .listen(0, '127.0.0.1')
  await new Promise((resolve) => proxy.once('listening', resolve))
  // The client reads it from the process, when it is loaded.
  vi.stubEnv('https_proxy', `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`)
  try {
    const environment = { variables: { GITHUB_API_URL: 'https://github.test' }, signal: new AbortController().signal }
    const api = repositoryApi('acme/app', 'token', environment, { timeout: 5_000, pauses: [1, 1] })
    await expect(api.tags()).rejects.toThrow(
      'the proxy refused to connect to github.test (403): allow requests to github.test through the proxy, or add it to NO_PROXY'
    )
  } finally {
    vi.unstubAllEnvs()
    proxy.close()
  }
  expect(asked).toEqual(['github.test:443'])
})
