import { expect, test } from 'vitest'
import { digestOf } from '../../src/oci/digest.ts'
import type { Tag } from '../../src/oci/distribution/tag.ts'
import type { TagDecision } from '../../src/retention/clean-up-plan.ts'
import { cleanUpSummary } from '../../src/steps/clean-up/clean-up-summary.ts'
import { planWithin } from '../../src/steps/clean-up/plan-json.ts'
import type { RepositoryResult } from '../../src/steps/clean-up/repository-result.ts'
import { cleanUpAt } from '../support/clean-up/clean-up-at.ts'
import { stock } from '../support/clean-up/stock.ts'
import { testEnvironment } from '../support/environment.ts'
import { startTestRegistry } from '../support/registry/registry.ts'

const digest = digestOf(new Uint8Array())
/** A rule may have so many patterns that its description is longer than all tags. */
const reason = `tags ${"'<b>*', ".repeat(4_000)}`

function resultOf(name: string, count: number): RepositoryResult {
  const tags = Array.from(
    { length: count },
    (_, index): TagDecision => ({
      tag: `${index}-${'x'.repeat(100)}` as Tag,
      digest,
      do: 'delete',
      rule: 'delete[0]',
      reason,
    })
  )
  const plan = { tags, manifests: [], steps: [], bytes: 0, unknownDigests: [] }
  return { repository: { registry: 'ghcr.io', name }, plan, problems: [] }
}

test('a summary stays below the megabyte that GitHub shows, whatever it is about', () => {
  const results = Array.from({ length: 60 }, (_, index) => resultOf(`acme/app-${index}`, 300))
  const summary = cleanUpSummary(results, true)
  expect(Buffer.byteLength(summary)).toBeLessThan(1024 * 1024)
  expect(summary).toMatch(/And \d+ more images\.\n$/)
})

test('a registry that lists nothing is not passed over in silence', async () => {
  await using registry = await startTestRegistry()
  registry.put('o/app', stock.v1, 'v1')
  // So do some to users that may not list anything.
  registry.fail({ kind: 'tags' }, { status: 200, body: '{"name":"o/app","tags":[]}' }, { times: 9 })
  const environment = testEnvironment()
  const { problems } = await cleanUpAt(registry, 'untagged: true', { environment })
  expect(problems).toEqual([])
  expect(environment.log.lines.join('\n')).toMatch(
    /o\/app: the registry lists nothing here: if there are images, check the name/
  )
})

test('an output stays below what GitHub takes', () => {
  const results = [resultOf('acme/app', 100)]
  const planOf = (limit: number) => JSON.parse(planWithin(limit, results, true))
  expect(planOf(5_000_000).repositories[0].tags).toHaveLength(100)
  expect(planOf(500_000)).toEqual({
    'dry-run': true,
    truncated: true,
    repositories: [{ image: 'ghcr.io/acme/app', tags: [], manifests: [], bytes: 0, problems: [] }],
  })
})
