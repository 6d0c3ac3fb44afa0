import diagnostics from 'node:diagnostics_channel'
import { once } from 'node:events'
import * as http from 'node:http'
import { connect } from 'node:net'
import { expect, test } from 'vitest'
import { type Sink, startSink } from '../../src/intake/sink/server.ts'
import { digestOf } from '../../src/oci/digest.ts'
import { image, index, layer } from '../support/images.ts'
import { ask, begin, chunk, codeOf, finishing, putManifest, upload } from '../support/registry/ask.ts'
import { attestation } from '../support/registry/content/attestation.ts'
import { originOf } from '../support/sink.ts'
import { RecordingBackend } from './recording-backend.ts'

const bytes = Buffer.from('the content of a layer')
const digest = digestOf(bytes)
const other = digestOf(Buffer.from('something else'))
const app = image({ layers: [layer('app')] })
const [manifest] = app.manifests
const buildkit = { headers: { 'user-agent': 'buildkit/v0.25' } }
const json = manifest?.bytes ?? new Uint8Array()

async function start(manifestTime?: number) {
  const backend = new RecordingBackend()
  const sink = await startSink(backend, manifestTime === undefined ? {} : { manifestTime })
  const origin = originOf(sink)
  return {
    backend,
    sink,
    origin,
    name: sink.name,
    blob: `${origin}/v2/${sink.name}/blobs/${digest}`,
    uploads: `${origin}/v2/${sink.name}/blobs/uploads/`,
    manifests: `${origin}/v2/${sink.name}/manifests`,
    [Symbol.asyncDispose]: () => sink[Symbol.asyncDispose](),
  }
}

/** Sends a request whose target is not normalized. */
async function askRaw({ host, login }: Sink, method: string, path: string): Promise<number | undefined> {
  const [hostname, port] = host.split(':')
  const auth = `${login.username}:${login.password}`
  const request = http.request({ method, hostname, port, path, auth, agent: false }).end()
  const [response] = (await once(request, 'response')) as [http.IncomingMessage]
  response.resume()
  return response.statusCode
}

/** Waits until a condition is met. */
async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 2))
}

test('accepts a blob from BuildKit: HEAD, POST, and PUT with a known digest', async () => {
  await using at = await start()
  expect((await ask('HEAD', at.blob)).status).toBe(404)
  const { status, headers } = await upload(at.origin, at.name, digest, bytes)
  expect([status, headers['docker-content-digest']]).toEqual([201, digest])
  expect(new URL(headers.location ?? '', at.origin).href).toBe(at.blob)
  expect(at.backend.received.map(({ expected }) => expected)).toEqual([{ digest, size: bytes.length }])
  expect(at.backend.blobs.get(digest)).toEqual(bytes)
  expect((await ask('HEAD', at.blob, buildkit)).headers['content-length']).toBe(String(bytes.length))
  expect(at.sink.requests).toBe(4)
})

test('accepts a blob from classic Docker and buildah: POST, PATCH without a length, and PUT with the digest', async () => {
  await using at = await start()
  const location = await begin(at.origin, at.name)
  const patched = await ask('PATCH', location, { body: ['the content ', 'of a ', 'layer'] })
  expect([patched.status, patched.headers.range]).toEqual([202, `0-${bytes.length - 1}`])
  const next = new URL(patched.headers.location ?? '', at.origin).href
  expect((await ask('PUT', finishing(next, digest))).status).toBe(201)
  expect(at.backend.received.map(({ expected }) => expected)).toEqual([undefined])
  expect(at.backend.blobs.get(digest)).toEqual(bytes)
})

test('accepts chunks in order, and the last one with the PUT', async () => {
  await using at = await start()
  const location = await begin(at.origin, at.name)
  expect((await chunk(location, 'the content', 0)).headers.range).toBe('0-10')
  expect((await chunk(location, ' of', 11)).headers.range).toBe('0-13')
  expect((await ask('PUT', finishing(location, digest), { body: ' a layer' })).status).toBe(201)
  expect(at.backend.blobs.get(digest)).toEqual(bytes)
})

