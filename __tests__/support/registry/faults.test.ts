import { describe, expect, test } from 'vitest'
import { layer } from '../images.ts'
import { ask, begin, finishing, upload } from './ask.ts'
import * as misfortunes from './misfortunes.ts'
import { startTestRegistry } from './registry.ts'

const base = layer(100_000)
const { digest } = base.descriptor
const bytes = base.bytes ?? new Uint8Array()
const headers = { 'content-type': 'application/octet-stream' }
const tokenless = { kind: 'base' } as const

async function outcome(answer: Promise<{ status: number }>): Promise<number | string | undefined> {
  try {
    return (await answer).status
  } catch (error) {
    return (error as NodeJS.ErrnoException).code
  }
}

async function settled(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 2))
}

test('applies a fault to the next matching requests, and no others', async () => {
  await using registry = await startTestRegistry()
  const order = registry.fail(
    { method: 'HEAD', kind: 'blob', name: 'o/app', digest },
    { status: 500 },
    { times: 2, after: 1 }
  )
  const head = async (name: string) => (await ask('HEAD', `${registry.origin}/v2/${name}/blobs/${digest}`)).status
  expect([
    await head('o/app'),
    await head('o/other'),
    await head('o/app'),
    await head('o/app'),
    await head('o/app'),
  ]).toEqual([404, 404, 500, 500, 404])
  expect(order.hits).toBe(2)
  registry.fail({ where: ({ route }) => route.name === 'o/odd' }, { status: 418 }).cancel()
  expect(await head('o/odd')).toBe(404)
})

test('replaces a response including headers and body', async () => {
  await using registry = await startTestRegistry()
  registry.fail(tokenless, misfortunes.tooManyRequests(3))
  registry.fail(tokenless, misfortunes.secondaryRateLimit)
  registry.fail(tokenless, misfortunes.tooLargeForProxy)
  const limited = await ask('GET', `${registry.origin}/v2/`)
  expect([limited.status, limited.headers['retry-after']]).toEqual([429, '3'])
  expect((await ask('GET', `${registry.origin}/v2/`)).text).toContain('secondary rate limit')
  expect((await ask('GET', `${registry.origin}/v2/`)).headers['content-type']).toBe('text/html')
})

describe('resets a connection', () => {
  test('before the response, doing nothing', async () => {
    await using registry = await startTestRegistry()
    registry.fail({ method: 'PUT' }, 'reset before headers')
    expect(await outcome(upload(registry.origin, 'o/app', digest, bytes))).toBe('ECONNRESET')
    expect(registry.hasBlob('o/app', digest)).toBe(false)
    expect(registry.log[1]).toMatch(/^PUT upload sha256:.* reset$/)
    expect(registry.sessions.map(({ received }) => received)).toEqual([0])
  })

  test('after the request was executed', async () => {
    await using registry = await startTestRegistry()
    registry.fail({ method: 'PUT' }, 'reset after commit')
    expect(await outcome(upload(registry.origin, 'o/app', digest, bytes))).toBe('ECONNRESET')
    expect([registry.hasBlob('o/app', digest), registry.sessions]).toEqual([true, []])
  })

  test.each(['kept', 'lost'] as const)('in the middle of a body, which is %s', async (brokenUpload) => {
    await using registry = await startTestRegistry({ behaviour: { brokenUpload } })
    registry.fail({ method: 'PUT' }, { resetAfter: 1000 })
    const location = await begin(registry.origin, 'o/app')
    const target = finishing(location, digest)
    expect(await outcome(ask('PUT', target, { body: bytes, headers }))).toMatch(/ECONNRESET|EPIPE/)
    expect(registry.entries[1]?.bytes).toBe(1000)
    const status = await ask('GET', location)
    expect([status.status, status.headers.range]).toEqual(brokenUpload === 'kept' ? [204, '0-999'] : [404, undefined])
    if (brokenUpload === 'lost') return
    const rest = { ...headers, 'content-range': `1000-${bytes.length - 1}` }
    const target2 = finishing(status.headers.location ?? '', digest)
    expect((await ask('PUT', target2, { body: bytes.subarray(1000), headers: rest })).status).toBe(201)
    expect(registry.unexpected).toEqual([])
  })
})

