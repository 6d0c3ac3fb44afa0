import { deflateRawSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { zipOf } from '../../../src/github/artifacts/storage/zip-file.ts'
import { startPlainServer } from '../../http/plain-server.ts'
import { bytesOf, leave, type OpenedStore, pendingIn, storeOf } from '../../support/artifacts/open.ts'
import { ArtifactService } from '../../support/artifacts/service.ts'

async function readFirst(store: OpenedStore): Promise<Uint8Array> {
  const [found] = await store.list('')
  if (!found) throw new Error('nothing is there')
  return await store.read(found)
}

test.each([301, 302, 303, 307, 308])('the token is not sent to another origin after %i', async (status) => {
  using stranger = await startPlainServer((_, response) => response.end('{}'))
  await using service = await ArtifactService.start()
  await using store = storeOf(service.job())
  service.fail({}, { status, headers: { location: `${stranger.url}twirp` } })
  await expect(store.list('')).rejects.toThrow('was not followed: a POST may be redirected only within its origin')
  expect(stranger.saw).toEqual([])
})

test('the token is sent to the service, and not to its storage', async () => {
  await using service = await ArtifactService.start()
  await using store = storeOf(service.job())
  await leave(store, 'a', 'note')
  await readFirst(store)
  expect(service.objections).toEqual([])
  expect(service.storage.origin).not.toBe(service.origin)
})

test('the token and the signatures of URLs are masked', async () => {
  await using service = await ArtifactService.start()
  const variables = service.job()
  await using store = storeOf(variables)
  await leave(store, 'a', 'note')
  await readFirst(store)
  expect(service.signatures).toHaveLength(2)
  const secrets = [
    variables.ACTIONS_RUNTIME_TOKEN ?? '',
    ...service.signatures,
    ...service.signatures.map(encodeURIComponent),
  ]
  expect(store.log.masked).toEqual(expect.arrayContaining(secrets))
  expect(store.log.redact(secrets.join(' '))).toBe(secrets.map(() => '***').join(' '))
})

test('no error contains the token or a signature, even if a response does', async () => {
  await using service = await ArtifactService.start()
  const variables = service.job()
  const { ACTIONS_RUNTIME_TOKEN: token } = variables
  await using store = storeOf(variables)
  const artifact = await pendingIn(store, 'a')
  const [signature = ''] = service.signatures
  service.fail(
    {},
    { status: 400, body: { code: 'bad', msg: `sig=${encodeURIComponent(signature)} ${token}` } },
    { times: 9 }
  )
  const requests = [() => artifact.upload(bytesOf('x')), () => store.list(''), () => store.create('b')]
  for (const request of requests) {
    const error = await request().catch((each: Error) => each)
    expect(error).toBeInstanceOf(Error)
    expect(String(error)).toContain('(bad: sig=*** ***)')
  }
})

test.each([
  ['https://user:secret@storage.example/a?sig=abcd', 'it contains credentials'],
  ['file:///etc/passwd', 'it is not an http or https URL'],
  ['/relative', 'has no signed URL'],
  [`https://storage.example/${'a'.repeat(9000)}`, 'has no signed URL'],
  [7, 'has no signed URL'],
  [undefined, 'has no signed URL'],
])('a signed URL that is %s is not used', async (signed_upload_url, reason) => {
  await using service = await ArtifactService.start()
  await using store = storeOf(service.job())
  service.fail({ method: 'CreateArtifact' }, { status: 200, body: { ok: true, signed_upload_url } })
  await expect(store.create('a')).rejects.toThrow(reason)
})

test('a redirect of the storage is followed without a credential, and not for uploads', async () => {
  using stranger = await startPlainServer((_, response) => response.end(zipOf('x', bytesOf('note'))))
  await using service = await ArtifactService.start()
  await using store = storeOf(service.job())
  service.fail({ method: 'PUT block' }, { status: 307, headers: { location: stranger.url.href } })
  await expect(leave(store, 'a', 'note')).rejects.toThrow('a PUT may be redirected only within its origin')
  await leave(store, 'b', 'note')
  service.fail({ method: 'GET blob' }, { status: 302, headers: { location: stranger.url.href } })
  // Its content is not what the list says: it has another name in it.
  await expect(readFirst(store)).rejects.toThrow('has another digest than the list of artifacts says')
  expect(stranger.saw).toEqual(['GET /'])
})

test.each([
  'CreateArtifact',
  'PUT block',
  'FinalizeArtifact',
  'ListArtifacts',
  'GetSignedArtifactURL',
  'GET blob',
] as const)('an endless response to %s is not read', async (method) => {
  await using service = await ArtifactService.start()
  await using store = storeOf(service.job())
  service.fail({ method }, { status: 200, body: 'endless' })
  await expect(leave(store, 'a', 'note').then(() => readFirst(store))).rejects.toThrow('its response is larger than')
})

test('a refusal with an endless body is a refusal', async () => {
  await using service = await ArtifactService.start()
  await using store = storeOf(service.job())
  service.fail({}, { status: 503, body: 'endless' })
  service.fail({}, { status: 400, body: 'endless' })
  await expect(store.list('')).rejects.toThrow('responded with 400')
})

test.each(['<html>Sign in to the proxy</html>', '"text"', '[]', '{"artifacts":', '', '['.repeat(100_000)])(
  'a response that is not a JSON object is an error: %s',
  async (body) => {
    await using service = await ArtifactService.start()
    await using store = storeOf(service.job())
    service.fail({}, { status: 200, body })
    await expect(store.list('')).rejects.toThrow(
      /Cannot list the artifacts of this run: the response from \S+ is not JSON|is not a JSON object/
    )
  }
)

const entry = {
  name: 'note',
  database_id: '7',
  size: '124',
  workflow_run_backend_id: 'r',
  workflow_job_run_backend_id: 'j',
}

test.each([
  'text',
  { 0: entry },
  [{ ...entry, database_id: '7x' }],
  [{ ...entry, database_id: -1 }],
  [{ ...entry, database_id: '99999999999999999999' }],
  [{ ...entry, database_id: undefined }],
  [{ ...entry, size: '-1' }],
  [{ ...entry, size: {} }],
  [{ ...entry, workflow_run_backend_id: '../x' }],
  [{ ...entry, workflow_job_run_backend_id: 7 }],
])('a list that is not valid is an error: %j', async (artifacts) => {
  await using service = await ArtifactService.start()
  await using store = storeOf(service.job())
  service.fail({}, { status: 200, body: { artifacts } })
  await expect(store.list('')).rejects.toThrow('is not a list of artifacts')
})

test('entries of other steps may contain anything', async () => {
  await using service = await ArtifactService.start()
  await using store = storeOf(service.job())
  const artifacts = [null, 7, 'note', [], {}, { name: 7 }, { name: 'other', database_id: 'x' }, entry]
  service.fail({}, { status: 200, body: { artifacts } })
  expect(await store.list('note')).toMatchObject([{ name: 'note', id: 7 }])
})

test('an artifact that is too large is not downloaded', async () => {
  await using service = await ArtifactService.start()
  await using store = storeOf(service.job())
  service.fail({}, { status: 200, body: { artifacts: [{ ...entry, size: '5000000000' }] } })
  await expect(readFirst(store)).rejects.toThrow('lists it with 5000000000 bytes, more than')
  expect(service.log).toEqual(['1 ListArtifacts 200'])
})

/** A zip file that claims its file to be small. */
function zipBomb(): Uint8Array {
  const content = deflateRawSync(Buffer.alloc(50_000_000))
  const zip = Buffer.from(zipOf('content.json', content))
  // Method 8, which is deflate, in both headers.
  zip.writeUInt16LE(8, 8)
  zip.writeUInt16LE(8, 30 + 12 + content.length + 10)
  return zip
}

test.each([
  ['a zip bomb', zipBomb()],
  ['text', bytesOf('note')],
  ['nothing', new Uint8Array()],
  ['two files', Buffer.concat([zipOf('a', bytesOf('1')), zipOf('b', bytesOf('2'))])],
])('content that no job of this action leaves is an error: %s', async (_, content) => {
  await using service = await ArtifactService.start()
  await using store = storeOf(service.job())
  const artifact = await pendingIn(store, 'a')
  await artifact.upload(bytesOf('note'))
  await artifact.finalize()
  Object.assign(service.artifacts[0] ?? {}, { blob: Buffer.from(content) })
  await expect(readFirst(store)).rejects.toThrow(
    /is not a zip file with a single uncompressed file|is larger than|lists it with/
  )
})

test('content that was replaced after it was listed is an error', async () => {
  await using service = await ArtifactService.start()
  await using store = storeOf(service.job())
  await leave(store, 'a', 'note')
  const [found] = await store.list('')
  Object.assign(service.artifacts[0] ?? {}, { blob: Buffer.from(zipOf('content.json', bytesOf('NOTE'))) })
  await expect(found && store.read(found)).rejects.toThrow('has another digest than the list of artifacts says')
})

test('an artifact from another store is not read', async () => {
  await using service = await ArtifactService.start()
  await using store = storeOf(service.job())
  await expect(store.read({ name: 'a', id: 1, size: 1 })).rejects.toThrow("'a' is not from a list of this store")
})

test('what a service says is one line without secrets', async () => {
  await using service = await ArtifactService.start()
  await using store = storeOf(service.job())
  service.fail(
    {},
    { status: 400, body: { code: 'invalid_argument', msg: `a\n::error::b\u001b[31m${'c'.repeat(1000)}` } }
  )
  const error = await store.list('').catch((each: Error) => each)
  expect(String(error)).toMatch(/\(invalid_argument: a ::error::b \[31mc{1,300}\)/)
  expect(String(error)).not.toContain('\n')
})
