import type { IncomingHttpHeaders } from 'node:http'
import type { Answer } from './answer.ts'
import type { Kind, Route } from './route.ts'

/** What goes wrong with a request. */
export type Fault =
  /**
   * This is answered instead. The request's body is read and dropped, or with `early` not even read; with `committed`
   * the request is carried out all the same. With `drip` the answer's body comes by a byte in so many milliseconds.
   */
  | (Answer & { readonly early?: boolean; readonly committed?: boolean; readonly drip?: number })
  /** The connection is reset before an answer, with nothing done. */
  | 'reset before headers'
  /** The request is carried out, and the connection reset in place of the answer. */
  | 'reset after commit'
  /** The connection is reset once so many bytes of the request's body arrived. */
  | { readonly resetAfter: number }
  /** The request is read to its end, and never answered. */
  | 'stall'
  /** The request is carried out, and never answered. */
  | 'stall after commit'
  /** No more of the request's body is read after so many bytes, and nothing is answered. */
  | { readonly stopReadingAfter: number }
  /** The answer comes so many milliseconds late. */
  | { readonly slow: number }
  /** Bodies of request and answer go by so many bytes in so many milliseconds: slow, and never silent for long. */
  | { readonly trickle: number; readonly every: number }
  /** Before the answer come so many interim answers (103), one in so many milliseconds. */
  | { readonly interim: number; readonly every: number }
  /** The answer's body ends after so many bytes, and the connection with it. */
  | { readonly truncate: number }
  /** The token that the request carries ends its life here. */
  | 'expire token'

/** Which requests a fault is for. All that is given must fit. */
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
  /** How often it happens; once unless said otherwise. */
  readonly times?: number
  /** How many fitting requests pass before. */
  readonly after?: number
}

/** A fault that was ordered. */
export interface Ordered {
  /** How often it has happened. */
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

/** The faults that were ordered, each for the next requests that fit. */
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

  /** The fault of this request: of those that fit, the one ordered first. */
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
