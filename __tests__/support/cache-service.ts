import { randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { buffer } from 'node:stream/consumers'
import type { Variables } from '../../src/environment.ts'
import { encodeJwt } from './identity/jwt.ts'
import { Listener } from './registry/listener.ts'

interface Entry {
  readonly key: string
  readonly version: string
  readonly blocks: Map<string, Buffer>
  blob: Buffer
  isFinal: boolean
}

interface Fields {
  readonly key: string
  readonly version: string
  readonly size_bytes?: unknown
  readonly restore_keys?: readonly string[]
}

const calls = /^\/twirp\/github\.actions\.results\.api\.v1\.CacheService\/(\w+)$/

/**
 * GitHub's cache service (its second protocol) and its storage, which BuildKit uses for `type=gha`:
 * tonistiigi/go-actions-cache, cache_v2.go
 */
export class CacheService implements AsyncDisposable {
  /** What no client should send. */
  readonly objections: string[] = []
  /** Refuses all requests. */
  isDown = false
  /** What the builder must show, and nobody else may see. */
  readonly token: string
  readonly #entries: Entry[] = []
  #listener: Listener | undefined

  private constructor(now: Date) {
    const seconds = Math.floor(now.getTime() / 1000)
    const ac = JSON.stringify([{ Scope: 'refs/heads/main', Permission: 3 }])
    const claims = { ac, nbf: seconds - 60, exp: seconds + 3600, jti: randomUUID() }
    this.token = encodeJwt({ typ: 'JWT', alg: 'none' }, claims, () => Buffer.from('signature'))
  }

  static async start(now = new Date()): Promise<CacheService> {
    const service = new CacheService(now)
    service.#listener = await Listener.listen(
      {},
      {
        serve: (request, response) => void service.#serve(request, response).catch(() => response.destroy()),
        moved: () => undefined,
        malformed: (sentence) => service.objections.push(sentence),
      }
    )
    return service
  }

  /** What the runner sets for the actions of a job. */
  get variables(): Variables {
    return {
      ACTIONS_RUNTIME_TOKEN: this.token,
      ACTIONS_RESULTS_URL: `${this.#listener?.origin}/`,
      ACTIONS_CACHE_SERVICE_V2: 'True',
    }
  }

  /** The keys of the complete entries. */
  get keys(): readonly string[] {
    return this.#entries.filter(({ isFinal }) => isFinal).map(({ key }) => key)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#listener?.[Symbol.asyncDispose]()
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://service')
    const body = await buffer(request)
    const [, method] = calls.exec(pathname) ?? []
    if (method === undefined) {
      const isPut = request.method === 'PUT'
      const content = this.#store(pathname, isPut ? { searchParams, body } : undefined)
      return send(response, isPut ? 201 : 200, content)
    }
    const isAllowed = request.headers.authorization === `Bearer ${this.token}`
    if (!isAllowed) this.objections.push(`${method} without the token`)
    if (this.isDown) return send(response, 400, { msg: 'the service is down' })
    send(response, 200, this.#carryOut(method, JSON.parse(body.toString())))
  }

  #carryOut(method: string, { key, version, size_bytes: size, restore_keys: prefixes = [] }: Fields): object {
    switch (method) {
      case 'CreateCacheEntry': {
        if (this.#entries.some((entry) => entry.key === key && entry.version === version)) return { ok: false }
        const count = this.#entries.push({ key, version, blocks: new Map(), blob: Buffer.alloc(0), isFinal: false })
        return { ok: true, signed_upload_url: `${this.#listener?.origin}/blobs/${count - 1}` }
      }
      case 'FinalizeCacheEntryUpload': {
        const at = this.#entries.findIndex((entry) => entry.key === key && entry.version === version)
        const entry = this.#entries[at]
        if (!entry || Number(size) !== entry.blob.length) return { ok: false }
        entry.isFinal = true
        return { ok: true, entry_id: String(at) }
      }
      case 'GetCacheEntryDownloadURL': {
        const isMatch = (entry: Entry) =>
          entry.isFinal && [key, ...prefixes].some((prefix) => entry.key.startsWith(prefix))
        const at = this.#entries.findLastIndex(isMatch)
        const found = this.#entries[at]
        if (!found) return { ok: false }
        return { ok: true, signed_download_url: `${this.#listener?.origin}/blobs/${at}`, matched_key: found.key }
      }
      default:
        throw new Error(`no such method: ${method}`)
    }
  }

  /** Azure's storage: a blob is put as a whole, or in blocks and a list of them. */
  #store(path: string, put?: { readonly searchParams: URLSearchParams; readonly body: Buffer }): object {
    const entry = this.#entries[Number(path.split('/').at(-1))]
    if (!entry) throw new Error(`no such blob: ${path}`)
    if (!put) return entry.blob
    const { searchParams, body } = put
    switch (searchParams.get('comp')) {
      case 'block':
        entry.blocks.set(searchParams.get('blockid') ?? '', body)
        break
      case 'blocklist': {
        const ids = [...body.toString().matchAll(/<(?:Latest|Uncommitted)>([^<]*)</g)].map(([, id = '']) => id)
        entry.blob = Buffer.concat(ids.map((id) => entry.blocks.get(id) ?? Buffer.alloc(0)))
        break
      }
      default:
        entry.blob = body
    }
    return {}
  }
}

function send(response: ServerResponse, status: number, content: object): void {
  const isBytes = content instanceof Uint8Array
  const bytes = isBytes ? content : Buffer.from(JSON.stringify(content))
  const type = isBytes ? 'application/octet-stream' : 'application/json'
  // The storage's client fails without an ID of the request.
  const headers = { 'content-type': type, 'content-length': bytes.length, 'x-ms-request-id': randomUUID() }
  response.writeHead(status, headers).end(bytes)
}
