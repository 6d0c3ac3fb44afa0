import type { IncomingMessage, ServerResponse } from 'node:http'
import { setImmediate } from 'node:timers/promises'
import type { ArtifactReply } from './faults.ts'

/** Sends a response, or does not: resets the connection, or never responds. */
export async function send(
  { socket }: IncomingMessage,
  response: ServerResponse,
  reply: ArtifactReply | 'reset' | 'reset after' | 'stall' | undefined
): Promise<void> {
  if (reply === undefined || reply === 'stall') return
  if (typeof reply === 'string') return void socket.resetAndDestroy()
  const { status, headers, body = '' } = reply
  const isJson = typeof body === 'object' && !(body instanceof Uint8Array)
  response.writeHead(status, { ...(isJson && { 'content-type': 'application/json' }), ...headers })
  if (body !== 'endless') return void response.end(isJson ? JSON.stringify(body) : body)
  const piece = Buffer.alloc(64 * 1024, 'x')
  while (!response.destroyed && !response.closed) {
    response.write(piece)
    await setImmediate()
  }
}
