import { describe, expect, test } from 'vitest'
import { type Digest, digestOf } from '../../src/oci/digest.ts'
import type { Tag } from '../../src/oci/distribution/tag.ts'
import type { Manifest } from '../../src/oci/manifest.ts'
import { RegistryError } from '../../src/registry/errors/registry-error.ts'
import { image, layer } from '../support/images.ts'
import { withHeaders } from '../support/registry/answer.ts'
import type { Behaviour } from '../support/registry/behaviour.ts'
import { tooManyRequestsAsForbidden } from '../support/registry/misfortunes.ts'
import { startTestRegistry, type TestRegistry } from '../support/registry/registry.ts'
import { type Client, clientAt, descriptorOf, failureOf, hasty, upload } from './client.ts'

const app = image({ layers: [layer('base')] })
const other = image({ layers: [layer('other')] })
const [manifest] = app.manifests as [Manifest]
const { digest } = manifest.descriptor
const bytes = Buffer.from('a layer')
const blob = descriptorOf(bytes).digest
const v1 = 'v1' as Tag
const denied = { status: 403, body: '{"errors":[{"code":"DENIED","message":"no"}]}' }

async function stocked(behaviour: Partial<Behaviour> = {}): Promise<Client & { readonly double: TestRegistry }> {
  await using stack = new AsyncDisposableStack()
  const double = stack.use(await startTestRegistry({ behaviour }))
  const client = stack.use(await clientAt(double.host, { timeouts: hasty }))
  double.put('o/app', app, 'v1')
  double.putBlob('o/app', bytes)
  const rest = stack.move()
  return { ...client, double, [Symbol.asyncDispose]: () => rest[Symbol.asyncDispose]() }
}

describe('a registry that returns the wrong digest', () => {
  test('for a blob is taken not to have it', async () => {
    await using client = await stocked({ digestHeader: 'wrong' })
    expect(await client.repository('o/app').blobs.has(blob)).toBe(false)
  })

  test('for a blob or manifest that was sent or mounted is not trusted', async () => {
    await using client = await stocked({ digestHeader: 'wrong' })
    const { blobs, manifests } = client.repository('o/web')
    const sent = await failureOf(upload(client.repository('o/web'), bytes))
    expect(sent.message).toMatch(/upload of sha256:\w{12} \(7 B\) failed: it stored sha256:\w{64} instead\.$/)
    expect(await blobs.mount(blob, 'o/app')).toBeUndefined()
    client.double.put('o/web', app)
    expect((await failureOf(manifests.put(manifest, v1))).message).toContain(`instead of ${digest}`)
  })

  test('for a manifest is asked for the manifest itself', async () => {
    await using client = await stocked({ digestHeader: 'wrong' })
    expect(await client.repository('o/app').manifests.head(digest)).toBe(digest)
    expect(client.double.count()).toEqual({ HEAD: 1, GET: 1 })
  })

  test('with another algorithm is not treated as wrong', async () => {
    await using client = await stocked()
    const long = digestOf(bytes, 'sha512')
    client.double.fail({}, { status: 200, headers: { 'docker-content-digest': blob, 'content-length': '7' } })
    expect(await client.repository('o/app').blobs.has(long)).toBe(true)
    const stored = { status: 201, headers: { 'docker-content-digest': digestOf(manifest.bytes, 'sha512') } }
    client.double.fail({}, stored)
    expect(await client.repository('o/app').manifests.put(manifest, digest)).toBe(digest)
    client.double.fail({}, withHeaders(stored, { 'docker-content-digest': long }))
    await failureOf(client.repository('o/app').manifests.put(manifest, digest))
  })
})

test.each(['missing', 'nonsense'])('reads a tag and computes its digest if the digest header is %s', async (way) => {
  await using client = await stocked({ digestHeader: 'missing' })
  if (way === 'nonsense') client.double.fail({}, { status: 200, headers: { 'docker-content-digest': 'sha256:../..' } })
  const { manifests } = client.repository('o/app')
  expect(await manifests.head(v1)).toBe(digest)
  expect(await manifests.put(manifest, v1)).toBeUndefined()
})

