import { describe, expect, test } from 'vitest'
import type { Variables } from '../../src/environment.ts'
import { type Author, authorOf } from '../../src/github/event/author.ts'
import type { Payload } from '../../src/github/event/payload.ts'

const repository = { id: 1, full_name: 'acme/app' }
const own = { full_name: 'Acme/App' }
const foreign = { full_name: 'mallory/app' }

function author(name: string, payload: object, variables: Variables = {}): Author {
  const all = { GITHUB_EVENT_NAME: name, ...variables }
  return authorOf({ repository, ...payload } as Payload, { variables: all, repository: 'acme/app' })
}

const pullRequest = (head: object | null) => ({ pull_request: { number: 7, head } })
const workflowRun = (head_repository: object | null) => ({ workflow_run: { head_branch: 'main', head_repository } })
const checks = (head_branch: string | null) => ({ check_suite: { head_branch } })

const pullRequestEvents = [
  'pull_request',
  'pull_request_target',
  'pull_request_review',
  'pull_request_review_comment',
  // Gitea's and Forgejo's.
  'pull_request_comment',
]

describe.each(pullRequestEvents)('%s', (name) => {
  test.each<[string, object, Author]>([
    ['a head in the repository', pullRequest({ repo: own }), 'own'],
    ['a fork', pullRequest({ repo: foreign }), 'fork'],
    ['a fork that was deleted', pullRequest({ repo: null }), 'fork'],
    ['a push to refs/for (AGit)', pullRequest({ repo: own, label: '', ref: 'refs/pull/7/head' }), 'fork'],
    ['a head without its repository', pullRequest({ sha: 'a' }), 'unknown'],
    ['no head', pullRequest(null), 'unknown'],
    ['a pull request that is null', { pull_request: null }, 'unknown'],
    ['a pull request that is text', { pull_request: 'x' }, 'unknown'],
    ['a repository whose name is a number', pullRequest({ repo: { full_name: 7 } }), 'unknown'],
    ['an empty payload', {}, 'unknown'],
  ])('with %s', (_, payload, expected) => {
    expect(author(name, payload)).toBe(expected)
  })
})

describe('workflow_run', () => {
  test.each<[string, object, Author]>([
    ["the repository's own commit", workflowRun(own), 'own'],
    ["a fork's commit", workflowRun(foreign), 'fork'],
    ["a deleted fork's commit", workflowRun(null), 'fork'],
    ['a run without a repository', { workflow_run: {} }, 'unknown'],
    ['a run that is null', { workflow_run: null }, 'unknown'],
    ['an empty payload', {}, 'unknown'],
  ])('for %s', (_, payload, expected) => {
    expect(author('workflow_run', payload)).toBe(expected)
  })
})

describe('checks and statuses', () => {
  test.each<[string, string, object, Author]>([
    ['a branch of this repository', 'check_suite', checks('main'), 'own'],
    ["a fork's branch, which GitHub does not name", 'check_suite', checks(null), 'fork'],
    ['an incomplete payload', 'check_suite', {}, 'unknown'],
    ['a branch of this repository', 'check_run', { check_run: checks('main') }, 'own'],
    ["a fork's branch", 'check_run', { check_run: checks(null) }, 'fork'],
    ['an incomplete payload', 'check_run', { check_run: null }, 'unknown'],
    ['a commit on a branch of this repository', 'status', { branches: [{ name: 'main' }] }, 'own'],
    ['a commit that is on no branch of this repository', 'status', { branches: [] }, 'unknown'],
    ['an incomplete payload', 'status', {}, 'unknown'],
  ])('of %s (%s)', (_, name, payload, expected) => {
    expect(author(name, payload)).toBe(expected)
  })
})

describe('issue_comment', () => {
  test.each<[string, object, Author]>([
    ['an issue', { issue: { number: 3 } }, 'own'],
    ['an issue that has no pull request', { issue: { number: 3, pull_request: null } }, 'own'],
    ['a pull request without its repository', { issue: { number: 3, pull_request: { url: 'x' } } }, 'unknown'],
    [
      "a pull request of a fork, in Gitea's payload",
      { issue: { number: 3, pull_request: {} }, ...pullRequest({ repo: foreign }) },
      'fork',
    ],
    ['an empty payload', {}, 'unknown'],
    ['an issue that is null', { issue: null }, 'unknown'],
    ['an issue that is text', { issue: 'x' }, 'unknown'],
    ['an issue without a number', { issue: {} }, 'unknown'],
  ])('on %s', (_, payload, expected) => {
    expect(author('issue_comment', payload)).toBe(expected)
  })
})

