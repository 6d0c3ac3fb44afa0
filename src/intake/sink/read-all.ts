import { finished, type Readable } from 'node:stream'
import { freeChunk } from '../../http/free-chunk.ts'
import type { BlobWriter } from './backend.ts'

/**
 * Reads a stream of bytes to its end, into a writer and with backpressure. `counted` is called with the size of each
 * chunk. Rejects if the stream breaks off or the writer fails; the rest is not read.
 */
export function readAll(
  stream: Readable,
  writer: Pick<BlobWriter, 'write'>,
  counted: (bytes: number) => void
): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  const stop = (error: unknown) => {
    stream.off('data', onData).pause()
    reject(error)
  }
  function onData(chunk: Uint8Array<ArrayBuffer>): void {
    try {
      counted(chunk.length)
      const ready = writer.write(chunk)
      freeChunk(chunk)
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
