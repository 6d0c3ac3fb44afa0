import { describe, expect, test } from 'vitest'
import { ask, begin, finishing } from '../ask.ts'
import { randomBlob } from '../content/random.ts'
import { startTestRegistry } from '../registry.ts'
import { type FaultProxy, type ProxyFault, proxyFaults, startFaultProxy } from './fault-proxy.ts'
import { startLink } from './link.ts'

const small = randomBlob(300_000, 1)
const { digest } = small.descriptor
const headers = { 'content-type': 'application/octet-stream' }

async function bytesOf(blob: typeof small): Promise<Uint8Array> {
  const pieces: Uint8Array[] = []
  for await (const piece of blob.read()) pieces.push(piece)
  return Buffer.concat(pieces)
}

async function put(origin: string): Promise<number | string | undefined> {
  try {
    const target = finishing(await begin(origin, 'o/app'), digest)
    const tls = { signal: AbortSignal.timeout(1000) }
    return (await ask('PUT', target, { body: await bytesOf(small), headers, tls })).status
  } catch (error) {
    return (error as NodeJS.ErrnoException).code
  }
}

test('forwards requests unchanged without faults', async () => {
  await using registry = await startTestRegistry()
  await using proxy = await startFaultProxy(registry.host)
  expect(await put(proxy.origin)).toBe(201)
  expect((await ask('HEAD', `${proxy.origin}/v2/o/app/blobs/${digest}`)).headers['content-length']).toBe('300000')
  expect(Buffer.from((await ask('GET', `${proxy.origin}/v2/o/app/blobs/${digest}`)).text).length).toBeGreaterThan(
    300_000
  )
  expect([proxy.requests, proxy.broken, registry.unexpected]).toEqual([4, {}, []])
})

test('rewrites an absolute Location at the registry to lead through the proxy', async () => {
  await using registry = await startTestRegistry()
  registry.behave({ location: { origin: registry.origin } })
  await using proxy = await startFaultProxy(registry.host)
  const { headers } = await ask('POST', `${proxy.origin}/v2/o/app/blobs/uploads/`)
  expect(headers.location?.startsWith(`${proxy.origin}/v2/`)).toBe(true)
})

describe('faults', () => {
  const expected: Record<ProxyFault, readonly [outcome: unknown, stored: boolean]> = {
    status: [expect.toSatisfy((status: number) => [408, 425, 429, 500, 502, 503, 504].includes(status)), false],
    'reset before': [expect.stringMatching(/ECONNRESET|EPIPE/), false],
    'reset in request': [expect.stringMatching(/ECONNRESET|EPIPE/), false],
    'reset after commit': ['ECONNRESET', true],
    truncate: ['ECONNRESET', true],
    stall: ['ABORT_ERR', false],
    'stall after commit': ['ABORT_ERR', true],
    slow: [201, true],
  }

  test.each(proxyFaults)('include: %s', async (fault) => {
    await using registry = await startTestRegistry()
    const where = (method: string) => method === 'PUT'
    await using proxy = await startFaultProxy(registry.host, { probability: 1, faults: [fault], where })
    const [outcome, stored] = expected[fault]
    expect(await put(proxy.origin)).toEqual(outcome)
    expect([registry.hasBlob('o/app', digest), proxy.broken]).toEqual([stored, { [fault]: 1 }])
  })

  test('cut a response short', async () => {
    await using registry = await startTestRegistry()
    registry.putBlob('o/app', await bytesOf(small))
    await using proxy = await startFaultProxy(registry.host, { probability: 1, faults: ['truncate'] })
    await expect(ask('GET', `${proxy.origin}/v2/o/app/blobs/${digest}`)).rejects.toThrow('aborted')
  })

  test('are the same for the same seed, in whatever order requests arrive', async () => {
    await using registry = await startTestRegistry()
    const faults = ['status', 'reset before'] as const
    const run = async (seed: number, names: readonly string[]) => {
      await using proxy = await startFaultProxy(registry.host, { probability: 0.3, seed, faults })
      const outcomes = new Map<string, unknown>()
      await Promise.all(names.map(async (name) => outcomes.set(name, await outcomeOf(proxy, name))))
      return Object.fromEntries([...outcomes].sort())
    }
    const names = Array.from({ length: 40 }, (_, index) => `o/app${index}`)
    const first = await run(7, names)
    expect(await run(7, names.toReversed())).toEqual(first)
    expect(await run(8, names)).not.toEqual(first)
    const broken = Object.values(first).filter((outcome) => outcome !== 404).length
    expect(broken).toBeGreaterThan(4)
    expect(broken).toBeLessThan(24)
  })
})

async function outcomeOf(proxy: FaultProxy, name: string): Promise<unknown> {
  try {
    return (await ask('HEAD', `${proxy.origin}/v2/${name}/blobs/${digest}`)).status
  } catch (error) {
    return (error as NodeJS.ErrnoException).code
  }
}

describe('a long line', () => {
  test('takes a round trip for each request, and one to open a connection', async () => {
    await using registry = await startTestRegistry()
    await using link = await startLink(registry.host, { delay: 20 })
    const start = performance.now()
    await ask('GET', `${link.origin}/v2/`)
    expect(performance.now() - start).toBeGreaterThan(78)
    expect(link.connections).toBe(1)
  })

  test('limits the rate in both directions', async () => {
    await using registry = await startTestRegistry()
    await using proxy = await startFaultProxy(registry.host, { bytesPerSecond: { up: 1_000_000, down: 2_000_000 } })
    const start = performance.now()
    expect(await put(proxy.origin)).toBe(201)
    const sent = performance.now()
    await ask('GET', `${proxy.origin}/v2/o/app/blobs/${digest}`)
    expect(sent - start).toBeGreaterThan(290)
    expect(performance.now() - sent).toBeGreaterThan(145)
    expect(proxy.bytes.up).toBeGreaterThan(300_000)
    expect(registry.unexpected).toEqual([])
  })

  test('passes on resets', async () => {
    await using registry = await startTestRegistry()
    await using link = await startLink(registry.host)
    registry.fail({}, 'reset before headers')
    await expect(ask('GET', `${link.origin}/v2/`)).rejects.toThrow('ECONNRESET')
  })
})
