import { afterAll, beforeAll, expect, test } from 'vitest'
import { runCleanUp } from '../support/clean-up/run-clean-up.ts'
import { type Internet, startInternet } from '../support/identity/internet.ts'
import { GitHub } from '../support/inventory/github.ts'
import { hostsThatGot, wire } from '../support/inventory/open.ts'

// The bundle, as the runner starts it, at GitHub's registry with its API.

const token = 'ghs_0123456789abcdefghij'

let internet: Internet
beforeAll(async () => {
  internet = await startInternet()
})
afterAll(() => internet[Symbol.asyncDispose]())

test('versions of closed work go, by their numbers; what a kept tag needs stays', async () => {
  const github = new GitHub(internet, token)
  const kept = github.stock.add('kept', ['latest', 'pr-1'])
  github.stock.add('old', ['pr-2'])
  github.stock.add('untagged')
  const policy = 'keep:\n  - tags: [latest]\ndelete:\n  - tags: ["pr-*"]\nuntagged: { older-than: 7d }\n'
  const inputs = { images: 'ghcr.io/acme/team/app', policy, 'dry-run': 'false', 'github-token': token }
  const variables = { ...internet.variables, GITHUB_SERVER_URL: 'https://github.com', GITHUB_ACTOR: 'ann' }
  const { log, outputs, exitCode } = await runCleanUp(inputs, variables, 'bundle')
  expect([exitCode, log]).toEqual([0, expect.anything()])
  expect([...github.stock.tags]).toEqual([['latest', kept]])
  expect([...github.stock.manifests.keys()]).toEqual([kept])
  expect(wire(internet).filter((line) => line.startsWith('DELETE ghcr.io'))).toEqual([])
  expect(hostsThatGot(internet, token)).toEqual(['api.github.com', 'ghcr.io'])
  expect(JSON.stringify([log, outputs])).not.toContain(token)
})
