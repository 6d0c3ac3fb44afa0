/** What is sent: exactly `size` bytes. A chunk may be overwritten once the next but one is asked for. */
export interface Body {
  readonly size: number
  read(signal: AbortSignal): AsyncIterable<Uint8Array>
  /** Told of bytes as they are given to the line. */
  out?(bytes: number): void
}

/** One HTTP request. Nothing is added to the headers but length, host and user agent. */
export interface Exchange {
  readonly method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  readonly url: URL
  readonly headers: Readonly<Record<string, string>>
  readonly body?: Body | Uint8Array
  /** Nothing depends on the answer, so it is not waited for long. */
  readonly optional?: boolean
  /** What is sent has to be stored before there is an answer, which may take its time. */
  readonly stores?: boolean
  readonly signal: AbortSignal
}

/** The head of an HTTP answer. Header names are in lower case. */
export interface Head {
  readonly status: number
  /** The URL that was asked. */
  readonly url: URL
  header(name: string): string | undefined
  /** All lines of a header that may come more than once. */
  headers(name: string): readonly string[]
}

/** An answer whose body is still to come, and must be read or discarded. */
export interface Answer extends Head {
  /**
   * Reads the body. Throws BodyTooLarge after `limit` bytes, whatever Content-Length says, and Stalled where it does not
   * end in time: one that is only good to know has less of that.
   */
  bytes(limit: number, use?: 'needed' | 'good to know'): Promise<Uint8Array>
  /** Waits a moment for the rest of the body, or else ends the connection. Never rejects. */
  discard(): Promise<void>
}

/** An answer with as much of its body as was asked for. */
export interface Reply extends Head {
  readonly body: Uint8Array
}

export class BodyTooLarge extends Error {
  override readonly name = 'BodyTooLarge'

  constructor(limit: number) {
    super(`its response is larger than ${limit} bytes`)
  }
}

/** Something took too long; the message says what. The code is that of the system's own time-out. */
export class Stalled extends Error {
  override readonly name = 'Stalled'
  readonly code = 'ETIMEDOUT'
}

/** What was to be sent could not be read, or is not as long as it should be: no fault of who was to get it. */
export class BrokenBody extends Error {
  override readonly name = 'BrokenBody'
}