describe('repository_dispatch', () => {
  test.each<[string, object, Author]>([
    ['a null payload, if the sender gave none', { client_payload: null }, 'own'],
    ['facts from its sender', { client_payload: { version: '1.2' } }, 'own'],
    ["a pull request of the repository's own", { client_payload: pullRequest({ repo: own }) }, 'own'],
    ['a pull request without its repository', { client_payload: { pull_request: 7 } }, 'unknown'],
    ['an empty payload', {}, 'unknown'],
    ['text', { client_payload: 'x' }, 'unknown'],
  ])('with %s', (_, payload, expected) => {
    expect(author('repository_dispatch', payload)).toBe(expected)
  })
})

describe('any other event', () => {
  test.each(['push', 'schedule', 'workflow_dispatch', 'release', 'merge_group', ''])(
    "'%s' is from the repository itself",
    (name) => {
      expect(author(name, {})).toBe('own')
    }
  )

  test.each<[string, object]>([
    ['a pull request', pullRequest({ repo: foreign })],
    ['a forwarded pull request', { client_payload: pullRequest({ repo: foreign }) }],
    ['a workflow run, such as a deployment', workflowRun(foreign)],
    ['checks', { check_run: checks(null) }],
  ])('is from a fork if its payload has %s of a fork', (_, payload) => {
    expect(author('repository_dispatch', payload)).toBe('fork')
  })
})

describe('a repository', () => {
  test('is compared by ID: a renamed one is the same, and one that took over its name is not', () => {
    expect(author('pull_request', pullRequest({ repo: { id: 1, full_name: 'acme/old-name' } }))).toBe('own')
    expect(author('pull_request', pullRequest({ repo: { id: 2, full_name: 'acme/app' } }))).toBe('fork')
  })

  test('is compared by name if an ID is null', () => {
    const payload = { repository: { id: null }, ...pullRequest({ repo: { id: null, ...foreign } }) }
    expect(author('pull_request', payload)).toBe('fork')
  })
})

describe('Dependabot', () => {
  const bot = { GITHUB_ACTOR: 'dependabot[bot]' }
  const opened = (action: string) => ({
    action,
    pull_request: { head: { repo: own }, user: { login: 'dependabot[bot]' } },
  })
  const run = (login: string, head_branch = 'dependabot/npm/x') => ({
    workflow_run: { head_branch, head_repository: own, actor: { login } },
  })

  test.each<[string, string, object, Variables, Author]>([
    ['a pull request of its own', 'pull_request', pullRequest({ repo: own }), bot, 'dependabot'],
    ["another author's pull request", 'pull_request', pullRequest({ repo: own }), { GITHUB_ACTOR: 'ann' }, 'own'],
    [
      "another author's commit on its pull request",
      'pull_request',
      opened('synchronize'),
      { GITHUB_ACTOR: 'ann' },
      'own',
    ],
    [
      'a label that a user adds to its pull request',
      'pull_request',
      opened('labeled'),
      { GITHUB_ACTOR: 'ann' },
      'dependabot',
    ],
    ['a review of its pull request', 'pull_request_review', opened('submitted'), {}, 'dependabot'],
    ['a dispatch for its pull request', 'repository_dispatch', { client_payload: opened('labeled') }, {}, 'dependabot'],
    ['a pull request from a fork', 'pull_request', pullRequest({ repo: foreign }), bot, 'fork'],
    ['a push to its branch', 'push', {}, { ...bot, GITHUB_REF: 'refs/heads/dependabot/npm/x' }, 'dependabot'],
    [
      'a branch with another separator',
      'push',
      {},
      { ...bot, GITHUB_REF: 'refs/heads/dependabot-npm-x' },
      'dependabot',
    ],
    ['a merge, which must be published', 'push', {}, { ...bot, GITHUB_REF: 'refs/heads/main' }, 'own'],
    ["another author's push to its branch", 'push', {}, { GITHUB_REF: 'refs/heads/dependabot/npm/x' }, 'own'],
    ['a workflow run for its branch', 'workflow_run', run('dependabot[bot]'), {}, 'dependabot'],
    ['a workflow run for its merge', 'workflow_run', run('dependabot[bot]', 'main'), bot, 'own'],
    ["a workflow run for another author's commit", 'workflow_run', run('ann'), {}, 'own'],
  ])('is recognized by its name and the payload: %s', (_, name, payload, variables, expected) => {
    expect(author(name, payload, variables)).toBe(expected)
  })
})
