import type { Answer } from './answer.ts'
import type { Call } from './call.ts'
import { type ServerOptions, startServer } from './server.ts'
import { TestServer } from './test-server.ts'

/** What a stranger received in one request. */
export interface Seen {
  readonly method: string
  readonly url: string
  readonly authorization?: string
  readonly cookie?: string
  readonly clientCertificate?: string
  /** The beginning of the body: its first 64 KiB. */
  readonly body: string
}

/** An unrelated server: it accepts any request, and records it. `fail()` changes its responses. */
export class Stranger extends TestServer {
  static async start(options: ServerOptions): Promise<Stranger> {
    const stranger = new Stranger()
    const listener = await startServer(options, {
      place: 'home',
      log: stranger.record,
      faults: stranger.faults,
      route: () => ({ kind: 'other' }),
      answer: plausible,
      peek: 64 * 1024,
    })
    stranger.listeners.push(listener)
    return stranger
  }

  get saw(): readonly Seen[] {
    return this.entries.map(({ method, path, query, authorization, cookie, clientCertificate, body }) => ({
      method,
      url: query === '' ? path : `${path}?${query}`,
      ...(authorization !== undefined && { authorization }),
      ...(cookie !== undefined && { cookie }),
      ...(clientCertificate !== undefined && { clientCertificate }),
      body: Buffer.from(body).toString('latin1'),
    }))
  }

  /** Authorization, cookies and client certificates that it received: ideally none. */
  get secrets(): readonly string[] {
    return this.saw
      .flatMap(({ authorization, cookie, clientCertificate }) => [authorization, cookie, clientCertificate])
      .filter((secret) => secret !== undefined)
  }
}

/** The response that a client hopes for, whatever it asks. */
async function plausible(call: Call): Promise<Answer> {
  await call.receive(() => {})
  const { method, target } = call
  if (method === 'PUT') return { status: 201, headers: { location: target } }
  if (method === 'PATCH') return { status: 202, headers: { location: target, range: '0-0' } }
  if (method === 'DELETE') return { status: 202 }
  if (method === 'POST' && target.includes('/uploads/'))
    return { status: 202, headers: { location: '/upload?_state=1' } }
  const token = 'from-a-stranger'
  const body = JSON.stringify({ token, access_token: token, expires_in: 300, tags: ['evil'] })
  return { status: 200, headers: { 'content-type': 'application/json', 'set-cookie': 'stranger=1' }, body }
}

export function startStranger(options: ServerOptions = {}): Promise<Stranger> {
  return Stranger.start(options)
}
