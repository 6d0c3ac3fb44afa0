import { type FileHandle, readlink, realpath, stat } from 'node:fs/promises'
import { join, sep } from 'node:path'
import { readBytes } from '../disk/file-bytes.ts'
import { openRegular } from '../disk/regular-file.ts'
import type { BlobContent } from '../oci/blob-content.ts'
import { ContentError } from '../oci/content-error.ts'
import type { Files } from './files.ts'

/** Opens a directory, refusing links that point outside it. Callers must have validated the paths. */
export function openFolder(directory: string): Files {
  // The directory itself may be a link: the user named it.
  let root: Promise<string> | undefined
  return {
    name: directory,
    async find(path) {
      root ??= realpath(directory)
      return await findFile(join(directory, path), await root.catch(() => directory))
    },
    [Symbol.asyncDispose]: async () => undefined,
  }
}

async function findFile(path: string, root: string): Promise<BlobContent | undefined> {
  const found = await look(path, root)
  if (!found) return undefined
  if (!found.isFile()) throw new ContentError(`${path} is not a regular file`)
  return {
    size: Number(found.size),
    async *read(start, end, signal) {
      await using file = await openWithin(path, root)
      yield* readBytes(file, { name: path, start, end, stamp: found }, signal)
    },
  }
}

async function look(path: string, root: string) {
  try {
    checkWithin(root, await realpath(path), path)
    return await stat(path, { bigint: true })
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined
    throw unreadable(path, error as Error)
  }
}

async function openWithin(path: string, root: string): Promise<FileHandle> {
  let file: FileHandle | undefined
  try {
    file = await openRegular(path)
    checkWithin(root, await placeOf(file, path), path)
    return file
  } catch (error) {
    await file?.close()
    throw unreadable(path, error as Error)
  }
}

/** The path of an open file. Linux takes it from the descriptor, so the file cannot be swapped in between. */
async function placeOf(file: FileHandle, path: string): Promise<string> {
  return await readlink(`/proc/self/fd/${file.fd}`).catch(() => realpath(path))
}

function checkWithin(root: string, place: string, path: string): void {
  if (place.startsWith(root.endsWith(sep) ? root : root + sep)) return
  throw new ContentError(
    `${path} is a link that points outside the image, to ${place}. Replace the link with a copy of the file.`
  )
}

function unreadable(path: string, cause: Error): ContentError {
  if (cause instanceof ContentError) return cause
  return new ContentError(`${path} cannot be read: ${cause.message}`, { cause })
}
