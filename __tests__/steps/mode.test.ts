import { expect, test } from 'vitest'
import type { WorkflowEvent } from '../../src/github/event.ts'
import type { Inputs } from '../../src/github/inputs.ts'
import { chooseMode, isTrusted } from '../../src/steps/mode.ts'
import { parseGitRef } from '../../src/tags/git-ref.ts'
import { inputsWith } from './inputs.ts'

const push: WorkflowEvent = {
  name: 'push',
  ref: parseGitRef('refs/heads/main'),
  sha: '0'.repeat(40),
  baseRef: '',
  repository: 'acme/app',
  repositoryPayload: {},
  isFromFork: false,
  isFromDependabot: false,
}

const fork = { isFromFork: true }
const dependabot = { isFromDependabot: true }
const forked = "Built without the step's credentials, and not pushed: a pull request from a fork may not publish."
const updated = "Built without the step's credentials, and not pushed: a pull request of Dependabot's may not publish."
const unknown = "Built without the step's credentials: a pull request from a fork gets none."
const source = { kind: 'oci-layout', path: 'image' } as const

test.each<[string, Partial<Inputs>, Partial<WorkflowEvent>, string, string?]>([
  ['a push', {}, {}, 'publish'],
  ['a dry run', { dryRun: true }, {}, 'rehearse'],
  ['push: false', { push: false }, {}, 'build'],
  ['push: false and a dry run', { push: false, dryRun: true }, {}, 'build'],
  ['a call', { call: 'check' }, {}, 'build'],
  ['a fork', {}, fork, 'build', forked],
  ['a dry run of a fork', { dryRun: true }, fork, 'build', forked],
  ['push: false in a fork, which is what was asked for', { push: false }, fork, 'build', unknown],
  ['Dependabot', {}, dependabot, 'build', updated],
  ['a call by Dependabot', { call: 'outline' }, dependabot, 'build', unknown.replace('from a fork', "of Dependabot's")],
  ['a source in a fork', { source }, fork, 'build', 'Read but not pushed: a pull request from a fork may not publish.'],
  ['a source in a fork that is not to be pushed', { source, push: false }, fork, 'build'],
])('%s', async (_, inputs, event, mode, notice) => {
  const chosen = chooseMode(await inputsWith(inputs), { ...push, ...event })
  expect(chosen).toEqual({ do: mode, ...(notice && { notice }) })
})

test('a pull request of a fork or of Dependabot is trusted with nothing', () => {
  const all = [{}, fork, dependabot, { ...fork, ...dependabot }]
  expect(all.map((event) => isTrusted({ ...push, ...event }))).toEqual([true, false, false, false])
})