describe('the content that a registry returns for a digest', () => {
  test.each([
    [
      'another manifest',
      { headers: { 'content-type': manifest.descriptor.mediaType }, body: other.manifests[0]?.bytes },
    ],
    ['no manifest', { headers: { 'content-type': 'text/html' }, body: '<html>' }],
    ['both an index and an image', { body: '{"manifests":[],"layers":[]}' }],
  ])('is refused if it is %s', async (_, answer) => {
    await using client = await stocked()
    client.double.fail({ method: 'GET' }, { status: 200, ...answer } as never)
    const failure = await failureOf(client.repository('o/app').manifests.get(digest))
    expect(failure).toBeInstanceOf(RegistryError)
    expect(failure.message).toContain(`${client.double.host}/o/app: reading sha256:`)
    expect(client.double.entries).toHaveLength(1)
  })
})

describe('an endless body', () => {
  test.each([
    ['a manifest', 200, /its response is larger than 4194304 bytes/],
    ['an error', 404, undefined],
    ['a refusal', 403, /was refused: 403\. Check that/],
  ])('of %s is not read beyond the limit', async (_, status, message) => {
    await using client = await stocked()
    client.double.fail({ method: 'GET' }, { status, body: 'endless' })
    const { manifests } = client.repository('o/app')
    if (message) expect((await failureOf(manifests.get(v1))).message).toMatch(message)
    else expect(await manifests.get(v1)).toBeUndefined()
    // More was written to the sockets' buffers than we read.
    expect(client.double.entries[0]?.sent).toBeLessThan(16 * 1024 * 1024)
    expect(client.double.entries).toHaveLength(1)
  })

  test('of a tag list is not read beyond the limit', async () => {
    await using client = await stocked()
    client.double.fail({}, { status: 200, body: 'endless' })
    expect((await failureOf(client.repository('o/app').manifests.tags())).message).toContain('4194304 bytes')
  })
})

describe('a wrong length', () => {
  test('in a response to HEAD is ignored, and the connection is reused', async () => {
    await using client = await stocked({ headLength: 'wrong' })
    const { blobs } = client.repository('o/app')
    for (let times = 0; times < 5; times += 1) expect(await blobs.has(blob)).toBe(true)
    expect(client.double.connections).toBe(1)
  })

  test('in a response to HEAD makes the client look at the content if the size is known', async () => {
    await using client = await stocked({ headLength: 'wrong' })
    const { blobs } = client.repository('o/app')
    expect(await blobs.has(blob, bytes.length)).toBe(true)
    expect(client.double.count()).toEqual({ HEAD: 1, GET: 1 })
    expect(blobs.isDamaged(blob)).toBe(false)
  })

  test.each([
    [0, undefined],
    [0, 7],
    [5, 7],
  ])('of a truncated blob means that the registry does not have it (%i of %s)', async (left, size) => {
    await using client = await stocked()
    const { blobs } = client.repository('o/app')
    client.double.damage('o/app', blob, left)
    expect(await blobs.has(blob, size)).toBe(false)
    expect(blobs.isDamaged(blob)).toBe(true)
  })

  test('of a truncated manifest makes the client read it again', async () => {
    await using client = await stocked()
    const short = { 'content-length': String(manifest.bytes.length), 'content-type': manifest.descriptor.mediaType }
    client.double.fail({}, { status: 200, headers: short, body: manifest.bytes.subarray(0, 50) })
    client.double.fail({}, { truncate: 30 })
    expect((await client.repository('o/app').manifests.get(v1))?.descriptor.digest).toBe(digest)
    expect(client.double.entries).toHaveLength(3)
  })

  test('of a manifest that is longer than its length is an error', async () => {
    await using client = await stocked()
    const headers = { 'content-length': '10', 'content-type': manifest.descriptor.mediaType }
    client.double.fail({}, { status: 200, headers, body: manifest.bytes }, { times: 99 })
    expect(await failureOf(client.repository('o/app').manifests.get(v1))).toBeInstanceOf(RegistryError)
  })
})

test('does not read endless headers beyond the limit', async () => {
  await using client = await stocked()
  const headers = Object.fromEntries(Array.from({ length: 20 }, (_, index) => [`x-${index}`, 'x'.repeat(4_000)]))
  client.double.fail({}, { status: 200, headers }, { times: 9 })
  expect(await failureOf(client.repository('o/app').blobs.has(blob))).toBeInstanceOf(RegistryError)
  expect(client.double.entries).toHaveLength(1)
})

