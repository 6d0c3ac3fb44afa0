import * as http from 'node:http'
import { pick } from './chance.ts'
import type { ProxyFault } from './fault-proxy.ts'

export interface ForwardOptions {
  readonly request: http.IncomingMessage
  readonly response: http.ServerResponse
  readonly upstream: URL
  readonly agent: http.Agent
  readonly fault: ProxyFault | undefined
  readonly draw: () => number
  /** Resets the client's connection. */
  readonly reset: () => void
  /** The proxy's own origin. */
  readonly home: string
}

const statuses = [408, 425, 429, 500, 502, 503, 504]
const hopByHop = ['connection', 'keep-alive', 'transfer-encoding', 'proxy-connection', 'upgrade', 'te', 'trailer']

/** A request that passes through the proxy. */
export class Forward {
  readonly #options: ForwardOptions

  constructor(options: ForwardOptions) {
    this.#options = options
  }

  run(): void {
    const { request, response, fault, reset } = this.#options
    response.on('error', () => {})
    if (fault === 'status') this.#refuse()
    else if (fault === 'reset before') reset()
    else if (fault === 'stall') request.resume()
    else this.#forward()
  }

  #refuse(): void {
    const { request, response, draw } = this.#options
    const status = pick(statuses, draw) ?? 503
    request.resume()
    request.once('end', () => response.writeHead(status, { 'content-type': 'text/plain' }).end(`fault: ${status}\n`))
  }

  #forward(): void {
    const { request, response, upstream, agent, fault, reset } = this.#options
    const { method, url, headers } = request
    const host = { hostname: upstream.hostname, port: upstream.port }
    const onward = http.request({ ...host, method, path: url, headers: endToEnd(headers), agent, setHost: false })
    onward.once('response', (answer) => this.#answer(answer))
    onward.once('error', reset)
    // If the client disconnects, its request is dropped.
    response.once('close', () => {
      if (!response.writableFinished) onward.destroy()
    })
    if (fault === 'reset in request') this.#cutRequest(onward)
    else request.pipe(onward)
  }

  /** Forwards part of the body. */
  #cutRequest(onward: http.ClientRequest): void {
    const { request, draw, reset } = this.#options
    let left = Math.floor(draw() * Number(request.headers['content-length'] ?? 0))
    const cut = () => {
      onward.destroy()
      reset()
    }
    request.on('data', (piece: Buffer) => {
      onward.write(piece.subarray(0, left))
      left -= piece.length
      if (left <= 0) cut()
    })
    request.once('end', cut)
  }

  #answer(answer: http.IncomingMessage): void {
    const { response, fault, draw, reset } = this.#options
    answer.on('error', reset)
    if (fault === 'reset after commit') answer.resume().once('end', reset)
    else if (fault === 'stall after commit') answer.resume()
    else if (fault === 'truncate') this.#cutAnswer(answer)
    else setTimeout(() => this.#pass(answer), fault === 'slow' ? draw() * 250 : 0)
    response.once('close', () => answer.destroy())
  }

  #pass(answer: http.IncomingMessage): void {
    const { response } = this.#options
    response.writeHead(answer.statusCode ?? 502, this.#headersOf(answer))
    answer.pipe(response)
  }

  #cutAnswer(answer: http.IncomingMessage): void {
    const { request, response, draw, reset } = this.#options
    const length = Number(answer.headers['content-length'] ?? 0)
    if (request.method === 'HEAD' || length === 0) {
      answer.resume().once('end', reset)
      return
    }
    let left = Math.floor(draw() * length)
    response.writeHead(answer.statusCode ?? 502, this.#headersOf(answer))
    response.flushHeaders()
    answer.on('data', (piece: Buffer) => {
      const part = piece.subarray(0, Math.max(0, left))
      left -= piece.length
      response.write(part)
    })
    answer.once('end', () => response.socket?.end())
  }

  /** Rewrites Locations at the registry so that they lead through the proxy. */
  #headersOf({ headers }: http.IncomingMessage): http.OutgoingHttpHeaders {
    const { upstream, home } = this.#options
    const { location, ...rest } = endToEnd(headers)
    const led = location?.startsWith(`${upstream.origin}/`) ? home + location.slice(upstream.origin.length) : location
    return { ...rest, ...(led !== undefined && { location: led }) }
  }
}

function endToEnd(headers: http.IncomingHttpHeaders): http.IncomingHttpHeaders {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !hopByHop.includes(name)))
}
