import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Answer, withHeaders } from './answer.ts'
import type { Call } from './call.ts'

/** Writes a response, with the effects of the call's fault. */
export async function send(call: Call, answer: Answer): Promise<void> {
  if (call.response.destroyed) return call.break('aborted')
  if (answer.body === 'endless') return await sendEndless(call, answer)
  const body = typeof answer.body === 'string' ? Buffer.from(answer.body) : (answer.body ?? Buffer.alloc(0))
  setHeaders(call, answer, body.length)
  call.end(answer.status)
  if (call.method === 'HEAD') call.response.end()
  else sendBody(call, body)
}

function setHeaders({ response }: Call, { status, headers = {} }: Answer, length: number): void {
  response.statusCode = status
  for (const [name, value] of Object.entries(headers)) {
    response.setHeader(name, typeof value === 'string' ? value : [...value])
  }
  const hasLength = response.hasHeader('content-length') || response.hasHeader('transfer-encoding')
  if (!hasLength && status !== 204) response.setHeader('content-length', length)
}

function sendBody(call: Call, body: Uint8Array): void {
  const { response, fault } = call
  const cut = typeof fault === 'object' && 'truncate' in fault ? fault.truncate : undefined
  if (typeof fault === 'object' && 'trickle' in fault) return void trickle(call, body, fault.trickle, fault.every)
  if (typeof fault === 'object' && 'drip' in fault && fault.drip) return void trickle(call, body, 1, fault.drip)
  const part = body.subarray(0, cut)
  call.entry.sent = part.length
  if (cut === undefined && Number(response.getHeader('content-length') ?? 0) <= body.length) {
    response.end(part)
    return
  }
  // The body is shorter than its Content-Length, and the connection is closed.
  response.flushHeaders()
  response.write(part, () => response.socket?.end())
}

async function trickle({ response, entry }: Call, body: Uint8Array, size: number, every: number): Promise<void> {
  for (let start = 0; start < body.length && !response.destroyed; start += size) {
    await sleep(every)
    const piece = body.subarray(start, start + size)
    entry.sent += piece.length
    response.write(piece)
  }
  response.end()
}

/** Writes until the other side closes the connection. */
async function sendEndless(call: Call, answer: Answer): Promise<void> {
  const { response } = call
  setHeaders(call, withHeaders(answer, { 'transfer-encoding': 'chunked' }), 0)
  const piece = Buffer.alloc(64 * 1024, 'x')
  call.end(response.statusCode)
  const closed = once(response, 'close')
  while (!response.destroyed && !response.closed) {
    call.entry.sent += piece.length
    if (!response.write(piece)) await Promise.race([once(response, 'drain'), closed])
  }
}

/** Sends the interim responses (RFC 8297) of the call's fault, while the client is connected. */
export async function sendInterim({ response, fault }: Call): Promise<void> {
  const { interim, every } = typeof fault === 'object' && 'interim' in fault ? fault : { interim: 0, every: 0 }
  for (let sent = 0; sent < interim && !response.destroyed; sent++) {
    await sleep(every)
    response.writeEarlyHints({ link: '</style.css>; rel=preload; as=style' })
  }
}
