import { mkdtempDisposableSync, writeFileSync } from 'node:fs'
import { mkdtempDisposable } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, test } from 'vitest'
import type { Variables } from '../../src/environment.ts'
import { readEvent, type WorkflowEvent } from '../../src/github/event/event.ts'
import { testEnvironment } from '../support/environment.ts'

const sha = 'a'.repeat(40)
const repository = { full_name: 'acme/app', default_branch: 'main', private: false }

async function eventOf(variables: Variables, payload: unknown): Promise<WorkflowEvent> {
  using folder = mkdtempDisposableSync(join(tmpdir(), 'event-'))
  const path = join(folder.path, 'event.json')
  writeFileSync(path, typeof payload === 'string' ? payload : JSON.stringify(payload))
  const ours = { GITHUB_SHA: sha, GITHUB_REPOSITORY: 'acme/app', GITHUB_EVENT_PATH: path }
  return await readEvent(testEnvironment({ variables: { ...ours, ...variables } }), 'workflow')
}

function pullRequest(head: object | null, event = 'pull_request', variables: Variables = {}) {
  const payload = { number: 7, repository, pull_request: { number: 7, base: { ref: 'main' }, head } }
  return eventOf({ GITHUB_EVENT_NAME: event, GITHUB_REF: 'refs/pull/7/merge', ...variables }, payload)
}

describe('the event', () => {
  it('of a push has what was pushed, and when it was committed', async () => {
    const commits = [
      { id: 'b'.repeat(40), timestamp: '2026-01-01T00:00:00Z' },
      { id: sha, timestamp: '2026-03-01T23:30:15+01:00' },
    ]
    const variables = { GITHUB_EVENT_NAME: 'push', GITHUB_REF: 'refs/heads/main' }
    expect(await eventOf(variables, { repository, commits, base_ref: null })).toEqual({
      name: 'push',
      ref: { kind: 'branch', name: 'main' },
      sha,
      commits: [sha, sha],
      commitDate: new Date('2026-03-01T22:30:15Z'),
      baseRef: '',
      defaultBranch: 'main',
      repository: 'acme/app',
      repositoryPayload: repository,
      author: 'own',
      ownCaches: [],
      isPrivate: false,
    })
  })

  it('of a pushed tag has the branch that it was created from', async () => {
    const payload = { base_ref: 'refs/heads/release/1', commits: [], head_commit: { id: sha, timestamp: '2026-03-01' } }
    const event = await eventOf({ GITHUB_EVENT_NAME: 'push', GITHUB_REF: 'refs/tags/v1' }, payload)
    expect(event).toMatchObject({ ref: { kind: 'tag', name: 'v1' }, baseRef: 'release/1' })
    expect(event.commitDate).toEqual(new Date('2026-03-01'))
  })

  it('of a merge group has the time of its commit', async () => {
    const payload = { repository, merge_group: { head_commit: { id: sha, timestamp: '2026-03-01T00:00:00Z' } } }
    const event = await eventOf({ GITHUB_EVENT_NAME: 'merge_group', GITHUB_REF: 'refs/heads/gh/pr-1' }, payload)
    expect(event.commitDate).toEqual(new Date('2026-03-01'))
  })

  it('of a release has whether it is marked as a pre-release', async () => {
    const isMarked = async (release: object | null) => {
      const event = await eventOf({ GITHUB_EVENT_NAME: 'release', GITHUB_REF: 'refs/tags/v1' }, { repository, release })
      return event.isPrerelease ?? false
    }
    expect([await isMarked({ prerelease: true }), await isMarked({ prerelease: false }), await isMarked(null)]).toEqual(
      [true, false, false]
    )
  })

  it.each([
    ['nothing', undefined],
    ['nulls', { commits: null, head_commit: null, pull_request: null, repository: null, merge_group: null }],
    ['no date', { commits: [{ id: sha, timestamp: 'yesterday' }] }],
    ['text instead of an object', '"text"'],
  ])('accepts a payload with %s', async (_, payload) => {
    const event = await eventOf({ GITHUB_EVENT_NAME: 'push', GITHUB_REF: 'refs/heads/main' }, payload ?? {})
    expect(event).toMatchObject({ ref: { kind: 'branch', name: 'main' }, sha, repository: 'acme/app' })
    expect(event.commitDate).toBeUndefined()
  })

  it('accepts a missing or malformed payload', async () => {
    const environment = testEnvironment({ variables: { GITHUB_REF: 'refs/heads/main' } })
    expect((await readEvent(environment, 'workflow')).ref).toEqual({ kind: 'branch', name: 'main' })
    expect(environment.log.lines).toEqual([])
    expect((await eventOf({ GITHUB_REF: 'refs/heads/main' }, '{')).sha).toBe(sha)
    const broken = testEnvironment({ variables: { GITHUB_EVENT_PATH: '/nowhere' } })
    expect((await readEvent(broken, 'workflow')).sha).toBe('')
    expect(broken.log.lines).toEqual([expect.stringMatching(/^warning: The event payload could not be read/)])
  })
})

