import { describe, expect, test } from 'vitest'
import type { HttpRequest } from '../../src/http/message.ts'
import { BadRedirect, followRedirects, redirectLimit } from '../../src/http/redirect.ts'
import { failureOf, hasty } from '../registry/client.ts'
import { issue, makeAuthority } from '../support/registry/certificate.ts'
import { type PlainServer, requestFor, startPlainServer, transportTo } from './plain-server.ts'

const authority = makeAuthority()
const headers = { authorization: 'secret' }

/** A server that redirects from `/start`, and responds to any other path. */
async function startRedirecting(status: number, location?: () => string) {
  return await startPlainServer(({ url }, response) => {
    if (url !== '/start') response.end('arrived')
    else response.writeHead(status, location && { location: location() }).end('this way')
  })
}

/** Requests `/start`, and describes the last response. */
async function follow(server: PlainServer, details: Partial<HttpRequest> = {}): Promise<string> {
  await using transport = transportTo(server.url, { tls: { ca: authority.cert } })
  const request = requestFor(new URL('start', server.url), { headers, ...details })
  const response = await followRedirects(request, server.url, transport)
  return `${response.status} ${response.url.pathname} ${Buffer.from(await response.bytes(100))}`
}

describe('a redirect within the origin', () => {
  test.each([301, 302, 303, 307, 308])('is followed with credentials: %i', async (status) => {
    using server = await startRedirecting(status, () => '/there?x=1')
    expect(await follow(server)).toBe('200 /there arrived')
    expect(server.saw).toEqual(['GET /start secret', 'GET /there?x=1 secret'])
    expect(server.connections).toBeLessThanOrEqual(1)
  })

  test.each([307, 308])('is followed for a write, which sends its body again: %i', async (status) => {
    using server = await startRedirecting(status, () => '/there')
    expect(await follow(server, { method: 'PUT', body: Buffer.from('bytes') })).toBe('200 /there arrived')
    expect(server.saw).toEqual(['PUT /start secret bytes', 'PUT /there secret bytes'])
  })

  test.each([301, 302, 303])('is not followed for a write that would become a read: %i', async (status) => {
    using server = await startRedirecting(status, () => '/there')
    const failure = await failureOf(follow(server, { method: 'POST' }))
    expect(failure).toBeInstanceOf(BadRedirect)
    expect(failure.message).toContain('a POST may be redirected only within its origin, and only with 307 or 308')
    expect(server.saw).toHaveLength(1)
  })

  test.each([
    [200, '/there'],
    [201, '/there'],
    [300, '/there'],
    [304, '/there'],
    [307, undefined],
  ])('is not a response with status %i and Location %s', async (status, location) => {
    using server = await startRedirecting(status, location === undefined ? undefined : () => location)
    expect(await follow(server)).toMatch(new RegExp(`^${status} /start`))
    expect(server.saw).toHaveLength(1)
  })

  test('is followed up to the limit of redirects in a row', async () => {
    using server = await startPlainServer(({ url = '' }, response) =>
      response.writeHead(307, { location: `${url}x` }).end()
    )
    expect((await failureOf(follow(server))).message).toBe(`it is the ${redirectLimit + 1}th in a row`)
    expect(server.saw).toHaveLength(redirectLimit + 1)
  })
})

describe('a redirect to another origin', () => {
  test.each([301, 302, 303, 307, 308])('is followed without credentials: %i', async (status) => {
    using other = await startPlainServer((_, response) => response.end('arrived'))
    using server = await startRedirecting(status, () => new URL('/there', other.url).href)
    expect(await follow(server)).toBe('200 /there arrived')
    expect([server.saw, other.saw]).toEqual([['GET /start secret'], ['GET /there']])
  })

  test('and back does not restore the credentials', async () => {
    using server: PlainServer = await startRedirecting(307, () => new URL('/away', other.url).href)
    using other: PlainServer = await startPlainServer((_, response) =>
      response.writeHead(307, { location: new URL('/home', server.url).href }).end()
    )
    expect(await follow(server)).toBe('200 /home arrived')
    expect(server.saw).toEqual(['GET /start secret', 'GET /home'])
  })

  test('is not followed for a write', async () => {
    using other = await startPlainServer((_, response) => response.end())
    using server = await startRedirecting(307, () => other.url.href)
    const failure = await failureOf(follow(server, { method: 'PUT', body: Buffer.from('bytes') }))
    expect(failure.message).toContain(`(${other.url.origin})`)
    expect(other.saw).toEqual([])
  })

  test('is not followed from https to http', async () => {
    using other = await startPlainServer((_, response) => response.end())
    using server = await startPlainServer(
      (_, response) => response.writeHead(302, { location: other.url.href }).end(),
      issue(authority)
    )
    expect((await failureOf(follow(server))).message).toBe(`it goes from https to http (${other.url.origin})`)
    expect([server.saw.length, other.saw]).toEqual([1, []])
  })

  test.each([
    ['http://169.254.169.254/latest', 'it is an address in a private network'],
    ['http://me:secret@127.0.0.1/', 'it contains credentials'],
    ['file:///etc/passwd', 'it is not an http or https URL'],
    ['//[', 'its Location is not a URL'],
  ])('is not followed to %s', async (location, reason) => {
    using server = await startRedirecting(307, () => location)
    const failure = await failureOf(follow(server))
    expect(failure).toBeInstanceOf(BadRedirect)
    expect(failure.message).toContain(reason)
    expect(failure.message).not.toContain('secret')
  })
})

test('applies one time limit to all responses of a chain', async () => {
  const slow = 250
  using server = await startPlainServer(({ url = '' }, response) =>
    setTimeout(() => response.writeHead(307, { location: `${url}x` }).end(), slow)
  )
  // Each response is in time, all six together are not.
  const timeouts = { ...hasty, connect: 50, answer: 400 }
  await using transport = transportTo(server.url, { timeouts })
  const failure = await failureOf(followRedirects(requestFor(server.url), server.url, transport))
  expect(failure.message).toBe('it did not respond in time')
  expect(server.saw.length).toBeLessThan(redirectLimit + 1)
})
