import { mkdtempDisposable, readFile, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { BuildRequest } from '../../src/builder/build-request.ts'
import type { Variables } from '../../src/environment.ts'
import { parseGitRef } from '../../src/names/git-ref.ts'
import { writeGitToken } from '../../src/steps/request/git-token.ts'
import { testEnvironment } from '../support/environment.ts'

const sha = 'a'.repeat(40)
const forksCommit = 'b'.repeat(40)
const mergeCommit = 'c'.repeat(40)

interface Build extends Partial<Pick<BuildRequest, 'file' | 'secrets'>> {
  readonly ref?: string
  readonly token?: string
  readonly variables?: Variables
}

/** The tokens that a build of this context gets, by ID of the secret. */
async function tokenFor(
  context: string,
  { ref = 'refs/heads/main', token = 'token', variables, ...build }: Build = {}
) {
  await using folder = await mkdtempDisposable(join(tmpdir(), 'manifold-token-'))
  const environment = testEnvironment({ temp: folder.path, variables: { GITHUB_SHA: mergeCommit, ...variables } })
  const event = { repository: 'Acme/App', ref: parseGitRef(ref), sha }
  const request = { context, file: '', secrets: [], ...build }
  const secrets = await writeGitToken(request, event, { githubToken: token }, environment)
  const entries = secrets.map(async ({ id, source }) => {
    const path = 'file' in source ? source.file : ''
    expect((await stat(path)).mode & 0o777).toBe(0o600)
    return [id, await readFile(path, 'utf8')]
  })
  return Object.fromEntries(await Promise.all(entries))
}

const given = { 'GIT_AUTH_TOKEN.github.com': 'token' }
const pull = { ref: 'refs/pull/7/merge' }
const enterprise = { variables: { GITHUB_SERVER_URL: 'https://git.acme.example:8443' } }

describe("gives the job's token to a build of this repository", () => {
  test.each<[string, Build?]>([
    ['https://github.com/acme/app.git'],
    ['https://github.com/acme/app'],
    ['https://GitHub.com/ACME/App.git#main'],
    ['github.com/acme/app'],
    ['https://github.com/acme/app.git#:docker'],
    ['https://github.com/acme/app.git#refs/heads/feat/x:docker'],
    ['https://github.com/acme/app.git#refs/tags/v1'],
    [`https://github.com/acme/app.git#${sha}`],
    [`https://github.com/acme/app.git#${mergeCommit}:docker`],
    ['https://github.com/acme/app.git#refs/pull/7/merge', pull],
    ['https://github.com/acme/app.git?ref=main&subdir=docker'],
    [`https://github.com/acme/app.git?ref=${sha}&keep-git-dir=true`],
    ['https://github.com/acme/app.git?submodules=false#main:docker'],
    ['https://github.com/acme/app.git?ref=refs/pull/7/head', pull],
    ['https://github.com/acme/app.git#pull/7/head:docker', pull],
  ])('%s', async (context, build) => {
    expect(await tokenFor(context, build)).toEqual(given)
  })

  test("at the workflow's server, including its port", async () => {
    expect(await tokenFor('https://git.acme.example:8443/acme/app.git', enterprise)).toEqual({
      'GIT_AUTH_TOKEN.git.acme.example:8443': 'token',
    })
  })
})

describe('gives it to no other build, because a Dockerfile can print secrets', () => {
  test.each<[string, string, Build?]>([
    ['another repository', 'https://github.com/mallory/app.git'],
    ['another repository of the owner', 'https://github.com/acme/app2.git'],
    ['another repository by the short form', 'github.com/mallory/app'],
    ['a longer path', 'https://github.com/acme/app/evil.git'],
    ['a path that goes up', 'https://github.com/acme/app.git/../../mallory/x.git'],
    ['a path that comes back', 'https://github.com/mallory/../acme/app.git'],
    ['an encoded path', 'https://github.com/acme%2fapp.git'],
    ['another host', 'https://github.com.evil.example/acme/app.git'],
    ['another host after a user name', 'https://github.com@evil.example/acme/app.git'],
    ['a user name in front of the host', 'https://ann:pw@github.com/acme/app.git'],
    ['another port', 'https://github.com:8443/acme/app.git'],
    ['plain http', 'http://github.com/acme/app.git'],
    ['ssh', 'git@github.com:acme/app.git'],
    ['a query', 'https://github.com/acme/app.git?ref=refs/pull/7/head'],
    ["a query for a commit that may be a fork's", `https://github.com/acme/app.git?ref=${forksCommit}`],
    ['a query with an encoded key', 'https://github.com/acme/app.git?ref=main&r%65f=refs/pull/7/head'],
    ['a query with a key that is not known', 'https://github.com/acme/app.git?branch=main'],
    ['a query and a fragment with different refs', 'https://github.com/acme/app.git?ref=refs/pull/7/head#main'],
    ['a pull request on an event for another ref', 'https://github.com/acme/app.git#refs/pull/7/merge'],
    ['a pull request by part of the ref', 'https://github.com/acme/app.git#pull/7/head'],
    ["another pull request than the event's", 'https://github.com/acme/app.git#refs/pull/8/merge', pull],
    ["a commit that may be a fork's", `https://github.com/acme/app.git#${forksCommit}`],
    ['a ref of another kind', 'https://github.com/acme/app.git#refs/for/main'],
    ['a folder of the checkout', '.'],
    ['github.com, if that is not the server', 'https://github.com/acme/app.git', enterprise],
    ['another port of the server', 'https://git.acme.example/acme/app.git', enterprise],
    [
      'a Dockerfile from elsewhere',
      'https://github.com/acme/app.git',
      { file: 'https://raw.githubusercontent.com/mallory/x/main/Dockerfile' },
    ],
    ['a job without a token', 'https://github.com/acme/app.git', { token: '' }],
    [
      'a workflow with its own token',
      'https://github.com/acme/app.git',
      { secrets: [{ id: 'GIT_AUTH_TOKEN', source: { variable: 'PAT' } }] },
    ],
  ])('%s: %s', async (_, context, build) => {
    expect(await tokenFor(context, build)).toEqual({})
  })
})
