import { type FileHandle, readlink, realpath, stat } from 'node:fs/promises'
import { join, sep } from 'node:path'
import { openRegular } from '../disk/regular-file.ts'
import { ContentError } from '../oci/content-error.ts'
import { readBytes } from './file-bytes.ts'
import type { Files, StoredFile } from './source.ts'

/** The files of a folder, and none that a link in it leads to elsewhere. Paths must have been checked. */
export function openFolder(directory: string): Files {
  // The folder itself may be a link: it is what the user named.
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

async function findFile(path: string, root: string): Promise<StoredFile | undefined> {
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

/** Where an open file is. Linux says it of the file itself, so that nobody can put another in its place meanwhile. */
async function placeOf(file: FileHandle, path: string): Promise<string> {
  return await readlink(`/proc/self/fd/${file.fd}`).catch(() => realpath(path))
}

function checkWithin(root: string, place: string, path: string): void {
  if (place.startsWith(root.endsWith(sep) ? root : root + sep)) return
  throw new ContentError(`${path} is a link that leads out of the image, to ${place}. Copy the file into its place.`)
}

function unreadable(path: string, cause: Error): ContentError {
  if (cause instanceof ContentError) return cause
  return new ContentError(`${path} cannot be read: ${cause.message}`, { cause })
}