describe('the existence of a manifest', () => {
  test('is checked with GET if HEAD is not supported', async () => {
    await using client = await stocked({ head: 405 })
    const { manifests } = client.repository('o/app')
    expect(await manifests.head(v1)).toBe(digest)
    expect(await manifests.head('none' as Tag)).toBeUndefined()
  })

  test('is ruled out by a 403 at a registry that returns it for missing content', async () => {
    await using client = await stocked({ missing: 403 })
    const { blobs, manifests } = client.repository('o/app')
    expect(await manifests.head('none' as Tag)).toBeUndefined()
    expect(await blobs.has(`sha256:${'0'.repeat(64)}` as Digest)).toBe(false)
  })

  test('is unknown if reading a tag is forbidden', async () => {
    await using client = await stocked()
    client.double.fail({ kind: 'manifest' }, denied, { times: 2 })
    expect((await failureOf(client.repository('o/app').manifests.head(v1))).message).toContain('403 DENIED: no')
  })

  test('is checked again by digest if HEAD is rate limited with 403', async () => {
    await using client = await stocked()
    client.double.fail({ kind: 'manifest' }, tooManyRequestsAsForbidden, { times: 2 })
    expect(await client.repository('o/app').manifests.head(digest)).toBe(digest)
  })

  test('is ruled out if reading its digest is forbidden, because writing it again does no harm', async () => {
    await using client = await stocked()
    client.double.fail({ kind: 'manifest' }, denied, { times: 2 })
    expect(await client.repository('o/app').manifests.head(digest)).toBeUndefined()
  })
})

describe('the existence of a blob', () => {
  test.each([403, 404])('is checked again after a rate limit (%i)', async (status) => {
    await using client = await stocked()
    const { blobs } = client.repository('o/app')
    client.double.fail({}, { status, headers: { 'retry-after': '1' } })
    expect(await blobs.has(blob)).toBe(true)
    client.double.fail({}, { status, headers: { 'retry-after': '0' } })
    expect(await blobs.has(blob)).toBe(false)
    expect(client.double.count()).toEqual({ HEAD: 3 })
  })

  test('is unknown under a lasting rate limit', async () => {
    await using client = await stocked()
    client.double.fail({}, { status: 403, headers: { 'retry-after': '3600' } })
    const { message } = await failureOf(client.repository('o/app').blobs.has(blob))
    expect(message).toContain('The registry limits the rate of requests: try again later')
  })

  test('is checked by its first byte if HEAD is not supported, and so are other blobs', async () => {
    await using client = await stocked({ head: 405 })
    const empty = Buffer.alloc(0)
    client.double.putBlob('o/app', empty)
    const { blobs } = client.repository('o/app')
    expect(await blobs.has(blob)).toBe(true)
    expect(await client.repository('o/web').blobs.has(blob)).toBe(false)
    expect(await blobs.has(descriptorOf(empty).digest)).toBe(true)
    expect(client.double.log.map((line) => line.replace(/ blob \S+/, ''))).toEqual([
      ...['HEAD 405', 'GET 206', 'GET 404', 'GET 416'],
    ])
    expect(client.double.entries.at(-1)?.headers.range).toBe('bytes=0-0')
  })

  test('is not implied by a 416 without a size, which may not come from the registry', async () => {
    await using client = await stocked({ head: 405 })
    const { blobs } = client.repository('o/web')
    for (const bytes of [Buffer.alloc(0), Buffer.from('not there')]) {
      client.double.fail({ method: 'GET' }, { status: 416 })
      const { digest, size } = descriptorOf(bytes)
      expect(await blobs.has(digest, size)).toBe(false)
    }
  })

  test('is checked without reading the blob if ranges are not supported', async () => {
    await using client = await stocked({ head: 405 })
    client.double.fail({ method: 'GET' }, { status: 200, body: 'endless' })
    expect(await client.repository('o/app').blobs.has(blob)).toBe(true)
    expect(client.double.entries[1]?.sent).toBeLessThan(16 * 1024 * 1024)
  })

  test('is checked with GET after an upload whose response was lost', async () => {
    await using client = await stocked({ head: 405 })
    client.double.fail({ method: 'PUT' }, 'reset after commit')
    expect(await upload(client.repository('o/web'), bytes)).toBe(bytes.length)
    expect(client.double.count()).toEqual({ POST: 1, PUT: 1, HEAD: 1, GET: 1 })
  })
})
