import { expect, test } from 'vitest'
import { image, layer } from '../support/images.ts'
import { publishTo } from '../support/publish.ts'
import { startTestRegistry, type TestRegistry } from '../support/registry/registry.ts'

// What becomes of a target that has failed, while others go on.

const KiB = 1024
const layers = Array.from({ length: 24 }, (_, each) => layer(100 * KiB + each))
const many = image({ layers })

function puts({ entries }: TestRegistry) {
  return entries.filter(({ method, route }) => method === 'PUT' && route.kind === 'upload')
}

test('nothing more is sent to a target that refused a blob, and nobody waits for what it does not answer', async () => {
  await using good = await startTestRegistry()
  await using bad = await startTestRegistry()
  bad.fail({ method: 'PUT', kind: 'upload' }, 'stall', { times: 3 })
  bad.fail({ method: 'PUT', kind: 'upload' }, { status: 400, body: 'no' }, { times: 1_000 })
  const references = [`${good.host}/o/app:v1`, `${bad.host}/o/app:v1`]
  const [published, failed] = await publishTo(references, many, { required: 'any' })
  expect([published?.status, failed?.status]).toEqual(['published', 'failed'])
  expect(failed?.error?.message).toMatch(/400/)
  // As many as go out at once, and the small config.
  expect(puts(bad).length).toBeLessThanOrEqual(6 + 1)
  expect(bad.sessions.length).toBeLessThanOrEqual(3)
  expect(puts(good)).toHaveLength(many.blobs.length)
})
