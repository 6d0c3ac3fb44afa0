import type { IncomingMessage } from 'node:http'
import type { Fault } from './faults.ts'

/** How reading a body ended: complete, the client disconnected, or a fault stopped it. */
export type BodyEnding = 'end' | 'aborted' | 'reset' | 'stalled'

/** Reads a request's body in pieces, as far as its fault allows. */
export function readBody(
  request: IncomingMessage,
  fault: Fault | undefined,
  take: (piece: Buffer) => void
): Promise<BodyEnding> {
  const cut = cutOf(fault)
  let left = cut?.after ?? Number.POSITIVE_INFINITY
  return new Promise((resolve) => {
    const end = () => {
      request.off('data', onData)
      if (cut) request.pause()
      resolve(cut?.ending ?? 'end')
    }
    const onData = (piece: Buffer) => {
      take(piece.subarray(0, left))
      left -= piece.length
      trickle(request, fault, piece.length)
      if (left <= 0) end()
    }
    const gone = () => resolve('aborted')
    request.once('error', gone).once('close', gone).once('end', end)
    if (request.destroyed) gone()
    else if (left === 0) end()
    else request.on('data', onData)
  })
}

/** Slows reading down to this many bytes in this time. */
function trickle(request: IncomingMessage, fault: Fault | undefined, size: number): void {
  if (typeof fault !== 'object' || !('trickle' in fault)) return
  request.pause()
  setTimeout(() => request.resume(), (size / fault.trickle) * fault.every)
}

/** The number of bytes after which a fault stops reading. A shorter body is read completely. */
function cutOf(fault: Fault | undefined): { readonly after: number; readonly ending: 'reset' | 'stalled' } | undefined {
  if (typeof fault !== 'object') return undefined
  if ('resetAfter' in fault && typeof fault.resetAfter === 'number') return { after: fault.resetAfter, ending: 'reset' }
  if ('stopReadingAfter' in fault && typeof fault.stopReadingAfter === 'number') {
    return { after: fault.stopReadingAfter, ending: 'stalled' }
  }
  return undefined
}