test('refuses a chunk out of order, and keeps the earlier ones', async () => {
  await using at = await start()
  const location = await begin(at.origin, at.name)
  await chunk(location, 'the content', 0)
  for (const first of [0, 10, 12]) {
    const { status, headers } = await chunk(location, 'xx', first)
    expect([status, headers.range]).toEqual([416, '0-10'])
  }
  await chunk(location, ' of a layer', 11)
  expect((await ask('PUT', finishing(location, digest))).status).toBe(201)
  expect(at.backend.blobs.get(digest)).toEqual(bytes)
})

test('accepts a blob in the POST itself', async () => {
  await using at = await start()
  const posted = await ask('POST', `${at.uploads}?digest=${digest}`, { body: bytes })
  expect(posted.status).toBe(201)
  expect(at.backend.received.map(({ expected }) => expected)).toEqual([{ digest, size: bytes.length }])
})

test('accepts an empty blob', async () => {
  await using at = await start()
  const empty = digestOf(new Uint8Array())
  expect((await upload(at.origin, at.name, empty, new Uint8Array())).status).toBe(201)
  const location = await begin(at.origin, at.name)
  await ask('PATCH', location, { body: [] })
  expect((await ask('PUT', finishing(location, empty))).status).toBe(201)
  expect(at.backend.received.map(({ end }) => end)).toEqual([empty, empty])
})

test('accepts a blob with a sha512 digest', async () => {
  await using at = await start()
  const long = digestOf(bytes, 'sha512')
  expect((await upload(at.origin, at.name, long, bytes)).status).toBe(201)
  expect(at.backend.blobs.get(long)).toEqual(bytes)
})

test('opens a session in place of a mount, since HEAD has already answered for blobs that can be mounted', async () => {
  await using at = await start()
  const mount = await ask('POST', `${at.uploads}?mount=${digest}&from=acme/base`)
  expect(mount.status).toBe(202)
  const location = new URL(mount.headers.location ?? '', at.origin).href
  expect((await ask('PUT', finishing(location, digest), { body: bytes })).status).toBe(201)
})

test('accepts a repeated PUT, and stores the blob once', async () => {
  await using at = await start()
  const location = await begin(at.origin, at.name)
  for (const body of [bytes, bytes, undefined]) {
    const { status, headers } = await ask('PUT', finishing(location, digest), body && { body })
    expect([status, headers['docker-content-digest']]).toEqual([201, digest])
  }
  expect(at.backend.received).toHaveLength(1)
})

test('answers 404 for a finished session', async () => {
  await using at = await start()
  const location = await begin(at.origin, at.name)
  await ask('PUT', finishing(location, digest), { body: bytes })
  const answers = [
    await ask('PUT', finishing(location, other), { body: 'something else' }),
    await chunk(location, 'more', bytes.length),
    await ask('GET', location),
    await ask('DELETE', location),
  ]
  expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 404])
  expect(answers.map(codeOf)).toEqual(Array(4).fill('BLOB_UPLOAD_UNKNOWN'))
  // The finished blob is still being sent to targets: it must not be abandoned.
  expect(at.backend.received.map(({ end }) => end)).toEqual([digest])
})

test('refuses content that does not match its digest, and ends the session', async () => {
  await using at = await start()
  const location = await begin(at.origin, at.name)
  const wrong = await ask('PUT', finishing(location, other), { body: bytes })
  expect([wrong.status, codeOf(wrong)]).toEqual([400, 'DIGEST_INVALID'])
  expect(wrong.text).toContain(`has the digest ${digest}, but its sender declared ${other}`)
  expect((await ask('PUT', finishing(location, digest), { body: bytes })).status).toBe(404)
  expect(codeOf(await ask('POST', `${at.uploads}?digest=${other}`, { body: bytes }))).toBe('DIGEST_INVALID')
  expect(at.backend.received.map(({ end }) => end)).toEqual(['wrong', 'wrong'])
})

test('reports how much of a session has arrived, and cancels it', async () => {
  await using at = await start()
  const location = await begin(at.origin, at.name)
  const empty = await ask('GET', location)
  expect([empty.status, empty.headers.range, empty.headers['content-length']]).toEqual([204, '0-0', undefined])
  await chunk(location, 'the content', 0)
  const status = await ask('GET', location)
  expect(status).toMatchObject({ status: 204, headers: { range: '0-10' } })
  expect(new URL(status.headers.location ?? '', at.origin).href).toBe(location)
  expect((await ask('DELETE', location)).status).toBe(204)
  expect(at.backend.received.map(({ end }) => end)).toEqual(['abandoned'])
  expect((await ask('DELETE', location)).status).toBe(404)
  expect((await ask('PUT', finishing(location, digest), { body: bytes })).status).toBe(404)
})

