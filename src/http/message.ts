/** A request body of exactly `size` bytes. A chunk may be overwritten when the chunk after the next is requested. */
export interface RequestBody {
  readonly size: number
  read(signal: AbortSignal): AsyncIterable<Uint8Array>
  /** Called with the number of bytes handed to the connection. */
  out?(bytes: number): void
}

/** One HTTP request. Only length, host and user agent are added to the headers. */
export interface HttpRequest {
  readonly method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  readonly url: URL
  readonly headers: Readonly<Record<string, string>>
  readonly body?: RequestBody | Uint8Array
  /** Nothing depends on the response, so the timeout is short. */
  readonly optional?: boolean
  /** The server has to store the body before it responds, which may take long. */
  readonly stores?: boolean
  /** Time already spent waiting for responses, for several requests that share one time limit. */
  readonly waited?: { milliseconds: number }
  readonly signal: AbortSignal
}

/** The head of an HTTP response. Header names are in lower case. */
export interface ResponseHead {
  readonly status: number
  /** The URL that was requested. */
  readonly url: URL
  header(name: string): string | undefined
  /** All lines of a header that may be repeated. */
  headers(name: string): readonly string[]
}

/** A response whose body is still to come, and must be read or discarded. */
export interface HttpResponse extends ResponseHead {
  readonly headerNames: readonly string[]
  /**
   * Reads the body. Throws BodyTooLarge after `limit` bytes, whatever Content-Length says, and Stalled if it does not
   * end in time, which is shorter for a body that is only good to know.
   */
  bytes(limit: number, use?: 'needed' | 'good to know'): Promise<Uint8Array>
  /**
   * Reads the body as it arrives, however long it is: only silence ends it, and a trickle of a few bytes. Not reading on
   * slows the server down, and does not count. The pieces are the reader's own.
   */
  pieces(): AsyncIterable<Uint8Array<ArrayBuffer>>
  /** Waits briefly for the rest of the body, or else closes the connection. Never rejects. */
  discard(): Promise<void>
}

/** A response with as much of its body as was requested. */
export interface BufferedResponse extends ResponseHead {
  readonly body: Uint8Array
}

export class BodyTooLarge extends Error {
  override readonly name = 'BodyTooLarge'

  constructor(limit: number) {
    super(`its response is larger than ${limit} bytes`)
  }
}

/** The body of a response is shorter than announced. The code is the HTTP client's own for that. */
export class Truncated extends Error {
  override readonly name = 'Truncated'
  readonly code = 'UND_ERR_RES_CONTENT_LENGTH_MISMATCH'
}

/** Something took too long; the message says what. The code is the system's code for a timeout. */
export class Stalled extends Error {
  override readonly name = 'Stalled'
  readonly code = 'ETIMEDOUT'
}

/** The body to send could not be read, or has the wrong length: not the server's fault. */
export class BrokenBody extends Error {
  override readonly name = 'BrokenBody'
}
