/** Copies what is read into one piece, which must fit in memory: a chunk may be gone when the next is asked for. */
export async function collect(read: (signal: AbortSignal) => AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  for await (const chunk of read(new AbortController().signal)) chunks.push(Buffer.from(chunk))
  return Buffer.concat(chunks)
}