test('abandons the session of a sender that disconnects', async () => {
  await using at = await start()
  const location = await begin(at.origin, at.name)
  const { hostname, port, pathname, username, password } = new URL(location)
  const auth = Buffer.from(`${username}:${password}`).toString('base64')
  const socket = connect(Number(port), hostname)
  socket.on('error', () => undefined)
  socket.write(
    `PUT ${pathname}?digest=${digest} HTTP/1.1\r\nHost: x\r\nAuthorization: Basic ${auth}\r\nContent-Length: ${bytes.length}\r\n\r\nthe cont`
  )
  await until(() => (at.backend.received[0]?.chunks.length ?? 0) > 0)
  socket.resetAndDestroy()
  await until(() => at.backend.received[0]?.end === 'abandoned')
  expect((await ask('GET', location)).status).toBe(404)
  // The builder tries again with a new session.
  expect((await upload(at.origin, at.name, digest, bytes)).status).toBe(201)
})

test('abandons an upload if the backend fails', async () => {
  await using at = await start()
  at.backend.onWrite = () => {
    throw new Error('ENOSPC: no space left on device')
  }
  const location = await begin(at.origin, at.name)
  await ask('PUT', finishing(location, digest), { body: bytes }).catch(() => undefined)
  expect(at.backend.received.map(({ end }) => end)).toEqual(['abandoned'])
  expect((await ask('GET', location)).status).toBe(404)
})

test('applies backpressure while the backend is busy', async () => {
  await using at = await start()
  const { promise, resolve } = Promise.withResolvers<void>()
  at.backend.onWrite = () => promise
  const large = Buffer.alloc(8 * 1024 * 1024, 7)
  const location = await begin(at.origin, at.name)
  const request = http.request(finishing(location, digestOf(large)), { method: 'PUT', agent: false })
  request.setHeader('content-length', large.length)
  let written = false
  request.end(large, () => {
    written = true
  })
  await until(() => at.backend.received[0]?.chunks.length === 1)
  await ask('GET', `${at.origin}/v2/`)
  expect([written, at.backend.received[0]?.chunks.length]).toEqual([false, 1])
  resolve()
  const [response] = (await once(request, 'response')) as [http.IncomingMessage]
  expect(response.resume().statusCode).toBe(201)
  expect(at.backend.blobs.get(digestOf(large))?.equals(large)).toBe(true)
})

test("answers BuildKit's HEAD with 200 for a blob that no target needs", async () => {
  await using at = await start()
  at.backend.had.add(digest)
  const { status, headers } = await ask('HEAD', at.blob, buildkit)
  expect([status, headers['docker-content-digest'], headers['content-length']]).toEqual([200, digest, undefined])
  expect(at.backend.asked).toEqual([digest])
  expect((await ask('GET', at.blob, buildkit)).status).toBe(404)
})

// Classic Docker, skopeo and oras take the length for the size of the layer, and write it to the manifest.
test('answers 404 to other clients, which would need the size, until they have sent the blob', async () => {
  await using at = await start()
  at.backend.had.add(digest)
  for (const agent of ['docker/28.5.2 go/go1.27.1', 'skopeo/1.9.3', 'Buildah/1.28.2', 'oras/1.3.3', 'my-buildkit/1']) {
    expect((await ask('HEAD', at.blob, { headers: { 'user-agent': agent } })).status).toBe(404)
  }
  await upload(at.origin, at.name, digest, bytes)
  const { status, headers } = await ask('HEAD', at.blob)
  expect([status, headers['content-length']]).toEqual([200, String(bytes.length)])
})

test('answers 404 for a blob that has to be sent again', async () => {
  await using at = await start()
  await upload(at.origin, at.name, digest, bytes)
  at.backend.received.length = 0
  expect((await ask('HEAD', at.blob)).status).toBe(404)
})

