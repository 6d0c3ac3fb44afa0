/** The content of a blob, readable from any offset and any number of times, even while it is still arriving. */
export interface BlobContent {
  readonly size: number
  /** Bytes from `start` up to before `end`. A chunk may be overwritten when the chunk after the next is requested. */
  read(start: number, end: number, signal: AbortSignal): AsyncIterable<Uint8Array>
  /** Called when it will be read from its start in a moment, so that what takes time may begin; until disposed. */
  expect?(): Disposable
}

/** A small blob that was generated here and is held in memory. */
export function contentOfBytes(bytes: Uint8Array): BlobContent {
  return {
    size: bytes.length,
    async *read(start, end) {
      yield bytes.subarray(start, end)
    },
  }
}

/** Reads everything into one buffer, so it must fit in memory. Copies each chunk, which the next may overwrite. */
export async function collectBytes(read: (signal: AbortSignal) => AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  for await (const chunk of read(new AbortController().signal)) chunks.push(Buffer.from(chunk))
  return Buffer.concat(chunks)
}
