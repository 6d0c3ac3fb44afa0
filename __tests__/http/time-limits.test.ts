import type { ServerResponse } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { Deadline } from '../../src/http/deadline.ts'
import { BodyTooLarge, Stalled } from '../../src/http/message.ts'
import { isTimeout, isTransient } from '../../src/http/network-failure.ts'
import type { Timeouts } from '../../src/http/transport.ts'
import { failureOf, patient } from '../registry/client.ts'
import { requestFor, startPlainServer, transportTo } from './plain-server.ts'

type Answer = (response: ServerResponse) => void

/** Sends a request to a server that responds like this, and reads the response. */
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

describe('given a server that', () => {
  // The time limit of a response includes six connect timeouts: `connectSteps`.
  const brief = { connect: 50, answer: 100 }

  test.each<[string, Answer, Partial<Timeouts>, string]>([
    ['never responds', silent, brief, 'it did not respond in time'],
    ['only sends interim responses', interim, brief, 'it did not respond in time'],
    ['floods the client with interim responses', flood, {}, 'it sent more than 64 interim responses'],
    ['never ends its response', dripping, { body: 200 }, 'its response did not end in time'],
    ['stops within its response', halfway, { body: 200 }, 'its response did not end in time'],
  ])('%s, gives up with a time-out', async (_, answer, timeouts, message) => {
    const failure = await failureOf(ask(answer, timeouts))
    expect(failure).toMatchObject({ name: 'Stalled', message })
    expect([isTimeout(failure), isTransient(failure)]).toEqual([true, true])
  })

  test('pauses for too long within its response, gives up before the time limit of the body', async () => {
    const failure = await failureOf(ask(halfway, { piece: 100 }))
    expect([isTimeout(failure), isTransient(failure)]).toEqual([true, true])
  })

  test('is slow but in time, reads the response', async () => {
    const slow: Answer = (response) =>
      setTimeout(() => {
        response.writeHead(200).write('a')
        setTimeout(() => response.end('b'), 150)
      }, 150)
    expect(await ask(slow, { piece: 1_000 })).toBe('ab')
  })

  test('sends more than the limit, gives up', async () => {
    expect(await failureOf(ask(dripping, {}, 3))).toBeInstanceOf(BodyTooLarge)
  })
})

describe('a body that is read in pieces', () => {
  /** Reads a response in pieces, and waits for so many milliseconds after each. Returns the number of bytes. */
  async function stream(answer: Answer, timeouts: Partial<Timeouts>, pause = 0): Promise<number> {
    using server = await startPlainServer((_, response) => answer(response))
    await using transport = transportTo(server.url, { timeouts: { ...patient, ...timeouts } })
    const response = await transport.request(requestFor(server.url))
    let size = 0
    for await (const piece of response.pieces()) {
      size += piece.length
      await wait(pause)
    }
    return size
  }
  const large: Answer = (response) => response.end(Buffer.alloc(1_000_000))
  const steady: Answer = (response) => {
    response.writeHead(200)
    every(response, 100, () => response.write(Buffer.alloc(64 * 1024)))
    setTimeout(() => response.end(), 1_800)
  }

  test('has to bring something in the time that another body has in total', async () => {
    const failure = await failureOf(stream(dripping, { body: 200 }))
    expect(failure).toMatchObject({ name: 'Stalled', message: 'its response came too slowly' })
    expect([isTimeout(failure), isTransient(failure)]).toEqual([true, true])
  })

  test('may take longer, if it does, or if its reader is slow', async () => {
    expect(await stream(steady, { body: 1_200 })).toBeGreaterThan(4 * 64 * 1024)
    expect(await stream(large, { body: 1_200 }, 120)).toBe(1_000_000)
  })
})

test('ends a cancelled request at once, with the reason', async () => {
  using server = await startPlainServer(() => undefined)
  await using transport = transportTo(server.url)
  const cancelled = new AbortController()
  const failure = failureOf(transport.request(requestFor(server.url, { signal: cancelled.signal })))
  await expect.poll(() => server.saw).toHaveLength(1)
  cancelled.abort(new Error('the job was cancelled'))
  expect((await failure).message).toBe('the job was cancelled')
  await expect.poll(() => server.connections).toBe(0)
})

describe('a discarded response', () => {
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
  test('aborts with the message of the phase that took too long', async () => {
    const deadline = new Deadline()
    deadline.begin(10_000, 'the first is late')
    deadline.begin(10, 'the second is late')
    await new Promise((resolve) => deadline.signal.addEventListener('abort', resolve))
    expect(deadline.signal.reason).toEqual(new Stalled('the second is late'))
  })

  test('is not running between phases, or once closed', async () => {
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
