import { expect, test } from 'vitest'
import type { Tag } from '../../src/oci/distribution/tag.ts'
import { image, layer } from '../support/images.ts'
import { failureOf } from './client.ts'
import { meetRegistry, type Pair } from './pair.ts'

const app = image({ layers: [layer('app')] })

async function stocked(): Promise<Pair> {
  const pair = await meetRegistry()
  pair.registry.put('o/app', app, 'v1')
  return pair
}

const find = ({ client }: Pair, reference: string) => client.repository('o/app').find(reference as Tag)

test('finds a manifest, or says that it does not exist', async () => {
  await using pair = await stocked()
  expect(await find(pair, 'v1')).toMatchObject({ descriptor: app.manifests[0]?.descriptor })
  expect(await find(pair, 'v2')).toEqual({ missing: 'manifest' })
  expect(pair.registry.log).toEqual(['GET manifest v1 200', 'GET manifest v2 404'])
})

test.each([
  { status: 429 },
  { status: 500 },
  { status: 502, body: '<html>' },
  { status: 503 },
  'reset before headers',
  { truncate: 10 },
] as const)('never takes a failure for a 404: %j', async (fault) => {
  await using pair = await stocked()
  pair.registry.fail({}, fault, { times: 99 })
  const { status } = (await failureOf(find(pair, 'v1'))) as { status?: number }
  expect(status).toBe(typeof fault === 'object' && 'status' in fault ? fault.status : undefined)
})

test('a registry that breaks down while it is asked whether it is one', async () => {
  await using pair = await stocked()
  pair.registry.fail({ kind: 'manifest' }, { status: 404 })
  pair.registry.fail({ kind: 'base' }, { status: 500 }, { times: 99 })
  expect((await failureOf(find(pair, 'v1'))).message).toContain('check of its API failed: 500')
})

test('verifies what it finds by a digest', async () => {
  await using pair = await stocked()
  const { digest } = app.root
  pair.registry.fail({ kind: 'manifest' }, { status: 200, body: Buffer.from(`${app.manifests[0]?.bytes} `).toString() })
  expect((await failureOf(find(pair, digest))).message).toMatch(/it sent content that does not match|not valid JSON/)
})
