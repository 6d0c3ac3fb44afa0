import { describe, expect, test } from 'vitest'
import { image, layer } from '../images.ts'
import { ask, begin, chunk, codeOf, finishing, putManifest, upload } from './ask.ts'
import type { Behaviour } from './behaviour.ts'
import { attestation } from './content/attestation.ts'
import { startTestRegistry } from './registry.ts'

const base = layer('base')
const app = image({ layers: [base] })
const next = image({ layers: [base], config: { author: 'next' } })
const { digest } = base.descriptor
const bytes = base.bytes ?? new Uint8Array()
const manifest = (of = app) => of.manifests[0]?.bytes ?? new Uint8Array()
const started = (behaviour: Partial<Behaviour>) => startTestRegistry({ behaviour })

test('a repository may have to exist', async () => {
  const repositories = new Set<string>()
  await using registry = await started({ repositories })
  const url = `${registry.origin}/v2/o/app/blobs/uploads/`
  expect(codeOf(await ask('POST', url))).toBe('NAME_UNKNOWN')
  repositories.add('o/app')
  expect((await ask('POST', url)).status).toBe(202)
})

describe('the Location of an upload', () => {
  test.each([
    ['absolute', /^http:\/\/127\.0\.0\.1:\d+\/v2\/o\/app\/blobs\/uploads\/[0-9a-f-]{36}\?_state=/],
    ['relative', /^\/v2\/o\/app\/blobs\/uploads\//],
    [{ origin: 'https://stranger.test' }, /^https:\/\/stranger\.test\/v2\//],
  ] as const)('can be %s', async (location, pattern) => {
    await using registry = await started({ location })
    const { headers } = await ask('POST', `${registry.origin}/v2/o/app/blobs/uploads/`)
    expect(headers.location).toMatch(pattern)
  })

  test('can be at another origin, which expects no Authorization', async () => {
    await using registry = await startTestRegistry({ auth: { kind: 'basic' }, behaviour: { location: 'elsewhere' } })
    const authorization = `Basic ${Buffer.from('ann:secret').toString('base64')}`
    const { headers } = await ask('POST', `${registry.origin}/v2/o/app/blobs/uploads/`, { headers: { authorization } })
    expect(headers.location?.startsWith(registry.elsewhere)).toBe(true)
    const type = { 'content-type': 'application/octet-stream' }
    await ask('GET', headers.location ?? '', { headers: { authorization } })
    const target = finishing(headers.location ?? '', digest)
    expect((await ask('PUT', target, { body: bytes, headers: type })).status).toBe(201)
    expect(registry.hasBlob('o/app', digest)).toBe(true)
    expect(registry.log).toEqual([
      'POST upload 202',
      'GET upload elsewhere 204',
      expect.stringMatching(/PUT.*elsewhere 201/),
    ])
    expect(registry.unexpected[0]).toBe('GET upload elsewhere: brings Authorization to another origin')
  })

  test('can be without a query', async () => {
    await using registry = await started({ locationQuery: false })
    expect((await upload(registry.origin, 'o/app', digest, bytes)).status).toBe(201)
    expect(registry.unexpected).toEqual([])
  })
})

test('can return incomplete responses to HEAD, or none', async () => {
  await using registry = await started({})
  registry.putBlob('o/app', bytes)
  const head = () => ask('HEAD', `${registry.origin}/v2/o/app/blobs/${digest}`)
  expect((await head()).headers['docker-content-digest']).toBe(digest)
  registry.behave({ digestHeader: 'missing', headLength: 'missing' })
  const { headers } = await head()
  expect([headers['docker-content-digest'], headers['content-length']]).toEqual([undefined, undefined])
  registry.behave({ digestHeader: 'wrong', headLength: 'wrong' })
  const lie = await head()
  expect(lie.headers['docker-content-digest']).not.toBe(digest)
  expect(lie.headers['content-length']).toBe(String(bytes.length + 1))
  registry.behave({ head: 405 })
  expect((await head()).status).toBe(405)
  registry.behave({ head: 'works', missing: 403 })
  registry.lose('o/app', digest)
  expect((await head()).status).toBe(403)
})

test('can accept or ignore a single POST', async () => {
  await using registry = await started({})
  const post = () =>
    ask('POST', `${registry.origin}/v2/o/app/blobs/uploads/?digest=${digest}`, {
      body: bytes,
      headers: { 'content-type': 'application/octet-stream' },
    })
  registry.behave({ singlePost: 'ignored' })
  expect([(await post()).status, registry.hasBlob('o/app', digest)]).toEqual([202, false])
  registry.behave({ singlePost: 'taken' })
  expect([(await post()).status, registry.hasBlob('o/app', digest)]).toEqual([201, true])
})

test('can return a useless upload status', async () => {
  await using registry = await started({ emptyRange: '0--1' })
  const location = await begin(registry.origin, 'o/app')
  expect((await ask('GET', location)).headers.range).toBe('0--1')
  registry.behave({ uploadStatus: 404, cancel: 405 })
  expect((await ask('GET', location)).status).toBe(404)
  expect((await ask('DELETE', location)).status).toBe(405)
  registry.behave({ cancel: 'works' })
  expect((await ask('DELETE', location)).status).toBe(204)
  expect(registry.sessions).toEqual([])
})

test('can support only chunks, and report them badly', async () => {
  await using registry = await started({ wholePut: 404, patchStatus: 201, range: 'of chunk' })
  expect((await upload(registry.origin, 'o/app', digest, bytes)).status).toBe(404)
  const one = await chunk(await begin(registry.origin, 'o/app'), 'abc', 0)
  const two = await chunk(one.headers.location ?? '', 'de', 3)
  expect([one.status, two.headers.range]).toEqual([201, '0-1'])
  registry.behave({ range: 'stuck' })
  expect((await ask('GET', two.headers.location ?? '')).headers.range).toBe('0-2')
})

test('can require manifests one by one', async () => {
  await using registry = await startTestRegistry({ delay: 30, behaviour: { parallelManifests: 'refused' } })
  registry.put('o/app', app)
  const put = async (tag: string) => (await putManifest(registry.origin, 'o/app', tag, manifest())).status
  expect((await Promise.all([put('v1'), put('v2'), put('v3')])).sort()).not.toEqual([201, 201, 201])
  expect(await put('v4')).toBe(201)
})

test('can accept several tags in one request, some or none', async () => {
  await using registry = await started({})
  registry.put('o/app', app)
  const put = () => putManifest(registry.origin, 'o/app', `${app.root.digest}?tag=v1&tag=v2`, manifest())
  expect((await put()).headers['oci-tag']).toBeUndefined()
  expect(registry.tags('o/app')).toEqual({})
  registry.behave({ tagsPerRequest: 1 })
  expect((await put()).headers['oci-tag']).toBe('v1')
  registry.behave({ tagsPerRequest: 10 })
  expect((await put()).headers['oci-tag']).toBe('v1, v2')
  expect(registry.tags('o/app')).toEqual({ v1: app.root.digest, v2: app.root.digest })
  registry.name(app.root.digest, 'app')
  expect(registry.log.at(-1)).toBe('PUT manifest app as v1,v2 201')
})

test('can refuse an immutable tag even with the same digest', async () => {
  await using registry = await started({ immutable: (tag) => tag !== 'latest', immutableStatus: 409 })
  registry.put('o/app', app, 'v1', 'latest')
  registry.put('o/app', next)
  const put = async (tag: string, of = app) => (await putManifest(registry.origin, 'o/app', tag, manifest(of))).status
  expect([await put('v1'), await put('v1', next), await put('latest', next), await put('v2')]).toEqual([
    409, 409, 201, 201,
  ])
  expect(registry.tags('o/app').v1).toBe(app.root.digest)
})

test('can support deleting or not', async () => {
  await using registry = await started({})
  registry.put('o/app', app, 'v1', 'v2')
  const remove = async (path: string) => (await ask('DELETE', `${registry.origin}/v2/o/app/${path}`)).status
  expect(await remove('manifests/v1')).toBe(202)
  expect(registry.tags('o/app')).toEqual({ v2: app.root.digest })
  registry.behave({ delete: 405 })
  expect(await remove('manifests/v2')).toBe(405)
  registry.behave({ delete: 'works' })
  expect([await remove(`manifests/${app.root.digest}`), await remove(`blobs/${digest}`)]).toEqual([202, 202])
  expect([registry.tags('o/app'), registry.hasBlob('o/app', digest)]).toEqual([{}, false])
})

test('can support referrers with OCI-Subject or not', async () => {
  await using registry = await started({})
  const proof = attestation(app)
  registry.put('o/app', app)
  registry.put('o/app', proof)
  const list = () => ask('GET', `${registry.origin}/v2/o/app/referrers/${app.root.digest}`)
  const put = () => putManifest(registry.origin, 'o/app', proof.root.digest, manifest(proof))
  expect((await put()).headers['oci-subject']).toBe(app.root.digest)
  expect(JSON.parse((await list()).text).manifests).toEqual([
    {
      mediaType: proof.root.mediaType,
      digest: proof.root.digest,
      size: proof.root.size,
      artifactType: 'application/vnd.docker.attestation.manifest.v1+json',
    },
  ])
  registry.behave({ referrers: 404 })
  expect([(await list()).status, (await put()).headers['oci-subject']]).toEqual([404, undefined])
  registry.behave({ subjectHeader: true })
  expect((await put()).headers['oci-subject']).toBe(app.root.digest)
})

test('can claim to have a blob that it does not have', async () => {
  await using registry = await started({ unknownBlob: { status: 400, detail: 'text' } })
  registry.put('o/app', app)
  registry.claim('o/app', digest, bytes.length)
  const head = async () => (await ask('HEAD', `${registry.origin}/v2/o/app/blobs/${digest}`)).status
  expect(await head()).toBe(200)
  const refused = await putManifest(registry.origin, 'o/app', 'v1', manifest())
  expect([refused.status, codeOf(refused)]).toEqual([400, 'MANIFEST_BLOB_UNKNOWN'])
  expect(refused.text).toContain(`unknown blob ${digest}`)
  expect([await head(), registry.unexpected]).toEqual([404, []])
  registry.claim('o/app', digest, bytes.length, { stubborn: true })
  await putManifest(registry.origin, 'o/app', 'v1', manifest())
  expect(await head()).toBe(200)
  await upload(registry.origin, 'o/app', digest, bytes)
  expect((await putManifest(registry.origin, 'o/app', 'v1', manifest())).status).toBe(201)
})

test('can be slow to see new blobs', async () => {
  await using registry = await started({ lag: 2 })
  registry.put('o/app', app)
  const put = async () => (await putManifest(registry.origin, 'o/app', 'v1', manifest())).status
  expect([await put(), await put(), await put()]).toEqual([404, 404, 201])
  expect(registry.unexpected).toEqual([])
})

test('can redirect requests', async () => {
  await using registry = await started({ redirect: { methods: ['GET'], to: 'elsewhere', status: 307 } })
  registry.putBlob('o/app', bytes)
  const { status, headers } = await ask('GET', `${registry.origin}/v2/o/app/blobs/${digest}`)
  expect([status, headers.location]).toEqual([307, `${registry.elsewhere}/v2/o/app/blobs/${digest}?_signed=yes`])
  expect((await ask('GET', headers.location ?? '')).status).toBe(200)
  expect(registry.unexpected).toEqual([])
})

test('can return tags in pages, with any Link', async () => {
  await using registry = await started({ page: { size: 2, link: 'relative' } })
  registry.put('o/app', app, 'a', 'b', 'c')
  const list = () => ask('GET', `${registry.origin}/v2/o/app/tags/list`)
  const { text, headers } = await list()
  expect([JSON.parse(text), headers.link]).toEqual([
    { name: 'o/app', tags: ['a', 'b'] },
    '</v2/o/app/tags/list?n=2&last=b>; rel="next"',
  ])
  const rest = await ask('GET', `${registry.origin}/v2/o/app/tags/list?n=2&last=b`)
  expect([JSON.parse(rest.text).tags, rest.headers.link]).toEqual([['c'], undefined])
  registry.behave({ page: { size: 2, link: { origin: 'http://stranger.test' } } })
  expect((await list()).headers.link).toMatch(/^<http:\/\/stranger\.test\/v2\//)
  registry.behave({ page: { size: 5, link: 'endless' } })
  expect((await list()).headers.link).toBeDefined()
})

test('can return warnings and rate limits', async () => {
  const rateLimit = { requests: 2, milliseconds: 60_000, retryAfter: '1' }
  await using registry = await started({ warnings: ['so slow'], rateLimit })
  const get = () => ask('GET', `${registry.origin}/v2/`)
  expect((await get()).headers.warning).toBe('299 - "so slow"')
  await get()
  const { status, headers } = await get()
  expect([status, headers['retry-after']]).toEqual([429, '1'])
})

test('can prevent a tag from being overwritten with conditional requests', async () => {
  await using registry = await started({})
  registry.put('o/app', app, 'v1')
  registry.put('o/app', next)
  const put = (condition: Record<string, string>) =>
    ask('PUT', `${registry.origin}/v2/o/app/manifests/v1`, {
      body: manifest(next),
      headers: { 'content-type': next.root.mediaType, ...condition },
    })
  expect((await put({ 'if-match': `"${next.root.digest}"` })).status).toBe(412)
  expect((await put({ 'if-none-match': '*' })).status).toBe(412)
  expect((await put({ 'if-match': `"${app.root.digest}"` })).status).toBe(201)
})

test('can keep only the digests of blobs', async () => {
  await using registry = await startTestRegistry({ keepBlobs: false })
  await upload(registry.origin, 'o/app', digest, bytes)
  expect([registry.hasBlob('o/app', digest), registry.blob('o/app', digest)]).toEqual([true, undefined])
  expect(registry.storedBytes).toBe(bytes.length)
  expect((await ask('HEAD', `${registry.origin}/v2/o/app/blobs/${digest}`)).status).toBe(200)
})