test('stalls an upload', async () => {
  await using registry = await startTestRegistry()
  registry.fail({ method: 'PUT' }, 'stall')
  registry.fail({ method: 'PUT' }, { stopReadingAfter: 10 })
  for (const line of [1, 3]) {
    const signal = AbortSignal.timeout(50)
    const target = finishing(await begin(registry.origin, 'o/app'), digest)
    expect(await outcome(ask('PUT', target, { body: bytes, headers, tls: { signal } }))).toBe('ABORT_ERR')
    await expect.poll(() => registry.log[line], { timeout: 10_000 }).toMatch(/ stalled$/)
  }
})

test('executes a request, and returns a wrong response or none', async () => {
  await using registry = await startTestRegistry()
  const { origin } = registry
  registry.fail({ method: 'PUT' }, { ...misfortunes.badGateway, committed: true })
  expect((await upload(origin, 'o/app', digest, bytes)).status).toBe(502)
  expect(registry.hasBlob('o/app', digest)).toBe(true)
  registry.fail({ method: 'POST' }, 'stall after commit')
  const stop = new AbortController()
  const asked = outcome(ask('POST', `${origin}/v2/o/app/blobs/uploads/`, { tls: { signal: stop.signal } }))
  await expect.poll(() => registry.sessions, { timeout: 10_000 }).toHaveLength(1)
  stop.abort()
  expect(await asked).toBe('ABORT_ERR')
})

test('distinguishes a client that disconnects', async () => {
  await using registry = await startTestRegistry({ delay: 5_000 })
  const signal = AbortSignal.timeout(500)
  expect(await outcome(ask('GET', `${registry.origin}/v2/`, { tls: { signal } }))).toBe('ABORT_ERR')
  await settled(() => registry.log[0] === 'GET base aborted')
})

test('responds late, slowly, partly or endlessly', async () => {
  await using registry = await startTestRegistry()
  registry.putBlob('o/app', bytes)
  const get = () => ask('GET', `${registry.origin}/v2/o/app/blobs/${digest}`)
  registry.fail({ kind: 'blob' }, { slow: 40 })
  const start = performance.now()
  await get()
  expect(performance.now() - start).toBeGreaterThan(35)
  registry.fail({ kind: 'blob' }, { trickle: 25_000, every: 20 })
  expect((await get()).text.length).toBeGreaterThan(10_000)
  const { beganAt = 0, sent } = registry.entries[1] ?? {}
  expect(performance.now() - beganAt).toBeGreaterThan(75)
  expect(sent).toBe(bytes.length)
  registry.fail({ kind: 'blob' }, { truncate: 7 })
  expect(await outcome(get())).toBe('ECONNRESET')
  registry.fail({ kind: 'blob' }, { status: 200, body: 'endless' })
  const endless = ask('GET', `${registry.origin}/v2/o/app/blobs/${digest}`, {
    tls: { signal: AbortSignal.timeout(500) },
  })
  expect(await outcome(endless)).toMatch(/ABORT_ERR|ECONNRESET/)
  expect(registry.entries[3]?.sent).toBeGreaterThan(1024 * 1024)
})

test('reads uploads slowly', async () => {
  await using registry = await startTestRegistry()
  registry.fail({ method: 'PUT' }, { trickle: 50_000, every: 30 })
  expect((await upload(registry.origin, 'o/app', digest, bytes)).status).toBe(201)
  const { beganAt = 0, endedAt = 0 } = registry.entries[1] ?? {}
  expect(endedAt - beganAt).toBeGreaterThan(20)
})

test('refuses before the body was read', async () => {
  await using registry = await startTestRegistry({ auth: { kind: 'basic' }, behaviour: { refusals: 'early' } })
  const reply = await ask('POST', `${registry.origin}/v2/o/app/blobs/uploads/`, { body: 'x' })
  expect([reply.status, reply.headers.connection]).toEqual([401, 'close'])
  expect(registry.entries[0]?.bytes).toBe(0)
})
