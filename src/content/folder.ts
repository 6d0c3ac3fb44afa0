import { open, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { ContentError } from '../oci/content-error.ts'
import { readBytes } from './file-bytes.ts'
import type { Files, StoredFile } from './source.ts'

/** The files of a folder. Paths must have been checked: they are joined as they are. */
export function openFolder(directory: string): Files {
  return {
    name: directory,
    find: (path) => findFile(join(directory, path)),
    [Symbol.asyncDispose]: async () => undefined,
  }
}

async function findFile(path: string): Promise<StoredFile | undefined> {
  const found = await stat(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return undefined
    throw unreadable(path, error)
  })
  if (!found?.isFile()) return undefined
  return {
    size: found.size,
    async *read(start, end, signal) {
      await using file = await open(path).catch((cause: Error) => {
        throw unreadable(path, cause)
      })
      yield* readBytes(file, { name: path, start, end }, signal)
    },
  }
}

function unreadable(path: string, cause: Error): ContentError {
  return new ContentError(`${path} cannot be read: ${cause.message}`, { cause })
}
