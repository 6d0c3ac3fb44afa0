import { describe, expect, test } from 'vitest'
import { image, index, layer, type TestImage } from './images.ts'
import { ask, begin, chunk, codeOf, finishing, putManifest, upload } from './registry/ask.ts'
import { startTestRegistry, type TestRegistry } from './registry/registry.ts'
import { hashOf } from './registry/store.ts'

const base = layer('base')
const app = image({ layers: [base] })
const config = app.content[0]
if (!config) throw new Error('an image has a config')

const bytesOf = (blob = base) => blob.bytes ?? new Uint8Array()
const digestOf = (blob = base) => blob.descriptor.digest
const manifestOf = ({ manifests }: TestImage) => manifests.at(-1)?.bytes ?? new Uint8Array()

function named(registry: TestRegistry): TestRegistry {
  registry.name(digestOf(), 'base')
  registry.name(digestOf(config), 'config')
  registry.name(app.root.digest, 'app')
  return registry
}

async function uploadBlobs(registry: TestRegistry, name = 'o/app'): Promise<void> {
  for (const blob of app.content) await upload(registry.origin, name, digestOf(blob), bytesOf(blob))
}

test('stores and returns an image, and logs the requests', async () => {
  await using registry = named(await startTestRegistry())
  const { origin } = registry
  expect((await ask('GET', `${origin}/v2/`)).status).toBe(200)
  expect((await ask('HEAD', `${origin}/v2/o/app/blobs/${digestOf()}`)).status).toBe(404)
  await uploadBlobs(registry)
  const { status, headers } = await putManifest(origin, 'o/app', 'v1', manifestOf(app))
  expect([status, headers['docker-content-digest']]).toEqual([201, app.root.digest])
  const accept = { accept: app.root.mediaType }
  const read = await ask('GET', `${origin}/v2/o/app/manifests/v1`, { headers: accept })
  expect([read.text, read.headers['content-type']]).toEqual([
    new TextDecoder().decode(manifestOf(app)),
    app.root.mediaType,
  ])
  const part = await ask('GET', `${origin}/v2/o/app/blobs/${digestOf()}`, { headers: { range: 'bytes=0-1' } })
  expect([part.status, part.headers['content-range']]).toEqual([206, `bytes 0-1/${bytesOf().length}`])
  expect(registry.log).toEqual([
    'GET base 200',
    'HEAD blob base 404',
    'POST upload 202',
    'PUT upload config 201',
    'POST upload 202',
    'PUT upload base 201',
    'PUT manifest v1 201',
    'GET manifest v1 200',
    'GET blob base 206',
  ])
  expect(registry.unexpected).toEqual([])
  expect(registry.count()).toEqual({ GET: 3, HEAD: 1, POST: 2, PUT: 3 })
  expect(registry.tags('o/app')).toEqual({ v1: app.root.digest })
  expect(registry.sessions).toEqual([])
  expect(registry.storedBytes).toBe(bytesOf().length + bytesOf(config).length)
})

test('records size, order and concurrency of requests', async () => {
  await using registry = await startTestRegistry({ delay: 20 })
  await Promise.all([1, 2, 3].map(() => ask('GET', `${registry.origin}/v2/`)))
  await upload(registry.origin, 'o/app', digestOf(), bytesOf())
  const widths = registry.entries.map(({ concurrent }) => concurrent)
  expect(widths).toEqual([1, 2, 3, 1, 1])
  const { path, query, bytes, began, ended, beganAt, endedAt = 0 } = registry.entries[4] ?? {}
  expect([path, bytes]).toEqual(['/v2/o/app/blobs/uploads/<session>', bytesOf().length])
  expect(query).toBe(`_state=<state>&digest=${digestOf()}`)
  expect(ended).toBeGreaterThan(began ?? 0)
  expect(endedAt - (beganAt ?? 0)).toBeGreaterThan(15)
})

