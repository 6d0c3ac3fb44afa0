import { expect, test } from 'vitest'
import type { WorkflowEvent } from '../../src/github/event/event.ts'
import type { Inputs } from '../../src/github/inputs/inputs.ts'
import { parseGitRef } from '../../src/names/git-ref.ts'
import { chooseMode } from '../../src/steps/request/mode.ts'
import { trustIn } from '../../src/steps/request/trust.ts'
import { inputsWith } from './inputs.ts'

const push: WorkflowEvent = {
  name: 'push',
  ref: parseGitRef('refs/heads/main'),
  sha: '0'.repeat(40),
  commits: [],
  baseRef: '',
  repository: 'acme/app',
  repositoryPayload: {},
  author: 'own',
  ownCaches: [],
}

const fork = { name: 'pull_request', author: 'fork' } as const
const bot = { name: 'pull_request', author: 'dependabot' } as const
const run = { name: 'workflow_run', author: 'fork' } as const
const untold = { name: 'workflow_run', author: 'unknown' } as const
const forked =
  "Built without the step's credentials, and not pushed: a pull request from a fork is not allowed to publish."
const hint = "To change this, set 'dependabot: publish'."
const updated = `Built without the step's credentials, and not pushed: a Dependabot pull request is not allowed to publish. ${hint}`
const unknown = "Built without the step's credentials, which are not available to a pull request from a fork."
const source = [{ kind: 'oci-layout', location: 'image' }] as const
const remote = [{ kind: 'docker', location: 'ghcr.io/acme/app' }] as const

test.each<[string, Partial<Inputs>, Partial<WorkflowEvent>, string, string?]>([
  ['a push', {}, {}, 'publish'],
  ['a dry run', { dryRun: true }, {}, 'rehearse'],
  ['push: false', { push: false }, {}, 'build'],
  ['push: false and a dry run', { push: false, dryRun: true }, {}, 'build'],
  ['a call', { call: 'check' }, {}, 'build'],
  ['a fork', {}, fork, 'build', forked],
  ['a dry run of a fork', { dryRun: true }, fork, 'build', forked],
  ['push: false in a fork', { push: false }, fork, 'build', unknown],
  ['Dependabot', {}, bot, 'build', updated],
  ["Dependabot's branch", {}, { author: 'dependabot' }, 'build', updated.replace('pull request', 'branch')],
  ['Dependabot, if it may publish', { dependabot: 'publish' }, bot, 'publish'],
  ['a fork, although Dependabot may publish', { dependabot: 'publish' }, fork, 'build', forked],
  [
    'a call by Dependabot',
    { call: 'outline' },
    bot,
    'build',
    `${unknown.replace('pull request from a fork', 'Dependabot pull request')} ${hint}`,
  ],
  [
    'a run for a fork',
    {},
    run,
    'build',
    forked.replace('a pull request from', "a 'workflow_run' event for a commit from"),
  ],
  [
    'a run for an unknown repository',
    {},
    untold,
    'build',
    "Built without the step's credentials, and not pushed: a 'workflow_run' event for a commit from an unknown repository is not allowed to publish. The event does not say which repository its commit is from.",
  ],
  [
    'a comment on a pull request from an unknown repository',
    {},
    { name: 'issue_comment', author: 'unknown', commentedOn: 7 },
    'build',
    "Built without the step's credentials, and not pushed: a comment on a pull request from an unknown repository is not allowed to publish. Give the job 'permissions: pull-requests: read', and this step its 'github-token', so that the repository can be looked up.",
  ],
  [
    "a comment on a fork's pull request",
    {},
    { name: 'issue_comment', author: 'fork', commentedOn: 7 },
    'build',
    forked.replace('a pull request', 'a comment on a pull request'),
  ],
  [
    'a source in a fork',
    { source },
    fork,
    'build',
    'Read, but not pushed: a pull request from a fork is not allowed to publish.',
  ],
  ['a source in a fork with push: false', { source, push: false }, fork, 'build'],
  ['an image in a registry in a fork', { source: remote }, fork, 'build', forked.replace('Built', 'Read')],
  [
    'an image in a registry in a fork with push: false',
    { source: remote, push: false },
    fork,
    'build',
    unknown.replace('Built', 'Read'),
  ],
])('%s', async (_, inputs, event, mode, notice) => {
  const all = await inputsWith(inputs)
  const chosen = chooseMode(all, trustIn({ ...push, ...event }, all), [])
  expect(chosen).toEqual({ do: mode, ...(notice && { notice }) })
})

test('trusts only authors with write access, and Dependabot if it is allowed to publish', () => {
  const trusted = (dependabot: 'build' | 'publish') =>
    (['own', 'dependabot', 'fork', 'unknown'] as const).filter(
      (author) => trustIn({ ...push, author }, { dependabot }).isTrusted
    )
  expect(trusted('build')).toEqual(['own'])
  expect(trusted('publish')).toEqual(['own', 'dependabot'])
})

test('reports what was left out of a build', async () => {
  const inputs = await inputsWith()
  const notice = (event: Partial<WorkflowEvent>) =>
    chooseMode(inputs, trustIn({ ...push, ...event }, inputs), ['cache-to type=gha', 'outputs type=registry']).notice
  expect(notice(fork)).toBe(`${forked} Left out to protect trusted runs: cache-to type=gha; outputs type=registry.`)
})
