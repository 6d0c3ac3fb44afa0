import { mkdtempDisposable, writeFile } from 'node:fs/promises'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Variables } from '../../src/environment.ts'
import { type RepositoryApi, repositoryApi } from '../../src/github/repository/api.ts'
import { readFacts } from '../../src/github/repository/run-facts.ts'
import { testEnvironment } from '../support/environment.ts'

const repository = {
  name: 'app',
  html_url: 'https://github.com/acme/app',
  description: null,
  license: { spdx_id: 'MIT' },
  default_branch: 'trunk',
  private: true,
}

/** GitHub's API with responses by path; records the requests. */
async function startGitHub(
  answers: Readonly<Record<string, readonly [status: number, body: unknown]>>,
  onAsked: () => void = () => undefined
) {
  const asked: string[] = []
  const listener: RequestListener = (request, response) => {
    asked.push(`${request.method} ${request.url}`)
    onAsked()
    const [status, body] = answers[request.url ?? ''] ?? [404, { message: 'Not Found' }]
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
  }
  const server = createServer(listener).listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return { asked, url, [Symbol.dispose]: () => server.close() }
}

const impatient = { attempts: 3, firstWait: 1, longestWait: 1, budget: 2_000, timeout: 5_000 }
const connect = (...[name, token, environment]: Parameters<typeof repositoryApi>) =>
  repositoryApi(name, token, environment, impatient)

async function factsOf(url: string, variables: Variables = {}, token = 'token') {
  const environment = testEnvironment({
    variables: {
      GITHUB_API_URL: url,
      GITHUB_REPOSITORY: 'acme/app',
      GITHUB_SHA: 'abc',
      PATH: process.env.PATH,
      ...variables,
    },
    now: () => new Date('2026-03-04T05:06:07Z'),
  })
  return { ...(await readFacts(environment, { context: 'workflow', token }, connect)), lines: environment.log.lines }
}

describe('facts that the payload lacks', () => {
  it('are requested from GitHub', async () => {
    using github = await startGitHub({
      '/repos/acme/app': [200, repository],
      '/repos/acme/app/commits/abc': [200, { commit: { committer: { date: '2026-03-01T22:30:15Z' } } }],
      '/repos/acme/app/tags?per_page=100': [200, [{ name: 'v1.0.0' }, { name: 'v2.0.0' }]],
    })
    const { facts, lookups, isPrivate } = await factsOf(github.url)
    expect(facts.source).toEqual({
      name: 'app',
      url: 'https://github.com/acme/app',
      description: '',
      license: 'MIT',
      defaultBranch: 'trunk',
    })
    expect(isPrivate).toBe(true)
    expect(github.asked).toEqual(['GET /repos/acme/app'])
    expect(await lookups.commitDate()).toEqual(new Date('2026-03-01T22:30:15Z'))
    expect(await lookups.knownTags()).toEqual({ from: 'git', names: ['v1.0.0', 'v2.0.0'] })
  })

  it('are reduced to one line each, whatever line breaks a description has, because labels are separated by lines', async () => {
    const description = ' An app\r\n\torg.example.evil=1\u2028two\u0000three '
    const odd = { ...repository, name: 'app\n', description, license: { spdx_id: 'MIT\nx=y' } }
    using github = await startGitHub({ '/repos/acme/app': [200, odd] })
    const { facts } = await factsOf(github.url)
    expect(facts.source).toMatchObject({
      name: 'app',
      description: 'An app org.example.evil=1 two three',
      license: 'MIT x=y',
    })
  })

  it('are left out with a warning if GitHub does not provide them', async () => {
    using github = await startGitHub({})
    const { facts, lookups, lines } = await factsOf(github.url)
    expect(facts.source).toEqual({
      name: 'app',
      url: 'https://github.com/acme/app',
      description: '',
      license: '',
      defaultBranch: '',
    })
    expect(await lookups.commitDate()).toEqual(facts.now)
    expect(lines).toEqual([
      expect.stringMatching(/^warning: Some repository labels are missing: Not Found/),
      expect.stringMatching(/^warning: commit_date is set to the time of this run: abc is not a commit SHA; Not Found/),
    ])
    expect(github.asked).toHaveLength(2)
  })

  it('are requested again if GitHub is unavailable', async () => {
    using github = await startGitHub({ '/repos/acme/app': [502, { message: 'Bad Gateway' }] })
    await factsOf(github.url)
    expect(github.asked).toHaveLength(3)
  })

  it('are not waited for after the step was cancelled', async () => {
    const cancelled = new AbortController()
    using github = await startGitHub({}, () => cancelled.abort(new Error('The step was cancelled')))
    const environment = testEnvironment({
      variables: { GITHUB_API_URL: github.url, GITHUB_REPOSITORY: 'acme/app' },
      signal: cancelled.signal,
    })
    const facts = readFacts(environment, { context: 'workflow', token: 'token' }, connect)
    await expect(facts).rejects.toThrow('The step was cancelled')
    expect([github.asked, environment.log.lines]).toEqual([['GET /repos/acme/app'], []])
  })

  it('are not requested without a token', async () => {
    using github = await startGitHub({})
    const { lines } = await factsOf(github.url, {}, '')
    expect(github.asked).toEqual([])
    expect(lines).toEqual([
      "warning: Some repository labels are missing: GitHub's API is not used without a token: do not override the input 'github-token'",
    ])
  })
})

