import { ContentError } from '../oci/content-error.ts'
import { BrokenBody, type RequestBody, Stalled } from './message.ts'

export interface RequestBodyOptions {
  /** Milliseconds within which a piece must be sent. */
  readonly silence: number
  /** Called when sending stalls. Waiting for our own content does not count. */
  readonly onStall: (error: Stalled) => void
  /** Aborted when the body is no longer needed. */
  readonly ended: AbortSignal
}

const smallestPiece = 4 * 1024
const firstPiece = 64 * 1024

/**
 * Streams a request body of exactly the announced size. If sending is slow, pieces get smaller, so that a slow
 * connection can be told from a dead one. Throws BrokenBody if the body cannot be read or has the wrong length.
 */
export async function* streamRequestBody(body: RequestBody, options: RequestBodyOptions): AsyncGenerator<Uint8Array> {
  using watch = watchFor(options)
  let pieceSize = firstPiece
  let size = 0
  try {
    for await (const chunk of body.read(options.ended)) {
      size += chunk.length
      if (size > body.size) break
      for (let start = 0; start < chunk.length; ) {
        const piece = chunk.subarray(start, start + pieceSize)
        body.out?.(piece.length)
        watch.begin()
        yield piece
        start += piece.length
        pieceSize = resize(pieceSize, watch.end() / options.silence)
      }
    }
  } catch (cause) {
    throw new BrokenBody('the content to send cannot be read', { cause })
  }
  if (size === body.size) return
  const word = size > body.size ? 'longer' : 'shorter'
  const cause = new ContentError(`the content is ${word} than the ${body.size} bytes announced`)
  throw new BrokenBody(cause.message, { cause })
}

/** `took` is the time that the last piece took, as a fraction of the silence allowed. */
function resize(size: number, took: number): number {
  if (took > 1 / 16) return Math.max(smallestPiece, size / 4)
  return took < 1 / 64 ? size * 2 : size
}

/** Checks periodically whether the current piece takes too long: a timer for each would cost more than the piece. */
function watchFor({ silence, onStall }: RequestBodyOptions) {
  let since = Number.POSITIVE_INFINITY
  const timer = setInterval(() => {
    if (performance.now() - since > silence) onStall(new Stalled('it stopped reading the upload'))
  }, silence / 4)
  return {
    begin() {
      since = performance.now()
    },
    end() {
      const took = performance.now() - since
      since = Number.POSITIVE_INFINITY
      return took
    },
    [Symbol.dispose]: () => clearInterval(timer),
  }
}
