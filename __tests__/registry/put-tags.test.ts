import { describe, expect, test } from 'vitest'
import type { Tag } from '../../src/oci/distribution/tag.ts'
import type { Manifest } from '../../src/oci/manifest.ts'
import { image, layer } from '../support/images.ts'
import { refusal } from '../support/registry/answer.ts'
import type { Behaviour } from '../support/registry/behaviour.ts'
import { badGateway } from '../support/registry/misfortunes.ts'
import { failureOf, quick } from './client.ts'
import { meetRegistry, type Pair } from './pair.ts'

const app = image({ layers: [layer('base')] })
const [manifest] = app.manifests as [Manifest]
const { digest } = manifest.descriptor
const root = digest.slice(0, 19)
const tags = ['v1', 'v1.2', 'v1.2.3', 'latest'] as unknown as readonly Tag[]
const withTags = `PUT manifest ${root} as ${tags.join(',')} 201`

/** A registry that has all content of the manifest. */
async function stocked(behaviour: Partial<Behaviour> = {}): Promise<Pair> {
  const pair = await meetRegistry(behaviour)
  for (const { bytes } of app.content) pair.registry.putBlob('o/app', bytes as Uint8Array)
  return pair
}

const put = async ({ client }: Pair) => await client.repository('o/app').manifests.putTags(manifest, tags)

test('writes a manifest and all its tags in one request if the registry supports it', async () => {
  await using pair = await stocked({ tagsPerRequest: 10 })
  expect(await put(pair)).toEqual(tags)
  expect(pair.registry.log).toEqual([withTags])
  expect(pair.registry.tags('o/app')).toEqual(Object.fromEntries(tags.map((tag) => [tag, digest])))
  expect(pair.client.repository('o/app').manifests.takesTags).toBe(true)
})

test('returns which tags were written if the registry takes only some', async () => {
  await using pair = await stocked({ tagsPerRequest: 2 })
  expect(await put(pair)).toEqual(tags.slice(0, 2))
  expect(Object.keys(pair.registry.tags('o/app'))).toEqual(tags.slice(0, 2))
  expect(pair.client.repository('o/app').manifests.takesTags).toBe(true)
})

test('retries several tags in one request only as often as the caller has attempts left', async () => {
  await using pair = await stocked({ tagsPerRequest: 10 })
  const { manifests } = pair.client.repository('o/app')
  await put(pair)
  const retryState = manifests.retryState()
  for (let spent = 2; spent < quick.attempts; spent++) retryState.spend(undefined)
  pair.registry.fail({ method: 'PUT' }, badGateway, { times: 99 })
  await expect(manifests.putTags(manifest, tags, retryState)).rejects.toThrow('502')
  expect(pair.registry.log.filter((line) => line.endsWith('502'))).toHaveLength(2)
})

describe('a registry that does not support tags with the manifest', () => {
  test('gets the manifest in the same number of requests, and no more tags with it', async () => {
    await using pair = await stocked()
    expect(pair.client.repository('o/app').manifests.takesTags).toBeUndefined()
    expect([await put(pair), await put(pair)]).toEqual([[], []])
    expect(pair.registry.log).toEqual([withTags, `PUT manifest ${root} 201`])
    expect(pair.client.repository('o/web').manifests.takesTags).toBe(false)
  })

  test.each([400, 404, 405, 414, 431, 501])(
    'and refuses them (%i) gets the manifest without, and no more tags with it',
    async (status) => {
      await using pair = await stocked()
      const { registry } = pair
      registry.fail({ where: ({ route }) => route.tags !== undefined }, { status }, { times: 9 })
      expect([await put(pair), await put(pair)]).toEqual([[], []])
      expect(registry.log).toEqual([
        withTags.replace('201', String(status)),
        `PUT manifest ${root} 201`,
        `PUT manifest ${root} 201`,
      ])
    }
  )

  test('is not trusted if it claims to have written other tags', async () => {
    await using pair = await stocked()
    pair.registry.fail({}, { status: 201, headers: { 'oci-tag': 'evil, v1 ,v1, ../.., latest' } })
    expect(await put(pair)).toEqual(['v1', 'latest'])
  })
})

describe('many tags', () => {
  const many = Array.from({ length: 80 }, (_, index) => `${'release-'.repeat(15)}${index}` as Tag)
  const putMany = async ({ client }: Pair) => await client.repository('o/app').manifests.putTags(manifest, many)

  test('are written in as few requests as their URLs allow, each short enough for any server', async () => {
    await using pair = await stocked({ tagsPerRequest: 99, urlMaximum: { characters: 2_048, answer: 'reset' } })
    expect(await putMany(pair)).toEqual(many)
    expect(Object.keys(pair.registry.tags('o/app')).sort()).toEqual([...many].sort())
    expect(pair.registry.count()).toEqual({ PUT: 6 })
  })

  test('cost no more than one request at a registry that does not support them', async () => {
    await using pair = await stocked()
    expect(await putMany(pair)).toEqual([])
    expect(pair.registry.count()).toEqual({ PUT: 1 })
  })

  test.each<[414 | 'reset', number]>([
    ['reset', 4],
    [414, 2],
  ])('are left to be written one by one if even a short URL fails with %s', async (answer, requests) => {
    await using pair = await stocked({ tagsPerRequest: 99, urlMaximum: { characters: 1_000, answer } })
    expect(await putMany(pair)).toEqual([])
    expect(pair.registry.count()).toEqual({ PUT: requests })
    expect(pair.registry.log.at(-1)).toBe(`PUT manifest ${root} 201`)
  })
})

test('reports a problem with the manifest, and draws no conclusions from it', async () => {
  await using pair = await meetRegistry({ tagsPerRequest: 10 })
  const failure = await failureOf(put(pair))
  expect(failure.message).toContain('404 MANIFEST_BLOB_UNKNOWN')
  expect(pair.client.repository('o/app').manifests.takesTags).toBeUndefined()
  expect(pair.registry.tags('o/app')).toEqual({})
})

test('retries after a failure that has nothing to do with tags', async () => {
  await using pair = await stocked({ tagsPerRequest: 10 })
  pair.registry.fail({}, badGateway)
  pair.registry.fail({}, 'reset after commit')
  expect(await put(pair)).toEqual(tags)
  expect(pair.registry.entries).toHaveLength(3)
})

test('fails if the manifest is refused without tags as well', async () => {
  await using pair = await stocked()
  pair.registry.fail({}, refusal('DENIED', 'not you'), { times: 9 })
  expect((await failureOf(put(pair))).message).toMatch(/manifest sha256:\w{12} was refused: 403 DENIED: not you\./)
  expect(pair.registry.entries).toHaveLength(2)
})

test('fails if the registry stored another manifest', async () => {
  await using pair = await stocked({ tagsPerRequest: 10, digestHeader: 'wrong' })
  expect((await failureOf(put(pair))).message).toMatch(/with 4 tags failed: it stored sha256:\w{64} instead of/)
})

test('writes a manifest without tags as usual', async () => {
  await using pair = await stocked({ tagsPerRequest: 10 })
  expect(await pair.client.repository('o/app').manifests.putTags(manifest, [])).toEqual([])
  expect(pair.registry.log).toEqual([`PUT manifest ${root} 201`])
})