test('takes a manifest under a tag for the root, and keeps its bytes', async () => {
  await using at = await start()
  const { status, headers } = await putManifest(at.origin, at.name, 'image', json)
  expect([status, headers['docker-content-digest']]).toEqual([201, app.root.digest])
  expect(new URL(headers.location ?? '', at.origin).href).toBe(`${at.manifests}/${app.root.digest}`)
  expect(at.backend.root?.tag).toBe('image')
  expect(Buffer.from(at.backend.root?.manifest.bytes ?? [])).toEqual(Buffer.from(json))
})

test('takes a manifest under its digest for a part of the image', async () => {
  await using at = await start()
  const whole = index([app])
  const root = whole.manifests.at(-1)
  await putManifest(at.origin, at.name, app.root.digest, json)
  await putManifest(at.origin, at.name, 'image', root?.bytes ?? json, root?.descriptor.mediaType)
  expect(at.backend.manifests.map(({ descriptor }) => descriptor.digest)).toEqual([app.root.digest, whole.root.digest])
  expect(at.backend.root?.manifest.descriptor).toEqual(whole.root)
})

test('answers HEAD for a manifest with 404 even if it was received, and returns it for GET', async () => {
  await using at = await start()
  await putManifest(at.origin, at.name, 'image', json)
  for (const reference of ['image', app.root.digest, other]) {
    expect((await ask('HEAD', `${at.manifests}/${reference}`)).status).toBe(404)
  }
  for (const reference of ['image', app.root.digest]) {
    const { status, headers, text } = await ask('GET', `${at.manifests}/${reference}`)
    expect([status, headers['content-type'], text]).toEqual([200, app.root.mediaType, Buffer.from(json).toString()])
  }
  expect(codeOf(await ask('GET', `${at.manifests}/${other}`))).toBe('MANIFEST_UNKNOWN')
})

test('accepts a manifest with a sha512 digest', async () => {
  await using at = await start()
  const long = digestOf(json, 'sha512')
  expect((await putManifest(at.origin, at.name, long, json)).headers['docker-content-digest']).toBe(long)
})

test('supports the referrers API, so that clients keep no list under a tag', async () => {
  await using at = await start()
  const [proof] = attestation(app).manifests
  const { headers } = await putManifest(at.origin, at.name, proof?.descriptor.digest ?? '', proof?.bytes ?? json)
  expect(headers['oci-subject']).toBe(app.root.digest)
  const referrers = await ask('GET', `${at.origin}/v2/${at.name}/referrers/${app.root.digest}`)
  expect([referrers.status, JSON.parse(referrers.text).manifests]).toEqual([200, []])
  expect(referrers.headers['content-type']).toBe('application/vnd.oci.image.index.v1+json')
})

test('accepts one tag, for the root, and no other', async () => {
  await using at = await start()
  expect(at.sink.tag).toBe('image')
  for (const tag of ['latest', 'images', 'Image']) {
    const answer = await putManifest(at.origin, at.name, tag, json)
    expect([answer.status, codeOf(answer)]).toEqual([403, 'DENIED'])
    expect(answer.text).toContain("only the tag 'image' is accepted here")
  }
  expect([at.backend.root, at.backend.manifests]).toEqual([undefined, []])
})

test('ignores tags in the query, which leaves writing them to the client', async () => {
  await using at = await start()
  const { status, headers } = await putManifest(at.origin, at.name, `${app.root.digest}?tag=a&tag=b`, json)
  expect([status, headers['oci-tag'], at.backend.root]).toEqual([201, undefined, undefined])
})

test.each([
  ['is not JSON', 'image', Buffer.from('{'), 400, 'MANIFEST_INVALID'],
  ['does not match its digest', other, json, 400, 'DIGEST_INVALID'],
  ['is larger than the limit', 'image', Buffer.alloc(4 * 1024 * 1024 + 1, ' '), 413, 'MANIFEST_INVALID'],
  ['is far larger than the limit', 'image', Buffer.alloc(20 * 1024 * 1024, ' '), 413, 'MANIFEST_INVALID'],
])('refuses a manifest that %s, and says why', async (_, reference, body, status, code) => {
  await using at = await start()
  const answer = await putManifest(at.origin, at.name, reference, body)
  expect([answer.status, codeOf(answer)]).toEqual([status, code])
  expect(at.backend.manifests).toEqual([])
})

