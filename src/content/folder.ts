import { open, stat } from 'node:fs/promises'
import { join } from 'node:path'
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
    if (error.code === 'ENOENT') return undefined
    throw error
  })
  if (!found?.isFile()) return undefined
  return {
    size: found.size,
    async *read(start, end, signal) {
      await using file = await open(path)
      yield* readBytes(file, { start, end }, signal)
    },
  }
}