describe('an empty payload', () => {
  const payloads = ['', '{"pull_requ', 'null', '[]', '"x"', '{}', '[[{}]]']
  const events = ['issue_comment', 'repository_dispatch', 'pull_request', 'pull_request_target']

  test.each([...events, 'workflow_run', 'check_run', 'check_suite', 'status'])(
    'leaves the author of %s unknown',
    async (name) => {
      const read = payloads.map((payload) => eventOf({ GITHUB_EVENT_NAME: name }, payload))
      const authors = (await Promise.all(read)).map(({ author }) => author)
      expect(authors).toEqual(payloads.map(() => 'unknown'))
    }
  )

  test.each(['push', 'schedule', 'workflow_dispatch'])('leaves %s with the repository itself', async (name) => {
    const read = payloads.map((payload) => eventOf({ GITHUB_EVENT_NAME: name }, payload))
    const authors = (await Promise.all(read)).map(({ author }) => author)
    expect(authors).toEqual(payloads.map(() => 'own'))
  })

  test.each(['[]', 'null', '"x"', '{'])('is reported, with the consequences, if it is %s', async (text) => {
    await using folder = await mkdtempDisposable(join(tmpdir(), 'event-'))
    const path = join(folder.path, 'event.json')
    writeFileSync(path, text)
    const environment = testEnvironment({ variables: { GITHUB_EVENT_PATH: path } })
    await readEvent(environment, 'workflow')
    const follows =
      'If the event may involve a commit from a fork, the build gets no credentials and its image is not pushed.'
    expect(environment.log.lines).toEqual([expect.stringContaining(follows)])
  })
})

describe('a pull request', () => {
  const ownHead = { sha: 'c'.repeat(40), repo: { full_name: 'acme/app' } }

  it('is for a base branch', async () => {
    const event = await pullRequest(ownHead)
    expect(event).toMatchObject({ ref: { kind: 'pull-request', name: '7' }, baseRef: 'main', sha, author: 'own' })
  })

  it('keeps its name on pull_request_target, which runs on the base branch', async () => {
    const event = await pullRequest(ownHead, 'pull_request_target', { GITHUB_REF: 'refs/heads/main' })
    expect(event).toMatchObject({ ref: { kind: 'pull-request', name: '7' }, baseRef: 'main' })
  })

  it('has the SHA of its head if requested', async () => {
    expect((await pullRequest(ownHead, 'pull_request', { DOCKER_METADATA_PR_HEAD_SHA: 'TRUE' })).sha).toBe(ownHead.sha)
    expect((await pullRequest(ownHead, 'push', { DOCKER_METADATA_PR_HEAD_SHA: 'true' })).sha).toBe(sha)
  })
})

describe('a cache', () => {
  const pull = { GITHUB_REF: 'refs/pull/7/merge' }
  test.each<[string, Variables, readonly string[]]>([
    ["is the run's own on a pull request", pull, ['gha', 'inline']],
    [
      "is the run's own on a pull request, including folders on a hosted runner",
      { ...pull, RUNNER_ENVIRONMENT: 'github-hosted' },
      ['gha', 'inline', 'local'],
    ],
    [
      'in a folder is shared on a self-hosted runner',
      { ...pull, RUNNER_ENVIRONMENT: 'self-hosted' },
      ['gha', 'inline'],
    ],
    ['is that of the base branch on pull_request_target', { GITHUB_REF: 'refs/heads/main' }, []],
    [
      "is the run's own on a Dependabot branch",
      { GITHUB_REF: 'refs/heads/dependabot/npm/x', GITHUB_ACTOR: 'dependabot[bot]' },
      ['gha', 'inline'],
    ],
    ["is shared on another author's branch of that name", { GITHUB_REF: 'refs/heads/dependabot/x' }, []],
    ['is shared on Gitea', { ...pull, GITEA_ACTIONS: 'true' }, []],
    ['is shared on Forgejo', { ...pull, FORGEJO_ACTIONS: 'true' }, []],
  ])('%s', async (_, variables, expected) => {
    expect((await eventOf(variables, {})).ownCaches).toEqual(expected)
  })
})