test('refuses a manifest with the wrong media type', async () => {
  await using at = await start()
  const answer = await putManifest(at.origin, at.name, 'image', json, 'application/vnd.oci.image.index.v1+json')
  expect(codeOf(answer)).toBe('MANIFEST_INVALID')
})

test('answers 401 to every request without the password, and changes nothing', async () => {
  await using at = await start()
  at.backend.had.add(digest)
  await putManifest(at.origin, at.name, 'image', json)
  const session = new URL(await begin(at.origin, at.name)).pathname
  const before = at.sink.requests
  const { username, password } = at.sink.login
  const basic = (pair: string) => ({ authorization: `Basic ${Buffer.from(pair).toString('base64')}` })
  const strangers = [
    {},
    basic(`${username}:`),
    basic(`${username}:${password.slice(1)}`),
    basic(`${username}:${password}0`),
    basic(`:${password}`),
    basic(password),
    { authorization: `Bearer ${password}` },
    { authorization: `Basic ${username}:${password}` },
    { authorization: 'Basic' },
  ]
  const root = `http://${at.sink.host}/v2/${at.name}`
  for (const headers of strangers) {
    const type = { ...headers, 'content-type': app.root.mediaType }
    const answers = [
      await ask('GET', `http://${at.sink.host}/v2/`, { headers }),
      await ask('GET', `http://${at.sink.host}/`, { headers }),
      await ask('HEAD', `${root}/blobs/${digest}`, { headers: { ...headers, ...buildkit.headers } }),
      await ask('POST', `${root}/blobs/uploads/`, { headers }),
      await ask('POST', `${root}/blobs/uploads/?digest=${digest}`, { headers, body: bytes }),
      await ask('PATCH', `http://${at.sink.host}${session}`, { headers, body: ['x'] }),
      await ask('PUT', `http://${at.sink.host}${session}?digest=${digest}`, { headers, body: bytes }),
      await ask('DELETE', `http://${at.sink.host}${session}`, { headers }),
      await ask('GET', `${root}/manifests/image`, { headers }),
      await ask('PUT', `${root}/manifests/image`, { headers: type, body: Buffer.from('{}') }),
      await ask('PUT', `${root}/manifests/image`, { headers: type, body: json }),
      await ask('GET', `${root}/referrers/${app.root.digest}`, { headers }),
    ]
    expect(answers.map(({ status }) => status)).toEqual(Array(answers.length).fill(401))
    for (const { headers: told } of answers) expect(told['www-authenticate']).toMatch(/^Basic realm="[^"]+"/)
    expect(new Set(answers.filter(({ text }) => text !== '').map(codeOf))).toEqual(new Set(['UNAUTHORIZED']))
  }
  expect([at.backend.received, at.backend.asked, at.backend.manifests.length]).toEqual([[], [], 1])
  expect(at.backend.root?.manifest.descriptor.digest).toBe(app.root.digest)
  expect(at.sink.requests).toBe(before)
})

test('uses a new, unguessable password each time, and accepts the scheme in any case', async () => {
  await using one = await start()
  await using two = await start()
  const { username, password } = one.sink.login
  expect(password).toMatch(/^[0-9a-f]{64}$/)
  expect(password).not.toBe(two.sink.login.password)
  const authorization = `basic ${Buffer.from(`${username}:${password}`).toString('base64')}`
  expect((await ask('GET', `http://${one.sink.host}/v2/`, { headers: { authorization } })).status).toBe(200)
  expect((await ask('GET', `http://${two.sink.host}/v2/`, { headers: { authorization } })).status).toBe(401)
})

