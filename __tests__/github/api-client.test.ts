import { expect, test } from 'vitest'
import { defaultApiPolicy } from '../../src/github/repository/api.ts'
import { ApiClient } from '../../src/github/repository/api-client.ts'
import { startPlainServer } from '../http/plain-server.ts'

function clientOf(home: URL): ApiClient {
  const signal = new AbortController().signal
  return new ApiClient({
    home,
    token: 'token',
    retryPolicy: defaultApiPolicy,
    variables: {},
    signal,
    now: () => new Date(),
  })
}

const comment = { owner: 'acme', repo: 'app', issue_number: 7, body: 'Published ✓' }
const sent = 'POST /repos/acme/app/issues/7/comments token token {"body":"Published ✓"}'

test('sends a request with a body', async () => {
  using github = await startPlainServer((_, response) => response.writeHead(201).end('{"id":1}'))
  await using client = clientOf(github.url)
  const answer = await client.ask(({ rest }, request) => rest.issues.createComment({ ...comment, request }))
  expect(answer.data.id).toBe(1)
  expect(github.saw).toEqual([sent])
})

test('does not send a body to another origin', async () => {
  using stranger = await startPlainServer((_, response) => response.end('{"id":1}'))
  using github = await startPlainServer((_, response) => response.writeHead(307, { location: stranger.url.href }).end())
  await using client = clientOf(github.url)
  const answer = client.ask(({ rest }, request) => rest.issues.createComment({ ...comment, request }))
  await expect(answer).rejects.toThrow('a redirect was not followed: a POST may be redirected only within its origin')
  expect([github.saw, stranger.saw]).toEqual([[sent], []])
})

test('introduces itself', async () => {
  const agents: (string | undefined)[] = []
  using github = await startPlainServer(({ headers }, response) => {
    agents.push(headers['user-agent'])
    response.end('{}')
  })
  await using client = clientOf(github.url)
  await client.ask(({ rest }, request) => rest.repos.get({ owner: 'acme', repo: 'app', request }))
  expect(agents).toEqual([expect.stringMatching(/^manifold octokit-core\.js\//)])
})
