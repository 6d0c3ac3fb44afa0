import type { FileHandle } from 'node:fs/promises'
import { type Range, readBytes } from '../disk/file-bytes.ts'
import { compressionIn, magicLength } from '../disk/magic-numbers.ts'
import { openRegular } from '../disk/regular-file.ts'
import type { Stamp } from '../disk/stamp.ts'
import { indexTar } from '../disk/tar/tar.ts'
import { blockSize } from '../disk/tar/tar-header.ts'
import type { TarEntry, TarMembers } from '../disk/tar/tar-members.ts'
import type { BlobContent } from '../oci/blob-content.ts'
import { collectBytes } from '../oci/blob-content.ts'
import { ContentError } from '../oci/content-error.ts'
import type { Files } from './files.ts'

/** The files of an archive. */
export interface ArchivedFiles extends Files {
  /** Like `find`, but also through links. Throws ContentError if they lead out of the archive. */
  resolve(path: string): Promise<BlobContent | undefined>
}

/**
 * Opens a tar archive, whose files are read in place: nothing is unpacked. `name` is its name in error messages. Throws
 * ContentError.
 */
export async function openArchive(path: string, name = path): Promise<ArchivedFiles> {
  const file = await openRegular(path).catch((cause: Error) => {
    throw new ContentError(`${name} cannot be read: ${cause.message}`, { cause })
  })
  const guarded = async <Result>(work: () => Result | Promise<Result>): Promise<Result> => {
    try {
      return await work()
    } catch (cause) {
      throw new ContentError(`${name} cannot be read as an archive: ${(cause as Error).message}`, { cause })
    }
  }
  try {
    const stats = await file.stat({ bigint: true })
    const members = await guarded(() => indexArchive(file, name, Number(stats.size)))
    const place = { file, name, stamp: stats }
    return {
      name,
      find: async (entry) => storedFile(place, await guarded(() => members.find(entry))),
      resolve: async (entry) => storedFile(place, await guarded(() => members.resolve(entry))),
      [Symbol.asyncDispose]: () => file.close(),
    }
  } catch (error) {
    await file.close()
    throw error
  }
}

async function indexArchive(file: FileHandle, name: string, size: number): Promise<TarMembers> {
  const start = await readAt(file, { name, start: 0, end: Math.min(magicLength, size) })
  const compression = compressionIn(start)
  if (compression) throw new Error(`it is compressed with ${compression}; decompress it first`)
  if (size < blockSize) throw new Error(size === 0 ? 'it is empty' : 'it is not a tar archive')
  return await indexTar({ size, read: (from, length) => readAt(file, { name, start: from, end: from + length }) })
}

async function readAt(file: FileHandle, range: Range): Promise<Buffer> {
  return await collectBytes((signal) => readBytes(file, range, signal))
}

interface Place {
  readonly file: FileHandle
  readonly name: string
  readonly stamp: Stamp
}

function storedFile({ file, name, stamp }: Place, entry: TarEntry | undefined): BlobContent | undefined {
  if (!entry) return undefined
  const { start: first, size } = entry
  return {
    size,
    read: (start, end, signal) => readBytes(file, { name, start: first + start, end: first + end, stamp }, signal),
  }
}