test("answers 404 to every request without the repository's name, and changes nothing", async () => {
  await using at = await start()
  at.backend.had.add(digest)
  await putManifest(at.origin, at.name, 'image', json)
  const secret = await begin(at.origin, at.name)
  const session = secret.slice(secret.lastIndexOf('/') + 1)
  const before = at.sink.requests
  const strangers = [
    'manifold/x',
    at.name.slice(0, -1),
    `${at.name}0`,
    at.name.replace('manifold/', ''),
    `a/${at.name}`,
  ]
  for (const name of strangers) {
    const root = `${at.origin}/v2/${name}`
    const answers = [
      await ask('HEAD', `${root}/blobs/${digest}`),
      await ask('GET', `${root}/blobs/${digest}`),
      await ask('POST', `${root}/blobs/uploads/`),
      await ask('POST', `${root}/blobs/uploads/?digest=${digest}`, { body: bytes }),
      await ask('PATCH', `${root}/blobs/uploads/${session}`, { body: ['x'] }),
      await ask('PUT', `${root}/blobs/uploads/${session}?digest=${digest}`, { body: bytes }),
      await ask('DELETE', `${root}/blobs/uploads/${session}`),
      await ask('GET', `${root}/manifests/image`),
      await putManifest(at.origin, name, 'image', json),
      await ask('GET', `${root}/tags/list`),
    ]
    expect(answers.map(({ status }) => status)).toEqual(Array(answers.length).fill(404))
    expect(new Set(answers.slice(1).map(codeOf))).toEqual(new Set(['NAME_UNKNOWN']))
  }
  expect([at.backend.received, at.backend.manifests.length, at.sink.requests]).toEqual([[], 1, before])
})

test('uses a new, unguessable name each time', async () => {
  await using one = await start()
  await using two = await start()
  expect(one.name).toMatch(/^manifold\/[0-9a-f]{32}$/)
  expect(one.name).not.toBe(two.name)
  expect(one.sink.host).toMatch(/^127\.0\.0\.1:\d+$/)
})

test('answers 404 for paths that are not in normal form', async () => {
  await using at = await start()
  const paths = [
    '//v2/',
    `/v2/other/../${at.name}/manifests/image`,
    `/v2/${at.name.replace('/', '%2f')}/manifests/image`,
    `/v2/${at.name}//manifests/image`,
    `/v2/${at.name}/manifests/../manifests/image`,
    `http://evil.example/v2/${at.name}/manifests/image`,
    '*',
  ]
  await putManifest(at.origin, at.name, 'image', json)
  for (const path of paths) expect(await askRaw(at.sink, 'GET', path)).toBe(404)
  expect(await askRaw(at.sink, 'GET', `/v2/${at.name}/manifests/image`)).toBe(200)
})

test("answers the API's base, which clients ask for first, and nothing else beside the repository", async () => {
  await using at = await start()
  expect(await ask('GET', `${at.origin}/v2/`)).toMatchObject({ status: 200, text: '' })
  expect((await ask('GET', `${at.origin}/v2/_catalog`)).status).toBe(404)
  expect(at.sink.requests).toBe(0)
})

test.each([
  ['GET', 'tags/list'],
  ['DELETE', 'manifests/image'],
])('answers 405 to %s %s, which a push does not need', async (method, path) => {
  await using at = await start()
  const answer = await ask(method, `${at.origin}/v2/${at.name}/${path}`)
  expect([answer.status, codeOf(answer)]).toEqual([405, 'UNSUPPORTED'])
})

test('can only be reached from this machine', async () => {
  await using at = await start()
  const socket = connect(Number(at.sink.host.split(':')[1]), '127.0.0.2')
  await expect(once(socket, 'connect')).rejects.toThrow()
})

test('sets no time limit for uploads', async () => {
  await using at = await start()
  const seen = Promise.withResolvers<http.Server>()
  const listen = (message: unknown) => {
    const { request, server } = message as { request: http.IncomingMessage; server: http.Server }
    if (request.headers.host === at.sink.host) seen.resolve(server)
  }
  diagnostics.subscribe('http.server.request.start', listen)
  await ask('GET', `${at.origin}/v2/`)
  const { requestTimeout, timeout } = await seen.promise
  diagnostics.unsubscribe('http.server.request.start', listen)
  expect({ requestTimeout, timeout }).toEqual({ requestTimeout: 0, timeout: 0 })
})

test('ends pending requests when it is closed', async () => {
  const at = await start()
  const location = await begin(at.origin, at.name)
  const request = http.request(finishing(location, digest), { method: 'PUT', headers: { 'content-length': 100 } })
  const ended = once(request, 'error').catch((error: Error) => error)
  request.write('some')
  await until(() => at.backend.received.length === 1)
  await at[Symbol.asyncDispose]()
  await ended
  await until(() => at.backend.received[0]?.end === 'abandoned')
  await expect(ask('GET', `${at.origin}/v2/`)).rejects.toThrow(/ECONNREFUSED/)
})

