import { constants } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import { formatBytes } from '../format-amount.ts'

/** Opening a FIFO must not block, and a terminal must not become the controlling one. Windows has neither flag. */
const readOnly = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (constants.O_NOCTTY ?? 0)

/** Maximum bytes of a text file. */
const textLimit = 1024 * 1024

/** Bytes read at a time. */
const piece = 64 * 1024

/** Opens a file for reading. Throws for a directory, FIFO, socket or device, whose content may never end. */
export async function openRegular(path: string): Promise<FileHandle> {
  const file = await open(path, readOnly)
  try {
    if ((await file.stat()).isFile()) return file
  } catch (error) {
    await file.close()
    throw error
  }
  await file.close()
  throw new Error('it is not a regular file')
}

/** Reads a whole file of at most `limit` bytes. Throws if it has more, whatever size `stat` reports. */
async function readRegular(path: string, limit: number): Promise<Buffer> {
  await using file = await openRegular(path)
  const pieces: Buffer[] = []
  for (let size = 0; size <= limit; ) {
    const { bytesRead, buffer } = await file.read(Buffer.allocUnsafe(piece), 0, piece, size)
    if (bytesRead === 0) return Buffer.concat(pieces)
    pieces.push(buffer.subarray(0, bytesRead))
    size += bytesRead
  }
  throw new Error(`it is larger than ${formatBytes(limit)}`)
}

/** Why `readText` failed, as the end of a sentence about the file. */
export function whyUnreadable({ code, message }: NodeJS.ErrnoException): string {
  return code === 'ENOENT' ? 'does not exist' : `cannot be read: ${code ?? message}`
}

/** Reads a whole text file. Throws the error of `open` if there is no such file. */
export async function readText(path: string, limit = textLimit): Promise<string> {
  return (await readRegular(path, limit)).toString('utf8')
}
