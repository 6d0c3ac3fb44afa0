/** Reads everything into one buffer, so it must fit in memory. Copies each chunk, which the next may overwrite. */
export async function collectBytes(read: (signal: AbortSignal) => AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  for await (const chunk of read(new AbortController().signal)) chunks.push(Buffer.from(chunk))
  return Buffer.concat(chunks)
}
