import { type FileHandle, open } from 'node:fs/promises'
import { ContentError } from '../oci/content-error.ts'
import { collect } from './collect.ts'
import { type Range, readBytes } from './file-bytes.ts'
import type { Files, StoredFile } from './source.ts'
import { indexTar, type TarEntry } from './tar.ts'

/** How compressed archives begin. */
const compressions = [
  { name: 'gzip', start: Buffer.from([0x1f, 0x8b]) },
  { name: 'zstd', start: Buffer.from([0x28, 0xb5, 0x2f, 0xfd]) },
  { name: 'xz', start: Buffer.from([0xfd, 0x37, 0x7a, 0x58, 0x5a]) },
  { name: 'bzip2', start: Buffer.from('BZh') },
] as const

/** The files of a tar archive, which are read where they lie: nothing is unpacked. Throws ContentError. */
export async function openArchive(path: string): Promise<Files> {
  const file = await open(path).catch((cause: Error) => {
    throw new ContentError(`${path} cannot be read: ${cause.message}`, { cause })
  })
  try {
    const entries = await entriesOf(file, path)
    return {
      name: path,
      find: async (entry) => storedFile(file, path, entries.get(entry)),
      [Symbol.asyncDispose]: () => file.close(),
    }
  } catch (cause) {
    await file.close()
    throw new ContentError(`${path} cannot be read as an archive: ${(cause as Error).message}`, { cause })
  }
}

async function entriesOf(file: FileHandle, name: string): Promise<ReadonlyMap<string, TarEntry>> {
  const stats = await file.stat()
  if (!stats.isFile()) throw new Error('it is no file')
  const start = await readAt(file, { name, start: 0, end: Math.min(8, stats.size) })
  const compression = compressions.find((known) => start.subarray(0, known.start.length).equals(known.start))
  if (compression) throw new Error(`it is compressed with ${compression.name}: decompress it first`)
  const read = (start: number, length: number) => readAt(file, { name, start, end: start + length })
  return await indexTar({ size: stats.size, read })
}

async function readAt(file: FileHandle, range: Range): Promise<Buffer> {
  return await collect((signal) => readBytes(file, range, signal))
}

function storedFile(file: FileHandle, name: string, entry: TarEntry | undefined): StoredFile | undefined {
  if (!entry) return undefined
  const { start: first, size } = entry
  return {
    size,
    read: (start, end, signal) => readBytes(file, { name, start: first + start, end: first + end }, signal),
  }
}
