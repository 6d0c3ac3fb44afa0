import { createServer, type OutgoingHttpHeaders, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, test, vi } from 'vitest'
import { repositoryApi } from '../../src/github/repository/api.ts'
import { startPlainServer } from '../http/plain-server.ts'
import { issue, makeAuthority } from '../support/registry/certificate.ts'

type Answer = (response: ServerResponse, origin: string) => void

/** GitHub's pages of tags; the first request has no page number. Records the requests with their authorization. */
async function startGitHub(pages: Readonly<Record<string, Answer>>) {
  const asked: string[] = []
  const server = createServer(({ url = '', headers }, response) => {
    const page = URL.parse(url, 'http://github')?.searchParams.get('page') ?? '1'
    asked.push(`${page} ${headers.authorization}`)
    pages[page]?.(response, origin)
  }).listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const close = () => {
    server.closeAllConnections()
    server.close()
  }
  return { asked, origin, [Symbol.dispose]: close }
}

/** A page with one tag, and the URL of the next page. */
function page(tag: string, next?: (origin: string) => string): Answer {
  return (response, origin) => {
    const links = next ? { link: `<${origin}/repos/acme/app/tags>; rel="first", <${next(origin)}>; rel="next"` } : {}
    const body = JSON.stringify([{ name: tag }])
    response.writeHead(200, { 'content-type': 'application/json', ...links }).end(body)
  }
}

const numbered = (number: number) => (origin: string) => `${origin}/repositories/1/tags?per_page=100&page=${number}`
const silent: Answer = () => undefined
const halfway: Answer = (response) => response.writeHead(200, { 'content-type': 'application/json' }).write('[{"name":')

function apiAt(origin: string, timeout: number, signal = new AbortController().signal) {
  const environment = { variables: { GITHUB_API_URL: origin }, signal, now: () => new Date() }
  const policy = { attempts: 3, firstWait: 1, longestWait: 1, budget: 2_000, timeout }
  return repositoryApi('acme/app', 'token', environment, policy)
}

const tagsAt = (...options: Parameters<typeof apiAt>) => apiAt(...options).tags()

/** A response with this status and body. */
function refusal(status: number, body: object | string, headers: OutgoingHttpHeaders = {}): Answer {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  return (response) => response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(text)
}

/** These responses in order; the last is repeated. */
function inTurn(...answers: readonly Answer[]): Answer {
  let count = 0
  return (...asked) => answers[Math.min(count++, answers.length - 1)]?.(...asked)
}

test('reads all tags of a repository, on any number of pages', async () => {
  using github = await startGitHub({
    1: page('v1', numbered(2)),
    2: page('v2', () => '/repositories/1/tags?page=3'),
    3: page('v3'),
  })
  expect(await tagsAt(github.origin, 5_000)).toEqual(['v1', 'v2', 'v3'])
  expect(github.asked).toEqual(['1 token token', '2 token token', '3 token token'])
})

test.each([
  ['never responds', silent],
  ['stops half-way', halfway],
])('requests a page that %s three times, and waits no longer than the timeout each time', async (_, second) => {
  using github = await startGitHub({ 1: page('v1', numbered(2)), 2: second })
  await expect(tagsAt(github.origin, 500)).rejects.toThrow(/not respond in time|response was incomplete/)
  // On a busy machine even the first page may take too long at first.
  expect(github.asked.filter((line) => line !== '1 token token')).toEqual(Array(3).fill('2 token token'))
})

test('has a separate timeout for each page', async () => {
  const slow =
    (answer: Answer): Answer =>
    (response, origin) =>
      setTimeout(answer, 700, response, origin)
  using github = await startGitHub({
    1: slow(page('v1', numbered(2))),
    2: slow(page('v2', numbered(3))),
    3: slow(page('v3')),
  })
  expect(await tagsAt(github.origin, 2_000)).toEqual(['v1', 'v2', 'v3'])
})

test('stops waiting when the step is cancelled', async () => {
  const cancelled = new AbortController()
  const cancel: Answer = () => cancelled.abort(new Error('The step was cancelled'))
  using github = await startGitHub({ 1: page('v1', numbered(2)), 2: cancel })
  await expect(tagsAt(github.origin, 50_000, cancelled.signal)).rejects.toThrow('The step was cancelled')
  expect(github.asked).toHaveLength(2)
})

test('does not send the token to another origin, whatever URL a page names as the next', async () => {
  using stranger = await startGitHub({ 2: page('v2') })
  using github = await startGitHub({ 1: page('v1', () => numbered(2)(stranger.origin)) })
  await expect(tagsAt(github.origin, 5_000)).rejects.toThrow(
    `GitHub's next page is at another origin (${stranger.origin})`
  )
  expect([github.asked, stranger.asked]).toEqual([['1 token token'], []])
})

test('gives up on endless pages', async () => {
  using github = await startGitHub({ 1: page('v1', numbered(2)), 2: page('v2', numbered(2)) })
  await expect(tagsAt(github.origin, 5_000)).rejects.toThrow('There are more than 10000 tags')
  expect(github.asked).toHaveLength(100)
})

test('names a server that does not respond, in one sentence', async () => {
  using github = await startGitHub({ 1: silent })
  const { host } = new URL(github.origin)
  await expect(tagsAt(github.origin, 50)).rejects.toThrow(`${host} did not respond in time`)
  github[Symbol.dispose]()
  await expect(tagsAt(github.origin, 5_000)).rejects.toThrow(`${host} could not be reached: connect ECONNREFUSED`)
})

