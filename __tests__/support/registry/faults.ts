import type { IncomingHttpHeaders } from 'node:http'
import type { Answer } from './answer.ts'
import type { Kind, Route } from './route.ts'

/** What goes wrong with a request. */
export type Fault =
  /**
   * Responds with this instead. The request's body is read and dropped, or with `early` not even read; with `committed`
   * the request is executed anyway. With `drip`, a byte of the response's body is sent every this many milliseconds.
   */
  | (Answer & { readonly early?: boolean; readonly committed?: boolean; readonly drip?: number })
  /** Resets the connection before the response, and does nothing. */
  | 'reset before headers'
  /** Executes the request, and resets the connection instead of responding. */
  | 'reset after commit'
  /** Resets the connection after this many bytes of the request's body. */
  | { readonly resetAfter: number }
  /** Reads the whole request, and never responds. */
  | 'stall'
  /** Executes the request, and never responds. */
  | 'stall after commit'
  /** Stops reading after this many bytes of the request's body, and does not respond. */
  | { readonly stopReadingAfter: number }
  /** Responds this many milliseconds late. */
  | { readonly slow: number }
  /** Transfers this many bytes of request and response at intervals in milliseconds: slow, but never silent for long. */
  | { readonly trickle: number; readonly every: number }
  /** Sends this many interim responses (103) before the response, one every this many milliseconds. */
  | { readonly interim: number; readonly every: number }
  /** Ends the response's body after this many bytes, and closes the connection. */
  | { readonly truncate: number }
  /** Expires the request's token. */
  | 'expire token'

/** Which requests a fault applies to. Every given field must match. */
export interface Match {
  readonly method?: string
  readonly kind?: Kind
  readonly name?: string
  readonly digest?: string
  /** The tag or digest in a manifest's path. */
  readonly reference?: string
  readonly where?: (request: FaultyRequest) => boolean
}

export interface FaultyRequest {
  readonly method: string
  readonly route: Route
  readonly headers: IncomingHttpHeaders
  readonly authorization?: string
}

export interface FailOptions {
  /** How many times it occurs; by default once. */
  readonly times?: number
  /** How many matching requests to let pass first. */
  readonly after?: number
}

/** A scheduled fault. */
export interface Ordered {
  /** How many times it has occurred. */
  readonly hits: number
  cancel(): void
}

interface Order extends Ordered {
  readonly match: Match
  readonly fault: Fault
  hits: number
  times: number
  after: number
}

/** The scheduled faults, each for the next matching requests. */
export class Faults {
  readonly #orders: Order[] = []

  fail(match: Match, fault: Fault, { times = 1, after = 0 }: FailOptions = {}): Ordered {
    const order: Order = {
      match,
      fault,
      hits: 0,
      times,
      after,
      cancel: () => {
        order.times = 0
      },
    }
    this.#orders.push(order)
    return order
  }

  /** The fault for this request: the first one scheduled that matches. */
  take(request: FaultyRequest): Fault | undefined {
    for (const order of this.#orders) {
      if (order.times <= 0 || !fits(order.match, request)) continue
      if (order.after > 0) {
        order.after -= 1
        continue
      }
      order.times -= 1
      order.hits += 1
      return order.fault
    }
    return undefined
  }
}

function fits({ method, where, ...wanted }: Match, request: FaultyRequest): boolean {
  if (method !== undefined && method !== request.method) return false
  const same = (Object.keys(wanted) as (keyof typeof wanted)[]).every((key) => wanted[key] === request.route[key])
  return same && (where?.(request) ?? true)
}