describe('the names of git tags', () => {
  const api = (tags: RepositoryApi['tags']): RepositoryApi => ({
    repository: async () => repository,
    commitDate: async () => new Date(),
    pullRequest: async () => ({}),
    tags,
  })

  it('are unknown if neither GitHub nor the checkout provides them', async () => {
    const environment = testEnvironment({ variables: { PATH: process.env.PATH }, workspace: '/' })
    const failing = api(async () => Promise.reject(new Error('Not Found')))
    const { lookups } = await readFacts(environment, { context: 'workflow', token: '' }, () => failing)
    expect(await lookups.knownTags()).toBeUndefined()
    expect(environment.log.lines).toEqual([
      expect.stringMatching(
        /^warning: The git tags could not be listed: Not Found; the checkout has no remote named 'origin'/
      ),
    ])
  })
})

describe('a comment on a pull request', () => {
  /** The author, for a comment on a pull request that GitHub describes this way. */
  async function commentOn(answer: readonly [status: number, body: unknown]) {
    await using folder = await mkdtempDisposable(join(tmpdir(), 'manifold-comment-'))
    const path = join(folder.path, 'event.json')
    const payload = { repository: { ...repository, id: 1 }, issue: { number: 7, pull_request: {} } }
    await writeFile(path, JSON.stringify(payload))
    using github = await startGitHub({ '/repos/acme/app/pulls/7': answer })
    const { author, lines } = await factsOf(github.url, { GITHUB_EVENT_NAME: 'issue_comment', GITHUB_EVENT_PATH: path })
    return { author: await author(), lines, asked: github.asked }
  }

  it('has the author that GitHub names', async () => {
    const own = await commentOn([200, { head: { repo: { id: 1, full_name: 'acme/app' } } }])
    expect(own).toEqual({ author: 'own', lines: [], asked: ['GET /repos/acme/app/pulls/7'] })
    const ofFork = (repo: object | null) => commentOn([200, { head: { repo } }])
    expect((await ofFork({ id: 2, full_name: 'mallory/app' })).author).toBe('fork')
    expect((await ofFork(null)).author).toBe('fork')
  })

  it('has an unknown author if GitHub does not name one', async () => {
    const { author, lines } = await commentOn([404, { message: 'Not Found' }])
    expect(author).toBe('unknown')
    expect(lines).toEqual([expect.stringMatching(/^warning: The author of pull request 7 is not known: Not Found/)])
  })
})
