import type { IncomingMessage, ServerResponse } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Answer } from './answer.ts'
import { Broken, Call } from './call.ts'
import { nextSequence, type OpenEntry, type Place, stable } from './entry.ts'
import type { Faults } from './faults.ts'
import { clientCertificateOf, Listener, type ListenOptions } from './listener.ts'
import type { Log } from './log.ts'
import type { Rounds } from './rounds.ts'
import type { Route } from './route.ts'
import { send, sendInterim } from './send.ts'

export interface ServerOptions extends ListenOptions {
  /** A clock for round trips, which several servers may share. */
  readonly rounds?: Rounds
  /** Milliseconds between the last byte of a request and the first byte of its response. */
  readonly delay?: number
}

export interface ServerParts {
  readonly place: Place
  readonly log: Log
  readonly faults: Faults
  readonly route: (method: string, target: string) => Route
  readonly answer: (call: Call) => Promise<Answer>
  /** How much of each request's body is logged; by default nothing. */
  readonly peek?: number
  /** Called when a fault expires the request's token. */
  readonly expire?: (authorization: string) => void
}

/** Starts an HTTP server that logs every request, delays it until its turn, and applies faults. */
export async function startServer(options: ServerOptions, parts: ServerParts): Promise<Listener> {
  const { rounds, delay } = options
  const { log, faults, peek = 0 } = parts
  const moved = () => rounds?.moved()

  async function turn(call: Call): Promise<number | undefined> {
    const { fault } = call
    if (delay) await sleep(delay)
    if (typeof fault === 'object' && 'slow' in fault) await sleep(fault.slow)
    return await rounds?.turn()
  }

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const entry = openEntry(request, parts)
    log.begin(entry)
    moved()
    const fault = faults.take(entry)
    if (fault === 'expire token') parts.expire?.(entry.authorization ?? '')
    const call: Call = new Call({ request, response, listener, log, entry, fault, moved, peek, turn: () => turn(call) })
    response.once('close', () => call.end('aborted'))
    response.once('error', () => call.end('aborted'))
    try {
      await carryOut(call, parts.answer)
    } catch (error) {
      if (!(error instanceof Broken)) throw error
    }
  }

  const listener = await Listener.listen(options, {
    serve: (request, response) => void serve(request, response),
    moved,
    malformed: (sentence) => log.complain(sentence),
  })
  return listener
}

async function carryOut(call: Call, answer: (call: Call) => Promise<Answer>): Promise<void> {
  const { fault } = call
  const other = typeof fault === 'object' && 'status' in fault ? fault : undefined
  const isDone = fault !== 'stall' && fault !== 'reset before headers' && (!other || other.committed)
  const proper = isDone ? await answer(call) : await leaveUndone(call, other)
  await call.turn()
  if (fault === 'reset before headers' || fault === 'reset after commit') return call.break('reset')
  if (fault === 'stall' || fault === 'stall after commit') return call.break('stalled')
  await sendInterim(call)
  await send(call, other ?? proper)
}

async function leaveUndone(call: Call, other: { readonly early?: boolean } | undefined): Promise<Answer> {
  if (!other?.early) await call.receive(() => {})
  return { status: 500 }
}

function openEntry(request: IncomingMessage, { place, route: read, log }: ServerParts): OpenEntry {
  const { method = '', url = '', headers } = request
  const route = read(method, url)
  const certificate = clientCertificateOf(request)
  return {
    method,
    ...stable(url, route),
    route,
    place,
    headers,
    ...(headers.authorization !== undefined && { authorization: headers.authorization }),
    ...(headers.cookie !== undefined && { cookie: headers.cookie }),
    ...(certificate !== undefined && { clientCertificate: certificate }),
    concurrent: log.underWay + 1,
    began: nextSequence(),
    beganAt: performance.now(),
    ended: undefined,
    endedAt: undefined,
    status: 'pending',
    bytes: 0,
    body: new Uint8Array(),
    sent: 0,
    round: undefined,
  }
}
