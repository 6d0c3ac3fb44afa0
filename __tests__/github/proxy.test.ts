import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import { repositoryApi } from '../../src/github/repository/api.ts'

test('names a proxy that refuses the connection, and asks it once', async () => {
  const asked: string[] = []
  const proxy = createServer()
    .on('connect', ({ url = '' }, socket) => {
      asked.push(url)
      socket.end('HTTP/1.1 403 Forbidden\r\ncontent-length: 0\r\n\r\n')
    })
    .listen(0, '127.0.0.1')
  await new Promise((resolve) => proxy.once('listening', resolve))
  const https_proxy = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`
  const variables = { GITHUB_API_URL: 'https://github.test', https_proxy }
  try {
    const environment = { variables, signal: new AbortController().signal, now: () => new Date() }
    const policy = { attempts: 3, firstWait: 1, longestWait: 1, budget: 2_000, timeout: 5_000 }
    const api = repositoryApi('acme/app', 'token', environment, policy)
    await expect(api.tags()).rejects.toThrow(
      'the proxy refused to connect to github.test (403): allow requests to github.test through the proxy, or add it to NO_PROXY'
    )
  } finally {
    proxy.close()
  }
  expect(asked).toEqual(['github.test:443'])
})