describe('a refusal', () => {
  const limited = { message: 'You have exceeded a secondary rate limit', documentation_url: 'https://docs.test/limits' }

  test.each([408, 429, 500, 502, 503])('with status %i is retried', async (status) => {
    using github = await startGitHub({ 1: inTurn(refusal(status, limited), page('v1')) })
    expect(await tagsAt(github.origin, 5_000)).toEqual(['v1'])
    expect(github.asked).toHaveLength(2)
  })

  test.each([401, 403, 404, 410, 422, 451])('with status %i is final', async (status) => {
    using github = await startGitHub({ 1: refusal(status, { message: 'No', errors: [{ code: 'missing' }] }) })
    await expect(tagsAt(github.origin, 5_000)).rejects.toThrow(/^No: {"code":"missing"}$/)
    expect(github.asked).toHaveLength(1)
  })

  test.each([403, 429, 503])('with status %i and Retry-After is retried when that is over', async (status) => {
    using github = await startGitHub({ 1: inTurn(refusal(status, limited, { 'retry-after': '1' }), page('v1')) })
    const began = performance.now()
    expect(await tagsAt(github.origin, 5_000)).toEqual(['v1'])
    expect(performance.now() - began).toBeGreaterThan(990)
    expect(github.asked).toHaveLength(2)
  })

  test('with a Retry-After of an hour is final', async () => {
    using github = await startGitHub({ 1: refusal(429, limited, { 'retry-after': '3600' }) })
    await expect(tagsAt(github.origin, 5_000)).rejects.toThrow(
      'You have exceeded a secondary rate limit - https://docs.test/limits'
    )
    expect(github.asked).toHaveLength(1)
  })

  test.each(['<html>Unicorn!</html>', '', '{"message":""}', '[]'])(
    'without a message is reported by its status: %j',
    async (body) => {
      using github = await startGitHub({ 1: refusal(502, body) })
      await expect(tagsAt(github.origin, 5_000)).rejects.toThrow(`${new URL(github.origin).host} responded with 502`)
      expect(github.asked).toHaveLength(3)
    }
  )
})

test('prints nothing if GitHub plans to remove what is requested', async () => {
  const warn = vi.spyOn(console, 'warn')
  using github = await startGitHub({ 1: refusal(200, [], { deprecation: 'true', sunset: '##[error]' }) })
  expect(await tagsAt(github.origin, 5_000)).toEqual([])
  expect(warn).not.toHaveBeenCalled()
  warn.mockRestore()
})

test('does not read an endless response to its end', async () => {
  const endless: Answer = (response) => {
    const chunk = Buffer.alloc(2 ** 20, ' ')
    const send = () => {
      while (response.writable && response.write(chunk));
    }
    send()
    response.on('drain', send)
  }
  using github = await startGitHub({ 1: endless })
  await expect(tagsAt(github.origin, 30_000)).rejects.toThrow('its response is larger than 33554432 bytes')
  expect(github.asked).toHaveLength(1)
})

test.each(['{"name":"v1"}', '"v1"', '<html>'])('rejects a response that is not a list of tags: %s', async (body) => {
  using github = await startGitHub({ 1: refusal(200, body) })
  await expect(tagsAt(github.origin, 5_000)).rejects.toThrow(/is not a list of tags|was incomplete/)
})

describe('a renamed repository', () => {
  const moved = (url: string): Answer => refusal(301, { message: 'Moved Permanently' }, { location: url })

  test('is found by following the redirect', async () => {
    using github = await startGitHub({ 1: moved('/repositories/1/tags?page=9'), 9: page('v1') })
    expect(await tagsAt(github.origin, 5_000)).toEqual(['v1'])
    expect(github.asked).toEqual(['1 token token', '9 token token'])
  })

  test('is requested without the token at another origin', async () => {
    using stranger = await startGitHub({ 9: page('v1') })
    using github = await startGitHub({ 1: moved(`${stranger.origin}/tags?page=9`) })
    expect(await tagsAt(github.origin, 5_000)).toEqual(['v1'])
    expect([github.asked, stranger.asked]).toEqual([['1 token token'], ['9 undefined']])
  })

  test('without its new URL is reported by the status', async () => {
    using github = await startGitHub({ 1: refusal(301, { message: 'Moved Permanently' }) })
    await expect(tagsAt(github.origin, 5_000)).rejects.toThrow('Moved Permanently')
    expect(github.asked).toHaveLength(1)
  })

  test('is not requested from the runner’s own network', async () => {
    using github = await startGitHub({ 1: moved('http://169.254.169.254/latest') })
    await expect(tagsAt(github.origin, 5_000)).rejects.toThrow(
      'a redirect was not followed: it is an address in a private network (http://169.254.169.254)'
    )
    expect(github.asked).toHaveLength(1)
  })
})

test('does not send the token to a server with an untrusted certificate', async () => {
  using github = await startPlainServer((_, response) => response.end('[]'), issue(makeAuthority()))
  await expect(tagsAt(github.url.origin, 5_000)).rejects.toThrow(
    `${github.url.host} could not be reached: unable to verify the first certificate`
  )
  expect(github.saw).toEqual([])
})

test('keeps the path of the API, and escapes names in URLs', async () => {
  using github = await startPlainServer((_, response) => response.end('{"private":true}'))
  const api = apiAt(`${github.url.origin}/api/v3/`, 5_000)
  expect(await api.repository()).toEqual({ private: true })
  await expect(api.commitDate('../../user?x')).rejects.toThrow("GitHub's response has no date for the commit")
  await api.pullRequest(7)
  expect(github.saw.map((line) => line.split(' ')[1])).toEqual([
    '/api/v3/repos/acme/app',
    '/api/v3/repos/acme/app/commits/..%2F..%2Fuser%3Fx',
    '/api/v3/repos/acme/app/pulls/7',
  ])
})
