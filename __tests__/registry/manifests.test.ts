import { describe, expect, test } from 'vitest'
import type { Digest } from '../../src/oci/digest.ts'
import type { Tag } from '../../src/oci/distribution/tag.ts'
import type { Manifest } from '../../src/oci/manifest.ts'
import { image, index, layer } from '../support/images.ts'
import { badGateway } from '../support/registry/misfortunes.ts'
import { failureOf } from './client.ts'
import { meetRegistry } from './pair.ts'

const oci = image({ layers: [layer('base')] })
const docker = image({ layers: [layer('base')], mediaTypes: 'docker' })
const v1 = 'v1' as Tag

describe.each([
  ['an OCI image', oci],
  ['a Docker image', docker],
  ['an index', index([oci])],
  ['a manifest list', index([docker], { mediaTypes: 'docker' })],
])('%s', (_, its) => {
  const root = its.manifests.at(-1) as Manifest
  const { digest, mediaType } = root.descriptor

  test('is written byte for byte by digest and tag, and read back', async () => {
    await using pair = await meetRegistry()
    const { registry, client } = pair
    registry.put('o/app', its)
    registry.lose('o/app', digest)
    const { manifests } = client.repository('o/app')
    expect(await manifests.put(root, digest)).toBe(digest)
    expect(await manifests.put(root, v1)).toBe(digest)
    expect(registry.manifest('o/app', 'v1')).toMatchObject({ digest, mediaType })
    expect(await manifests.head(v1)).toBe(digest)
    expect((await manifests.get(digest))?.bytes).toEqual(Buffer.from(root.bytes))
    expect(registry.unexpected).toEqual([])
  })
})

const [manifest] = oci.manifests as [Manifest]
const { digest } = manifest.descriptor

test('returns undefined for a manifest that does not exist', async () => {
  await using pair = await meetRegistry()
  const { manifests } = pair.client.repository('o/app')
  expect([await manifests.head(v1), await manifests.get(v1), await manifests.head(digest)]).toEqual(
    Array(3).fill(undefined)
  )
})

test('retries a write, whether the failed one was done or not', async () => {
  await using pair = await meetRegistry()
  const { registry, client } = pair
  registry.put('o/app', oci)
  registry.fail({ method: 'PUT' }, badGateway)
  registry.fail({ method: 'PUT' }, 'reset after commit')
  const repository = client.repository('o/app')
  expect(await repository.manifests.put(manifest, v1)).toBe(digest)
  expect(registry.log).toEqual(['PUT manifest v1 502', 'PUT manifest v1 reset', 'PUT manifest v1 201'])
  expect(repository.retries).toBe(2)
})

test("fails with the registry's reason if content of the manifest is missing", async () => {
  await using pair = await meetRegistry()
  const failure = await failureOf(pair.client.repository('o/app').manifests.put(manifest, v1))
  expect(failure).toMatchObject({ status: 404, failure: { problems: [{ code: 'MANIFEST_BLOB_UNKNOWN' }, {}] } })
})

describe('removing a tag', () => {
  test('succeeds if the registry supports it', async () => {
    await using pair = await meetRegistry()
    pair.registry.put('o/app', oci, 'v1', 'v2')
    expect(await pair.client.repository('o/app').manifests.removeOnce(v1)).toBe(true)
    expect(Object.keys(pair.registry.tags('o/app'))).toEqual(['v2'])
  })

  test('succeeds if the tag does not exist', async () => {
    await using pair = await meetRegistry()
    expect(await pair.client.repository('o/app').manifests.removeOnce(v1)).toBe(true)
  })

  test.each([400, 405] as const)('returns false if the registry does not support it (%i)', async (way) => {
    await using pair = await meetRegistry({ delete: way })
    pair.registry.put('o/app', oci, 'v1')
    expect(await pair.client.repository('o/app').manifests.removeOnce(v1)).toBe(false)
  })
})

test('checks whether a digest exists with HEAD only', async () => {
  await using pair = await meetRegistry()
  pair.registry.put('o/app', oci)
  const { manifests } = pair.client.repository('o/app')
  expect(await manifests.head(digest)).toBe(digest)
  expect(await manifests.head(`sha256:${'0'.repeat(64)}` as Digest)).toBeUndefined()
  expect(pair.registry.count()).toEqual({ HEAD: 2 })
})

test('names the media type of a manifest that was refused without a reason', async () => {
  await using pair = await meetRegistry()
  pair.registry.fail({ method: 'PUT' }, { status: 406 })
  const [manifest] = docker.manifests
  const put = pair.client.repository('o/app').manifests.put(manifest as Manifest, v1)
  expect((await failureOf(put)).message).toContain(
    `406. The media type of the manifest is ${manifest?.descriptor.mediaType}: check that`
  )
})

test('distinguishes a read-only registry from a web server', async () => {
  await using pair = await meetRegistry()
  const headers = { 'docker-distribution-api-version': 'registry/2.0', 'content-type': 'text/plain' }
  pair.registry.fail({ method: 'POST' }, { status: 405, headers, body: 'Method not allowed' })
  const { message } = await failureOf(pair.client.repository('o/app').blobs.openSession())
  expect(message).toContain('405 Method not allowed')
  expect(message).toContain('accepts no uploads: it is read-only, or a cache of another registry.')
})
