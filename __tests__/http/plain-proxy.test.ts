import { describe, expect, test } from 'vitest'
import { describeNetworkFailure, isTransient } from '../../src/http/network-failure.ts'
import { ProxyTrouble, UnusableProxy } from '../../src/http/proxy.ts'
import { failureOf } from '../registry/client.ts'
import { issue, makeAuthority } from '../support/registry/certificate.ts'
import { ForwardProxy } from '../support/registry/proxy/forward-proxy.ts'
import { requestFor, startPlainServer, transportTo } from './plain-server.ts'

const authority = makeAuthority()
const tls = { ca: authority.cert }
const http = new URL('http://server.test/x')
const https = new URL('https://server.test/x')

/** Sends a request through a proxy to a server whose name only the proxy can resolve. */
async function ask(url: URL, variables: (proxy: string) => Record<string, string>, refuses?: number) {
  const identity = url.protocol === 'https:' ? issue(authority, { hosts: ['server.test'] }) : undefined
  using server = await startPlainServer((_, response) => response.end('hello'), identity)
  await using proxy = new ForwardProxy()
  await proxy.start()
  proxy.refuses = refuses
  for (const name of ['server.test', 'server.test:80', 'server.test:443']) proxy.routes.set(name, server.url.host)
  await using transport = transportTo(url, { tls, variables: variables(proxy.url) })
  const response = await transport.request(requestFor(url, { headers: { authorization: 'secret' } }))
  const body = Buffer.from(await response.bytes(100)).toString()
  return { status: response.status, body, saw: server.saw, authorizations: proxy.authorizations }
}

describe('a plain server behind a proxy', () => {
  test('is reached over http, with its credentials', async () => {
    const { status, body, saw } = await ask(http, (url) => ({ http_proxy: url }))
    expect({ status, body, saw }).toEqual({ status: 200, body: 'hello', saw: ['GET /x secret'] })
  })

  test('is reached over https, through a tunnel', async () => {
    const { status, body, authorizations, saw } = await ask(https, (url) => ({ HTTPS_PROXY: url }))
    expect({ status, body, saw }).toEqual({ status: 200, body: 'hello', saw: ['GET /x secret'] })
    expect(authorizations).toEqual([expect.stringMatching(/^Basic /)])
  })

  test.each([
    ['for another scheme', (url: string) => ({ http_proxy: url })],
    ['that NO_PROXY excludes it from', (url: string) => ({ https_proxy: url, no_proxy: '.test,server.test' })],
  ])('is not requested from a proxy %s', async (_, variables) => {
    const failure = await failureOf(ask(https, variables))
    expect(describeNetworkFailure(failure)).toMatch(/\((?:ENOTFOUND|EAI_AGAIN)\)$/)
  })
})

describe('the error', () => {
  test.each([
    [403, false],
    [407, false],
    [502, true],
    [503, true],
  ])('of a proxy that refuses with %i names it, and says whether to retry', async (status, may) => {
    const failure = await failureOf(ask(https, (url) => ({ https_proxy: url }), status))
    expect(failure).toBeInstanceOf(ProxyTrouble)
    expect(failure).toMatchObject({
      status,
      variable: 'https_proxy',
      host: expect.stringMatching(/^127\.0\.0\.1:\d+$/),
    })
    expect(failure.message).not.toContain('proxy-secret')
    expect(isTransient(failure)).toBe(may)
  })

  test('of a proxy that cannot be reached names it', async () => {
    const failure = await failureOf(ask(https, () => ({ https_proxy: 'http://ann:proxy-secret@127.0.0.1:1' })))
    expect(describeNetworkFailure(failure)).toBe(
      'the proxy 127.0.0.1:1 could not be reached: the connection was refused (ECONNREFUSED)'
    )
  })

  test('of an invalid proxy URL does not show it, since it may contain a password', async () => {
    const failure = await failureOf(ask(https, () => ({ https_proxy: 'http://ann:proxy-secret@[' })))
    expect(failure).toBeInstanceOf(UnusableProxy)
    expect(failure.message).not.toContain('proxy-secret')
  })
})