describe('a strict registry', () => {
  test.each([
    ['a name', 'GET', '/v2/O/app/tags/list', 'NAME_INVALID', /the name 'O\/app' breaks the grammar/],
    ['a tag', 'GET', '/v2/o/app/manifests/-x', 'MANIFEST_INVALID', /the reference '-x'/],
    ['a digest', 'GET', '/v2/o/app/blobs/sha256:12', 'DIGEST_INVALID', /the digest 'sha256:12'/],
    ['a traversal', 'GET', '/v2/o/..%2Fapp/tags/list', 'NAME_INVALID', /breaks the grammar/],
    ['a method', 'PATCH', '/v2/o/app/tags/list', 'UNSUPPORTED', /PATCH is not for this path/],
    ['a path', 'GET', '/v2/_search', 'UNSUPPORTED', /not in the endpoint table/],
    ['a PUT without digest', 'PUT', '/v2/o/app/blobs/uploads/x', 'DIGEST_INVALID', /the digest 'undefined'/],
  ])('refuses %s that the spec does not have', async (_, method, path, code, sentence) => {
    await using registry = await startTestRegistry()
    expect(codeOf(await ask(method, registry.origin + path))).toBe(code)
    expect(registry.unexpected).toEqual([expect.stringMatching(sentence)])
  })

  test.each([
    ['a cookie', { headers: { cookie: 'a=b' } }, 'carries a cookie'],
    ['Expect', { headers: { expect: '100-continue' } }, 'has an Expect header: 100-continue'],
    [
      'Accept for a blob',
      { headers: { accept: 'application/json' } },
      'needs no Accept header, and some registries refuse it (406)',
    ],
    ['a body', { body: 'x', headers: { 'content-length': 1 } }, 'has a body'],
  ])('complains about %s', async (_, question, sentence) => {
    await using registry = named(await startTestRegistry())
    await ask('GET', `${registry.origin}/v2/o/app/blobs/${digestOf()}`, question)
    expect(registry.unexpected).toEqual([`GET blob base: ${sentence}`])
  })

  test('requires the length, the type and the right digest of a blob', async () => {
    await using registry = await startTestRegistry()
    const { origin } = registry
    await ask('POST', `${origin}/v2/o/app/blobs/uploads/`, { body: ['x'] })
    expect(registry.unexpected).toEqual([
      'POST upload: is sent without a length, in pieces',
      'POST upload: MUST have a Content-Length',
    ])
    registry.clearLog()
    const wrong = await ask('PUT', finishing(await begin(origin, 'o/app'), digestOf()), { body: 'other' })
    expect([wrong.status, codeOf(wrong)]).toEqual([400, 'DIGEST_INVALID'])
    expect(registry.unexpected).toEqual([
      expect.stringContaining('MUST have Content-Type: application/octet-stream'),
      expect.stringContaining('MUST name the digest of what it sends'),
    ])
  })

  test('requires the Location exactly as it was returned', async () => {
    await using registry = await startTestRegistry()
    const location = await begin(registry.origin, 'o/app')
    const headers = { 'content-type': 'application/octet-stream' }
    const bare = finishing(location.replace(/\?.*/, ''), digestOf())
    expect(codeOf(await ask('PUT', bare, { body: bytesOf(), headers }))).toBe('BLOB_UPLOAD_INVALID')
    const rewritten = new URL(location)
    rewritten.searchParams.set('digest', digestOf())
    expect((await ask('PUT', rewritten, { body: bytesOf(), headers })).status).toBe(201)
    expect(codeOf(await ask('PUT', finishing(location, digestOf()), { body: bytesOf(), headers }))).toBe(
      'BLOB_UPLOAD_UNKNOWN'
    )
    expect(registry.unexpected.map((line) => line.replace(/.*: /, ''))).toEqual([
      'SHOULD use the Location exactly as it was given, its query included',
      'SHOULD use the Location exactly as it was given, not rewritten',
      'MUST NOT go on with a session that was closed',
    ])
  })

  test('requires a manifest to follow its blobs, with the right type and digest', async () => {
    await using registry = named(await startTestRegistry())
    const { origin } = registry
    const early = await putManifest(origin, 'o/app', 'v1', manifestOf(app))
    expect([early.status, codeOf(early)]).toEqual([404, 'MANIFEST_BLOB_UNKNOWN'])
    expect(JSON.parse(early.text).errors.map(({ detail }: { detail: unknown }) => detail)).toEqual([
      { digest: digestOf(config) },
      { digest: digestOf() },
    ])
    await uploadBlobs(registry)
    const other = hashOf(Buffer.from('other'))
    expect(codeOf(await putManifest(origin, 'o/app', other, manifestOf(app)))).toBe('DIGEST_INVALID')
    const type = 'application/vnd.oci.image.index.v1+json'
    expect(codeOf(await putManifest(origin, 'o/app', 'v1', manifestOf(app), type))).toBe('MANIFEST_INVALID')
    expect(registry.unexpected).toEqual([
      'PUT manifest v1: MUST be sent after config, which is not there',
      'PUT manifest v1: MUST be sent after base, which is not there',
      expect.stringContaining(`MUST name the digest of what it sends, which is ${app.root.digest}`),
      expect.stringContaining("MUST have the manifest's mediaType"),
    ])
    expect(registry.tags('o/app')).toEqual({})
  })

  test('requires a manifest to follow the response to its blob', async () => {
    await using registry = named(await startTestRegistry())
    const { origin } = registry
    await upload(origin, 'o/app', digestOf(config), bytesOf(config))
    registry.fail({ kind: 'upload', method: 'PUT' }, { slow: 50 })
    const sending = upload(origin, 'o/app', digestOf(), bytesOf())
    while (!registry.log.includes('PUT upload base pending')) await new Promise(setImmediate)
    registry.fail({ kind: 'manifest' }, { slow: 100 })
    const overtaking = await putManifest(origin, 'o/app', 'v1', manifestOf(app))
    expect((await sending).status).toBe(201)
    expect(overtaking.status).toBe(404)
    expect(registry.unexpected).toEqual(['PUT manifest v1: MUST NOT be sent before the answer about base'])
    expect((await putManifest(origin, 'o/app', 'v1', manifestOf(app))).status).toBe(201)
  })

  test('requires the children of an index before the index', async () => {
    await using registry = await startTestRegistry()
    const { origin } = registry
    const whole = index([app])
    await uploadBlobs(registry)
    const early = await putManifest(origin, 'o/app', 'v1', manifestOf(whole), whole.root.mediaType)
    expect(codeOf(early)).toBe('MANIFEST_BLOB_UNKNOWN')
    await putManifest(origin, 'o/app', app.root.digest, manifestOf(app))
    const late = await putManifest(origin, 'o/app', 'v1', manifestOf(whole), whole.root.mediaType)
    expect(late.status).toBe(201)
  })
})

