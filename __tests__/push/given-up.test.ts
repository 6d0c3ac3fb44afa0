import { expect, test } from 'vitest'
import { image, index, layer } from '../support/images.ts'
import { publishTo } from '../support/publish.ts'
import { startTestRegistry, type TestRegistry } from '../support/registry/registry.ts'

// A target that has failed, while others go on.

const KiB = 1024
const layers = Array.from({ length: 24 }, (_, each) => layer(100 * KiB + each))
const many = image({ layers })

function puts({ entries }: TestRegistry) {
  return entries.filter(({ method, route }) => method === 'PUT' && route.kind === 'upload')
}

test('sends nothing more to a target that refused a blob, and does not wait for its pending requests', async () => {
  await using good = await startTestRegistry()
  await using bad = await startTestRegistry()
  bad.fail({ method: 'PUT', kind: 'upload' }, 'stall', { times: 3 })
  bad.fail({ method: 'PUT', kind: 'upload' }, { status: 400, body: 'no' }, { times: 1_000 })
  const references = [`${good.host}/o/app:v1`, `${bad.host}/o/app:v1`]
  const [published, failed] = await publishTo(references, many, { required: 'any' })
  expect([published?.status, failed?.status]).toEqual(['published', 'failed'])
  expect(failed?.error?.message).toMatch(/400/)
  // The blobs that are sent concurrently, and the small config.
  expect(puts(bad).length).toBeLessThanOrEqual(6 + 1)
  expect(bad.sessions.length).toBeLessThanOrEqual(3)
  expect(puts(good)).toHaveLength(many.blobs.length)
})

test('stops writing manifests to a target that failed, and does not wait for them', async () => {
  await using good = await startTestRegistry()
  await using bad = await startTestRegistry()
  const arm = image({ layers: [layer(80 * KiB)], platform: { os: 'linux', architecture: 'arm64' } })
  const both = index([many, arm])
  // The manifest of one platform fails and is retried until a blob of the other platform is refused.
  const manifests = () => bad.entries.filter(({ method, route }) => method === 'PUT' && route.kind === 'manifest')
  bad.fail({ method: 'PUT', kind: 'manifest' }, { status: 503 }, { times: 1_000 })
  const last = layers.at(-1)?.descriptor.digest ?? ''
  bad.fail({ method: 'PUT', kind: 'upload', digest: last }, { status: 503 })
  bad.fail({ method: 'PUT', kind: 'upload', digest: last }, { status: 400, body: 'no' })
  const retry = { attempts: 9, firstWait: 600, longestWait: 600, budget: 60_000 }
  const references = [`${good.host}/o/app:v1`, `${bad.host}/o/app:v1`]
  const [published, failed] = await publishTo(references, both, { required: 'any', retry })
  expect([published?.status, failed?.status]).toEqual(['published', 'failed'])
  expect(manifests().length).toBeLessThanOrEqual(2)
})
