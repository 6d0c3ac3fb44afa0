import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import { repositoryApi } from '../../src/github/repository/api.ts'

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

function tagsAt(origin: string, timeout: number, signal = new AbortController().signal) {
  const environment = { variables: { GITHUB_API_URL: origin }, signal, now: () => new Date() }
  const policy = { attempts: 3, firstWait: 1, longestWait: 1, budget: 2_000, timeout }
  return repositoryApi('acme/app', 'token', environment, policy).tags()
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
  await expect(tagsAt(github.origin, 150)).rejects.toThrow(/not respond in time|response was incomplete/)
  expect(github.asked).toEqual(['1 token token', '2 token token', '2 token token', '2 token token'])
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
