import { ContentError } from '../oci/content-error.ts'
import { type Body, BrokenBody, Stalled } from './exchange.ts'

export interface OutgoingOptions {
  /** Milliseconds in which something must have gone out. */
  readonly silence: number
  /** Told once nothing goes out any more. Waiting for bytes of our own is no stall. */
  readonly onStall: (error: Stalled) => void
  /** Aborted when nobody wants the body any more. */
  readonly ended: AbortSignal
}

const smallestPiece = 4 * 1024
const firstPiece = 64 * 1024

/**
 * Gives a body to who sends it, exactly as many bytes as it is to have. What goes out slowly is given in small pieces,
 * so that a line that is slow is told from one that is dead. What is wrong with the body is thrown as BrokenBody.
 */
export async function* outgoing(body: Body, options: OutgoingOptions): AsyncGenerator<Uint8Array> {
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
  const word = size > body.size ? 'more' : 'less'
  const cause = new ContentError(`${word} came than the ${body.size} bytes that were announced`)
  throw new BrokenBody(cause.message, { cause })
}

/** `took` is the part of the silence allowed that the last piece took. */
function resize(size: number, took: number): number {
  if (took > 1 / 16) return Math.max(smallestPiece, size / 4)
  return took < 1 / 64 ? size * 2 : size
}

/** Looks now and then whether a piece that was begun takes too long: a timer for each would cost more than the piece. */
function watchFor({ silence, onStall }: OutgoingOptions) {
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
