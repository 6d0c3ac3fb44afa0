import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { expect, test } from 'vitest'
import { makeRepository } from './support.ts'

interface Call {
  readonly line: string
  readonly authorization: string | undefined
  readonly body: unknown
}

/** GitHub's API, with at most one release; responds with `status` to any change. */
async function startApi({ existing, status = 200 }: { readonly existing?: number; readonly status?: number }) {
  const calls: Call[] = []
  const server = createServer(async (incoming, response) => {
    const { method, url, headers } = incoming
    const body = await text(incoming)
    const { authorization } = headers
    calls.push({ line: `${method} ${url}`, authorization, body: body ? JSON.parse(body) : undefined })
    const found = existing === undefined ? 404 : 200
    response.writeHead(method === 'GET' ? found : status).end(JSON.stringify({ id: existing, message: 'as asked' }))
  }).listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const variables = { GITHUB_API_URL: url, GITHUB_REPOSITORY: 'acme/manifold', GITHUB_TOKEN: 'token' }
  return { calls, variables, [Symbol.dispose]: () => server.close() }
}

const changelog =
  '# Changelog\n\n## 1.5.0 - 2026-11-29\n\n- A feature.\n\n## 1.4.3\n\n- A fix.\n\n## 2.0.0-rc.1\n\n- A try.\n'

function makeReleased() {
  const repository = makeRepository()
  repository.release(['v1.4.3', 'v1.5.0', 'v2.0.0-rc.1'])
  repository.write({ 'CHANGELOG.md': changelog })
  return repository
}

test.each([
  ['v1.5.0', { body: '- A feature.', prerelease: false, make_latest: 'true' }],
  ['v1.4.3', { body: '- A fix.', prerelease: false, make_latest: 'false' }],
  ['v2.0.0-rc.1', { body: '- A try.', prerelease: true, make_latest: 'false' }],
])('creates the release %s with its section of the changelog', async (tag, expected) => {
  using repository = makeReleased()
  using api = await startApi({ status: 201 })
  const { status, output } = await repository.runScript('create-release.ts', tag, api.variables)
  expect(status, output).toBe(0)
  const authorization = 'Bearer token'
  expect(api.calls).toEqual([
    { line: `GET /repos/acme/manifold/releases/tags/${tag}`, authorization, body: undefined },
    { line: 'POST /repos/acme/manifold/releases', authorization, body: { tag_name: tag, name: tag, ...expected } },
  ])
})

test('updates the release when the job is run again', async () => {
  using repository = makeReleased()
  using api = await startApi({ existing: 7 })
  const { status, output } = await repository.runScript('create-release.ts', 'v1.5.0', api.variables)
  expect(status, output).toBe(0)
  expect(api.calls.map(({ line }) => line)).toEqual([
    'GET /repos/acme/manifold/releases/tags/v1.5.0',
    'PATCH /repos/acme/manifold/releases/7',
  ])
})

test("fails with GitHub's response", async () => {
  using repository = makeReleased()
  using api = await startApi({ status: 403 })
  const { status, output } = await repository.runScript('create-release.ts', 'v1.5.0', api.variables)
  expect(status).toBe(1)
  expect(output).toMatch(/POST \S+\/releases failed: 403 .*as asked/)
})
