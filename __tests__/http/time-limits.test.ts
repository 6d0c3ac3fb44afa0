import type { ServerResponse } from 'node:http'
import { describe, expect, test } from 'vitest'
import { Deadline } from '../../src/http/deadline.ts'
import { BodyTooLarge, Stalled } from '../../src/http/message.ts'
import { isTimeout, isTransient } from '../../src/http/network-failure.ts'
import type { Timeouts } from '../../src/http/transport.ts'
import { failureOf, patient } from '../registry/client.ts'
import { requestFor, startPlainServer, transportTo } from './plain-server.ts'

type Answer = (response: ServerResponse) => void

/** Asks a server that answers so, and reads its response. */
async function ask(answer: Answer, timeouts: Partial<Timeouts>, limit = 1_000) {
  using server = await startPlainServer((_, response) => answer(response))
  await using transport = transportTo(server.url, { timeouts: { ...patient, ...timeouts } })
  const response = await transport.request(requestFor(server.url))
  return Buffer.from(await response.bytes(limit)).toString()
}

const every = (response: ServerResponse, milliseconds: number, work: () => void) => {
  const timer = setInterval(work, milliseconds)
  response.once('close', () => clearInterval(timer))
}

const silent: Answer = () => undefined
const interim: Answer = (response) => every(response, 20, () => response.writeProcessing())
const flood: Answer = (response) => every(response, 1, () => response.writeProcessing())
const dripping: Answer = (response) => {
  response.writeHead(200)
  every(response, 20, () => response.write('x'))
}
const halfway: Answer = (response) => response.writeHead(200, { 'content-length': 9 }).write('x')

describe('a server that', () => {
  // A connection that is not made counts six times: `connectSteps`.
  const brief = { connect: 50, answer: 100 }

  test.each<[string, Answer, Partial<Timeouts>, string]>([
    ['says nothing', silent, brief, 'it did not respond in time'],
    ['sends interim responses instead', interim, brief, 'it did not respond in time'],
    ['sends interim responses without end', flood, {}, 'it sent more than 64 interim responses'],
    ['never ends its response', dripping, { body: 200 }, 'its response did not end in time'],
    ['stops in the middle of its response', halfway, { body: 200 }, 'its response did not end in time'],
  ])('%s is given up, as a time-out', async (_, answer, timeouts, message) => {
    const failure = await failureOf(ask(answer, timeouts))
    expect(failure).toMatchObject({ name: 'Stalled', message })
    expect([isTimeout(failure), isTransient(failure)]).toEqual([true, true])
  })

  test('is silent within its response is given up sooner', async () => {
    const failure = await failureOf(ask(halfway, { piece: 100 }))
    expect([isTimeout(failure), isTransient(failure)]).toEqual([true, true])
  })

  test('is slow but in time is heard', async () => {
    const slow: Answer = (response) =>
      setTimeout(() => {
        response.writeHead(200).write('a')
        setTimeout(() => response.end('b'), 150)
      }, 150)
    expect(await ask(slow, { piece: 1_000 })).toBe('ab')
  })

  test('says more than it may is cut off', async () => {
    expect(await failureOf(ask(dripping, {}, 3))).toBeInstanceOf(BodyTooLarge)
  })
})

test('a request that is cancelled ends at once, with the reason', async () => {
  using server = await startPlainServer(() => undefined)
  await using transport = transportTo(server.url)
  const cancelled = new AbortController()
  const failure = failureOf(transport.request(requestFor(server.url, { signal: cancelled.signal })))
  await expect.poll(() => server.saw).toHaveLength(1)
  cancelled.abort(new Error('the job was cancelled'))
  expect((await failure).message).toBe('the job was cancelled')
  await expect.poll(() => server.connections).toBe(0)
})

describe('a response that nobody reads', () => {
  test.each<[string, Answer, number]>([
    ['keeps its connection if it ends', (response) => response.end('x'.repeat(1_000)), 1],
    ['loses its connection if it does not', dripping, 0],
  ])('%s', async (_, answer, connections) => {
    using server = await startPlainServer((__, response) => answer(response))
    await using transport = transportTo(server.url, { timeouts: { ...patient, unwanted: 100 } })
    const response = await transport.request(requestFor(server.url))
    await response.discard()
    await expect.poll(() => server.connections).toBe(connections)
  })
})

describe('a deadline', () => {
  test('is missed by the phase that takes too long, and says which', async () => {
    const deadline = new Deadline()
    deadline.begin(10_000, 'the first is late')
    deadline.begin(10, 'the second is late')
    await new Promise((resolve) => deadline.signal.addEventListener('abort', resolve))
    expect(deadline.signal.reason).toEqual(new Stalled('the second is late'))
  })

  test('does not run between phases, or after the end', async () => {
    const deadline = new Deadline()
    deadline.begin(30, 'late')
    deadline.pause()
    await new Promise((resolve) => setTimeout(resolve, 60))
    expect(deadline.timed).toBeLessThan(60)
    deadline.close()
    deadline.begin(1, 'late')
    await new Promise((resolve) => setTimeout(resolve, 20))
    expect(deadline.signal.aborted).toBe(false)
  })
})
