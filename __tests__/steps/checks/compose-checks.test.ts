import { expect, test } from 'vitest'
import { objectionsTo } from '../../../src/plan/outcome-text.ts'
import type { Check } from '../../../src/push/phases/check.ts'
import { composeChecks } from '../../../src/steps/checks/compose-checks.ts'
import { image, layer } from '../../support/images.ts'
import { publishTo } from '../../support/publish.ts'
import { startTestRegistry } from '../../support/registry/registry.ts'

const app = image({ layers: [layer('base')] })
const stages = { 'verify-base': 'policy', test: 'proof', scan: 'proof', sign: 'attachment' } as const

/** Publishes with all four checks, of which some object. Returns what was called, and what came of it. */
async function publish(...objecting: readonly string[]) {
  await using registry = await startTestRegistry()
  const calls: string[] = []
  const check = (name: keyof typeof stages): Check => ({
    name,
    stage: stages[name],
    isForParts: false,
    async approve() {
      calls.push(name)
      if (objecting.includes(name)) throw new Error(`${name} found something.`)
      return []
    },
    async confirm() {
      calls.push(`confirm ${name}`)
      if (objecting.includes(`confirm ${name}`)) throw new Error(`${name} cannot be read back.`)
    },
  })
  const checks = composeChecks((['sign', 'scan', 'test', 'verify-base'] as const).map(check))
  const outcomes = await publishTo([`${registry.host}/o/app:v1`], app, { checks })
  return { calls, objections: objectionsTo(outcomes), tags: registry.tags('o/app') }
}

const confirmed = ['confirm sign', 'confirm scan', 'confirm test', 'confirm verify-base']

test('the policy is asked before the image is tested, and nothing is attached before that', async () => {
  const { calls, tags } = await publish()
  expect(calls).toEqual(['verify-base', 'scan', 'test', 'sign', ...confirmed])
  expect(Object.keys(tags)).toEqual(['v1'])
})

test('an image that the policy rejects is not run', async () => {
  const { calls, objections, tags } = await publish('verify-base')
  expect(calls).toEqual(['verify-base'])
  expect(objections).toEqual(["Check 'verify-base': verify-base found something."])
  expect(tags).toEqual({})
})

test('an image that fails its test is scanned as well, but not signed', async () => {
  const { calls, objections, tags } = await publish('test', 'scan')
  expect(calls).toEqual(['verify-base', 'scan', 'test'])
  expect(objections).toEqual(["Check 'scan': scan found something.", "Check 'test': test found something."])
  expect(tags).toEqual({})
})

test('what cannot be read back moves no tag either', async () => {
  const { objections, tags } = await publish('confirm sign')
  expect(objections).toEqual(["Check 'sign': sign cannot be read back."])
  expect(tags).toEqual({})
})

test('nothing is checked if no check is asked for', () => {
  expect(composeChecks([])).toBeUndefined()
})
