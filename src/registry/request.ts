import type { Body, Exchange } from './exchange.ts'
import type { Patience } from './retry.ts'

/** One thing asked of a registry. */
export interface Request extends Pick<Exchange, 'method' | 'url' | 'optional' | 'stores'> {
  /** `ghcr.io/acme/app`, for errors. */
  readonly where: string
  /** What is being done, as a noun, for errors. */
  readonly operation: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: Body | Uint8Array
  /** distribution, docs/content/spec/auth/scope.md */
  readonly scopes: readonly string[]
  /** The answers that are no failure. */
  readonly expect: readonly number[]
  /** The most bytes that such an answer may have; without it their body is not read. */
  readonly limit?: number
  /** Whether who does not know such a request knows no uploads at all: decides the advice. */
  readonly begins?: boolean
  /** What is left of the tries, where this request is a part of something that is tried again as a whole. */
  readonly patience?: Patience | undefined
  /** Fewer tries than usual, where there is another way. */
  readonly attempts?: number
  /** Ends this request, the waiting for its turn and for its retries included. */
  readonly signal: AbortSignal
}
