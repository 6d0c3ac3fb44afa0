/** What is sent: exactly `size` bytes. A chunk may be overwritten once the next but one is asked for. */
export interface Body {
  readonly size: number
  read(signal: AbortSignal): AsyncIterable<Uint8Array>
}

/** One HTTP request. Nothing is added to the headers but length, host and user agent. */
export interface Exchange {
  readonly method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  readonly url: URL
  readonly headers: Readonly<Record<string, string>>
  readonly body?: Body | Uint8Array
  readonly signal: AbortSignal
}

/** One HTTP answer, whose body must be read or discarded. Header names are in lower case. */
export interface Answer {
  readonly status: number
  /** The URL that was asked. */
  readonly url: URL
  header(name: string): string | undefined
  /** All lines of a header that may come more than once. */
  headers(name: string): readonly string[]
  /** Reads the body. Throws BodyTooLarge after `limit` bytes, whatever Content-Length says. */
  bytes(limit: number): Promise<Uint8Array>
  discard(): Promise<void>
}

export class BodyTooLarge extends Error {
  override readonly name = 'BodyTooLarge'

  constructor(limit: number) {
    super(`the answer is larger than ${limit} bytes`)
  }
}

/** Nothing moved for too long. The code is that of the system's own time-out. */
export class Stalled extends Error {
  override readonly name = 'Stalled'
  readonly code = 'ETIMEDOUT'
}