describe('chunks', () => {
  test('are accepted in order, each at the latest Location', async () => {
    await using registry = named(await startTestRegistry())
    const first = await begin(registry.origin, 'o/app')
    const { status, headers } = await chunk(first, 'ab', 0)
    expect([status, headers.range]).toEqual([202, '0-1'])
    const ahead = await chunk(headers.location ?? '', 'ef', 4)
    expect([ahead.status, ahead.headers.range]).toEqual([416, '0-1'])
    const where = await ask('GET', ahead.headers.location ?? '')
    expect([where.status, where.headers.range]).toEqual([204, '0-1'])
    const digest = hashOf(Buffer.from('abcd'))
    const last = finishing(where.headers.location ?? '', digest)
    const range = { 'content-type': 'application/octet-stream', 'content-range': '2-3' }
    expect((await ask('PUT', last, { body: 'cd', headers: range })).status).toBe(201)
    expect(Buffer.from(registry.blob('o/app', digest) ?? []).toString()).toBe('abcd')
    expect(registry.log.slice(0, 4)).toEqual([
      'POST upload 202',
      'PATCH upload 0-1 202',
      'PATCH upload 4-5 416',
      'GET upload 204',
    ])
    expect(registry.unexpected).toEqual(['PATCH upload 4-5: MUST send chunks in order: this one begins at 4, not 2'])
  })

  test('have a minimum and a maximum size if configured', async () => {
    const bodyMaximum = { bytes: 4, status: 413, put: true } as const
    await using registry = await startTestRegistry({ behaviour: { chunkMinimum: 3, bodyMaximum } })
    const { headers } = await ask('POST', `${registry.origin}/v2/o/app/blobs/uploads/`)
    expect(headers['oci-chunk-min-length']).toBe('3')
    const short = await chunk(headers.location ?? '', 'ab', 0)
    expect((await chunk(short.headers.location ?? '', 'cd', 2)).status).toBe(400)
    expect((await chunk(short.headers.location ?? '', 'cdefg', 2)).status).toBe(413)
    expect(registry.unexpected).toEqual([expect.stringContaining('SHOULD have sent at least 3 bytes')])
  })
})

describe('mounts', () => {
  const path = (from?: string) => `/v2/o/app/blobs/uploads/?mount=${digestOf()}${from ? `&from=${from}` : ''}`

  test('succeed if the source has the blob, and open a session if not', async () => {
    await using registry = named(await startTestRegistry())
    registry.putBlob('o/base', bytesOf())
    expect((await ask('POST', registry.origin + path('o/none'))).status).toBe(202)
    expect((await ask('POST', registry.origin + path())).status).toBe(202)
    const { status, headers } = await ask('POST', registry.origin + path('o/base'))
    expect([status, headers.location]).toEqual([201, `${registry.origin}/v2/o/app/blobs/${digestOf()}`])
    expect(registry.log.at(-1)).toBe('POST mount base from o/base 201')
    expect([registry.hasBlob('o/app', digestOf()), registry.sessions.length]).toEqual([true, 2])
  })

  test.each([400, 401, 403, 404, 405])('are refused with %i if configured', async (mount) => {
    await using registry = await startTestRegistry({ behaviour: { mount } })
    registry.putBlob('o/base', bytesOf())
    expect((await ask('POST', registry.origin + path('o/base'))).status).toBe(mount)
  })

  test('without a source search all repositories if configured', async () => {
    await using registry = await startTestRegistry({ behaviour: { mountWithoutFrom: 'done' } })
    registry.putBlob('o/base', bytesOf())
    expect((await ask('POST', registry.origin + path())).status).toBe(201)
  })
})
