import { afterAll, beforeAll, expect, test } from 'vitest'
import { digestOf } from '../../src/oci/digest.ts'
import { image, index, layer } from '../support/images.ts'
import { attestedPart, builtIndex, Layouts, partFor } from '../support/parts.ts'
import { attestation } from '../support/registry/content/attestation.ts'
import { startTestRegistry } from '../support/registry/registry.ts'
import { expectPublished, ordersOf, platforms, publishedIndex, startMatrix, tagsOf } from './matrix.ts'

let layouts: Layouts
beforeAll(async () => {
  layouts = await Layouts.make()
})
afterAll(() => layouts[Symbol.asyncDispose]())

/** The order in which six parts arrive: each is once the first and once the last. */
const six = platforms.map((_, start) => platforms.map((__, step) => (start + step * 5) % 6))
const orders = [...ordersOf([0, 1]), ...ordersOf([0, 1, 2]), ...six]

test.each(orders.map((order) => ({ order })))(
  'parts that arrive in the order $order become one index',
  async ({ order }) => {
    await using matrix = await startMatrix(order.length, {}, layouts)
    const parts = platforms.slice(0, order.length).map((platform) => partFor(platform))
    for (const [place, number] of order.entries()) {
      expect(tagsOf(matrix)).toEqual([{}, {}])
      const result = await matrix.bring(parts[number] as (typeof parts)[number])
      expect(result.failure).toBeUndefined()
      const isLast = place === order.length - 1
      const missing = platforms.filter((_, each) => order.slice(place + 1).includes(each))
      expect(result).toMatchObject({ isDone: true, part: { state: isLast ? 'finished' : 'waiting', missing } })
      if (isLast) expect(result.image?.root.digest).toBe(digestOf(Buffer.from(builtIndex(parts))))
    }
    expectPublished(matrix, parts)
  }
)

test('parts of several platforms, with attestations, become the index that one build of all of them makes', async () => {
  await using matrix = await startMatrix(4, {}, layouts)
  const [amd, arm, v7, v6] = platforms.slice(0, 4).map((platform) => partFor(platform))
  if (!amd || !arm || !v7 || !v6) throw new Error('too few')
  const both = index([v7, amd, attestation(v7), attestation(amd)])
  const first = await matrix.bring(both, { inputs: { part: 'linux/arm/v7,linux/amd64' } })
  expect(first.part).toMatchObject({ part: ['linux/amd64', 'linux/arm/v7'], missing: ['linux/arm64', 'linux/arm/v6'] })
  await matrix.bring(v6, { inputs: { part: 'linux/arm/v6' } })
  await matrix.bring(attestedPart('linux/arm64'), { inputs: { part: 'linux/arm64/v8' } })
  const all = [amd, arm, v7, v6, attestation(amd), attestation(arm), attestation(v7)]
  expectPublished(matrix, all)
})

test('a part that has all platforms is published as it is', async () => {
  await using matrix = await startMatrix(2, {}, layouts)
  const parts = platforms.slice(0, 2).map((platform) => partFor(platform))
  const whole = index(parts)
  const result = await matrix.bring(whole, { inputs: { part: platforms.slice(0, 2).join() } })
  expect(result.part?.state).toBe('finished')
  expect(publishedIndex(matrix)).toBe(Buffer.from(whole.manifests.at(-1)?.bytes ?? []).toString())
})

test('a single target gets the parts by digest, too, and then the tags', async () => {
  await using matrix = await startMatrix(2, {}, layouts)
  const { one } = matrix
  const inputs = { images: `${one.host}/o/app`, tags: 'type=raw,value=1' }
  const parts = [partFor('linux/amd64'), partFor('linux/arm64')] as const
  await matrix.bring(parts[0], { inputs })
  expect(one.manifest('o/app', parts[0].root.digest)).toBeDefined()
  expect(one.tags('o/app')).toEqual({})
  expect((await matrix.bring(parts[1], { inputs })).part?.state).toBe('finished')
  expect(one.tags('o/app')).toEqual({ 1: digestOf(Buffer.from(builtIndex(parts))) })
})

test('the version of Windows, and variants in any spelling, are listed as builders list them', async () => {
  await using matrix = await startMatrix(2, {}, layouts)
  const config = { 'os.version': '10.0.20348.2700', 'os.features': ['win32k'] }
  const windows = image({ layers: [layer('w')], platform: { os: 'windows', architecture: 'amd64' }, config })
  const arm = image({ layers: [layer('a')], platform: { os: 'linux', architecture: 'arm64', variant: 'v8' } })
  const inputs = { platforms: 'linux/arm64/v8,windows/amd64' }
  await matrix.bring(windows, { inputs: { ...inputs, part: 'windows/amd64' } })
  await matrix.bring(arm, { inputs: { ...inputs, part: 'linux/arm64' } })
  const { manifests } = JSON.parse(publishedIndex(matrix)) as {
    readonly manifests: readonly { readonly platform: object }[]
  }
  expect(manifests.map(({ platform }) => platform)).toEqual([
    { architecture: 'arm64', os: 'linux' },
    { architecture: 'amd64', os: 'windows', ...config },
  ])
})

test('annotations of the index and of its entries are set by the job that publishes', async () => {
  await using matrix = await startMatrix(2, {}, layouts)
  const inputs = { annotations: 'index:a=1\nmanifest-descriptor:b=2\nmanifest-descriptor[linux/arm64]:c=3' }
  for (const platform of ['linux/amd64', 'linux/arm64']) await matrix.bring(partFor(platform), { inputs })
  const { annotations, manifests } = JSON.parse(publishedIndex(matrix))
  expect(annotations).toMatchObject({ a: '1' })
  expect(manifests.map((each: { readonly annotations: object }) => each.annotations)).toEqual([
    expect.objectContaining({ b: '2' }),
    expect.objectContaining({ b: '2', c: '3' }),
  ])
})

test('parts are selected from an index in a registry, too', async () => {
  await using matrix = await startMatrix(2, {}, layouts)
  await using from = await startTestRegistry()
  const parts = [partFor('linux/amd64'), partFor('linux/arm64')] as const
  from.put('acme/base', index([...parts, partFor('linux/s390x')]), '1')
  const source = `docker://${from.host}/acme/base:1`
  for (const part of ['linux/arm64', 'linux/amd64']) {
    const result = await matrix.bring(parts[0], { inputs: { source, part } })
    expect(result.failure).toBeUndefined()
  }
  expectPublished(matrix, parts)
})
