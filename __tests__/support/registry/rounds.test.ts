import { expect, test } from 'vitest'
import { layer } from '../images.ts'
import { ask, begin, finishing } from './ask.ts'
import { startTestRegistry } from './registry.ts'
import { Rounds } from './rounds.ts'
import { startTokenService } from './token-service.ts'
import { Tokens } from './tokens.ts'

const base = layer(2_000_000)
const { digest } = base.descriptor
const body = base.bytes ?? new Uint8Array()
const headers = { 'content-type': 'application/octet-stream' }

test('counts independent requests as one round, and each request of a chain as another', async () => {
  const rounds = new Rounds()
  await using registry = await startTestRegistry({ rounds })
  const get = () => ask('GET', `${registry.origin}/v2/`)
  await Promise.all(Array.from({ length: 20 }, get))
  expect(registry.rounds).toBe(1)
  await get()
  await get()
  expect(registry.rounds).toBe(3)
  expect(registry.entries.map(({ round }) => round)).toEqual([...Array.from({ length: 20 }, () => 1), 2, 3])
})

test('counts the longest of several chains', async () => {
  const rounds = new Rounds()
  await using registry = await startTestRegistry({ rounds })
  const chain = async (length: number) => {
    for (let left = length; left > 0; left -= 1) await ask('GET', `${registry.origin}/v2/`)
  }
  await Promise.all([chain(1), chain(4), chain(2)])
  expect(rounds.count).toBe(4)
})

test('assigns a body to the round in which it is complete', async () => {
  const rounds = new Rounds()
  await using registry = await startTestRegistry({ rounds })
  await Promise.all(
    Array.from({ length: 4 }, async () => {
      const target = finishing(await begin(registry.origin, 'o/app'), digest)
      await ask('PUT', target, { body, headers })
    })
  )
  expect(rounds.count).toBe(2)
})

test('shares rounds among servers with the same clock', async () => {
  const rounds = new Rounds()
  await using service = await startTokenService(new Tokens(), { rounds })
  await using one = await startTestRegistry({ rounds })
  await using two = await startTestRegistry({ rounds, delay: 5 })
  await Promise.all([
    ask('GET', `${one.origin}/v2/`),
    ask('GET', `${two.origin}/v2/`),
    ask('GET', `${service.realm}?service=s`),
  ])
  expect([one.rounds, two.rounds]).toEqual([1, 1])
})

test('waits for a busy client', async () => {
  const rounds = new Rounds({ quiet: 10 })
  await using registry = await startTestRegistry({ rounds })
  const busy = async () => {
    const start = performance.now()
    while (performance.now() - start < 60) JSON.stringify(process.versions)
    await ask('GET', `${registry.origin}/v2/`)
  }
  await Promise.all([ask('GET', `${registry.origin}/v2/`), new Promise(setImmediate).then(busy)])
  expect(rounds.count).toBe(1)
})

test('does not wait for a stalled request', async () => {
  const rounds = new Rounds()
  await using registry = await startTestRegistry({ rounds })
  registry.fail({ kind: 'base' }, 'stall')
  const stalled = ask('GET', `${registry.origin}/v2/`).catch(() => undefined)
  expect((await ask('GET', `${registry.origin}/v2/`)).status).toBe(200)
  await registry[Symbol.asyncDispose]()
  await stalled
})
