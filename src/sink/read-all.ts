import { finished, type Readable } from 'node:stream'

/**
 * Reads a stream of bytes to its end, at the pace of who takes them: `take` says when another chunk may come, and keeps
 * none. Rejects where the stream breaks off or `take` fails; what comes then is read by nobody.
 */
export function readAll(stream: Readable, take: (chunk: Uint8Array) => Promise<void> | undefined): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  const stop = (error: unknown) => {
    stream.off('data', onData).pause()
    reject(error)
  }
  function onData(chunk: Uint8Array<ArrayBuffer>): void {
    try {
      const ready = take(chunk)
      letGo(chunk)
      if (!ready) return
      stream.pause()
      ready.then(() => stream.resume(), stop)
    } catch (error) {
      stop(error)
    }
  }
  finished(stream, { writable: false }, (error) => (error ? reject(error) : resolve()))
  stream.on('data', onData)
  return promise
}

/**
 * Node makes a buffer for each chunk. Left to the garbage collector they pile up until it goes through all memory there
 * is, several times a second: that took a third of the CPU time of all (docs/decisions/0003).
 */
function letGo({ buffer, byteLength }: Uint8Array<ArrayBuffer>): void {
  if (buffer.byteLength === byteLength) buffer.transfer(0)
}