test('abandons unfinished uploads, and no others, when it is closed', async () => {
  const at = await start()
  const sessions = [await begin(at.origin, at.name), await begin(at.origin, at.name)]
  for (const session of sessions) await chunk(session, 'the content', 0)
  await upload(at.origin, at.name, digest, bytes)
  const cancelled = await begin(at.origin, at.name)
  await chunk(cancelled, 'the content', 0)
  await ask('DELETE', cancelled)
  await begin(at.origin, at.name)
  await at[Symbol.asyncDispose]()
  expect(at.backend.received.map(({ end }) => end)).toEqual(['abandoned', 'abandoned', digest, 'abandoned'])
  expect(at.backend.received.map(({ abandoned }) => abandoned)).toEqual([1, 1, 0, 1])
})

test('accepts nothing more for a session that is cancelled during a chunk', async () => {
  await using at = await start()
  const location = await begin(at.origin, at.name)
  const { promise, resolve } = Promise.withResolvers<void>()
  at.backend.onWrite = () => promise
  const patched = chunk(location, 'the content', 0)
  await until(() => at.backend.received.length === 1)
  expect((await ask('DELETE', location)).status).toBe(204)
  resolve()
  expect((await patched).status).toBe(404)
  expect(at.backend.received.map(({ end, abandoned }) => [end, abandoned])).toEqual([['abandoned', 1]])
})

test('answers 408 to a manifest that arrives one byte at a time', async () => {
  await using at = await start(100)
  const [hostname, port] = at.sink.host.split(':')
  const { username, password } = at.sink.login
  const options = { method: 'PUT', hostname, port, path: `/v2/${at.name}/manifests/image`, agent: false }
  const request = http.request({
    ...options,
    auth: `${username}:${password}`,
    headers: { 'content-length': json.length },
  })
  request.on('error', () => undefined)
  let sent = 0
  const drip = setInterval(() => request.write(json.subarray(sent, ++sent)), 10)
  const [response] = (await once(request, 'response')) as [http.IncomingMessage]
  response.resume()
  await once(response, 'close')
  clearInterval(drip)
  expect([response.statusCode, response.headers.connection]).toEqual([408, 'close'])
  expect(at.backend.manifests).toEqual([])
})

test('accepts images in repositories below its own, each by its own backend, and in no other', async () => {
  const [own, worker] = [new RecordingBackend(), new RecordingBackend()]
  await using sink = await startSink(own, {
    openBackend: (path) => (path === 'worker' ? worker : undefined),
    acceptsAnyTag: true,
  })
  const origin = originOf(sink)
  const put = async (name: string, tag: string) => (await putManifest(origin, name, tag, json)).status
  expect(await put(sink.name, 'v1')).toBe(201)
  expect(await put(`${sink.name}/worker`, 'v2')).toBe(201)
  expect(await put(`${sink.name}/other`, 'v2')).toBe(404)
  expect(await put(`${sink.name}-worker`, 'v2')).toBe(404)
  expect([own.root?.tag, worker.root?.tag]).toEqual(['v1', 'v2'])
})

test('does not open a repository for a client that only reads', async () => {
  const opened: string[] = []
  await using sink = await startSink(new RecordingBackend(), {
    openBackend(path) {
      opened.push(path)
      return new RecordingBackend()
    },
  })
  const status = async (method: string, path: string) => {
    const authorization = `Basic ${btoa(`${sink.login.username}:${sink.login.password}`)}`
    return (await fetch(`http://${sink.host}/v2/${sink.name}/cache/${path}`, { method, headers: { authorization } }))
      .status
  }
  const digest = digestOf(json)
  for (const path of ['manifests/latest', 'tags/list', `referrers/${digest}`, `blobs/${digest}`])
    expect(await status('GET', path)).toBe(404)
  expect(opened).toEqual([])
  await status('HEAD', `blobs/${digest}`)
  expect(opened).toEqual(['cache'])
})
