/** One 512-byte header of a tar archive: POSIX.1-2001 (ustar, pax), and what GNU tar does otherwise. */
export interface TarHeader {
  readonly name: string
  /** Bytes of content that follow. */
  readonly size: number
  /** `0` for a regular file. */
  readonly type: string
}

/** Bytes: headers and contents begin at multiples of this. */
export const blockSize = 512

/** Reads a header; undefined for the block of zeros that ends an archive. Throws TarError. */
export function parseTarHeader(block: Buffer): TarHeader | undefined {
  if (block.every((byte) => byte === 0)) return undefined
  if (Number.parseInt(text(block, 148, 8), 8) !== checksum(block)) {
    throw new TarError('it is no tar archive, or a damaged one')
  }
  const type = text(block, 156, 1) || '0'
  const isPosix = block.toString('latin1', 257, 263) === 'ustar\0'
  const prefix = isPosix ? text(block, 345, 155) : ''
  const name = text(block, 0, 100)
  return { name: prefix === '' ? name : `${prefix}/${name}`, size: number(block, 124, 12), type }
}

/** What is wrong with an archive. */
export class TarError extends Error {
  override readonly name = 'TarError'
}

/** The sum of all bytes, those of the checksum itself taken as spaces. */
function checksum(block: Buffer): number {
  const sum = block.reduce((total, byte) => total + byte, 0)
  return sum - block.subarray(148, 156).reduce((total, byte) => total + byte, 0) + 8 * 0x20
}

function text(block: Buffer, start: number, length: number): string {
  const field = block.subarray(start, start + length)
  const end = field.indexOf(0)
  return field.toString('utf8', 0, end < 0 ? length : end)
}

/** Octal digits, or, where the first bit is set, a binary number as GNU tar writes large ones. */
function number(block: Buffer, start: number, length: number): number {
  const field = block.subarray(start, start + length)
  const isBinary = ((field[0] ?? 0) & 0x80) !== 0
  const octal = text(block, start, length).trim()
  if (!isBinary && !/^[0-7]*$/.test(octal)) throw new TarError('a number in a header is none')
  const value = isBinary
    ? field.reduce((total, byte, index) => total * 256 + (index === 0 ? byte & 0x7f : byte), 0)
    : Number.parseInt(octal || '0', 8)
  if (!Number.isSafeInteger(value)) throw new TarError('a number in a header is too large')
  return value
}
