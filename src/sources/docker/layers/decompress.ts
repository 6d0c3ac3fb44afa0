import { constants, createGunzip, createZstdDecompress } from 'node:zlib'

/** 64 MiB, as in containerd's decompressor (klauspost/compress): what a hostile layer can have allocated here. */
const zstdWindowLog = 26

const decompressors = {
  gzip: () => createGunzip(),
  zstd: () => createZstdDecompress({ params: { [constants.ZSTD_d_windowLogMax]: zstdWindowLog } }),
}

/** The compressions that layers may have: image-spec, layer.md#gzip-media-types and #zstd-media-types */
export type Compression = keyof typeof decompressors

/** Decompresses content piece by piece, however much it becomes. Throws if it is damaged, or goes on after its end. */
export async function decompress(
  content: AsyncIterable<Uint8Array>,
  compression: Compression,
  onData: (bytes: Uint8Array) => void
): Promise<void> {
  const stream = decompressors[compression]()
  const { promise: ended, resolve: end, reject: fail } = Promise.withResolvers<void>()
  ended.catch(() => undefined)
  // At data after the end, Node ends the output, and never calls back after that write.
  let [isOver, goOn] = [false, end]
  stream.on('data', onData)
  stream.once('error', (error) => {
    fail(error)
    goOn()
  })
  stream.once('end', () => {
    isOver = true
    end()
    goOn()
  })
  try {
    for await (const chunk of content) {
      const { promise: written, resolve } = Promise.withResolvers<void>()
      goOn = resolve
      stream.write(chunk, () => resolve())
      await written
      if (stream.errored) break
      if (isOver) throw new Error('it has data after its end')
    }
    stream.end()
    await ended
  } finally {
    stream.destroy()
  }
}
