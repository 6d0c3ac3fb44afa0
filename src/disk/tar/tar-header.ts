/** A 512-byte header of a tar archive: POSIX.1-2001 (ustar, pax), with the deviations of GNU tar. */
export interface TarHeader {
  readonly name: string
  /** Bytes of content that follow. */
  readonly size: number
  /** `0` for a regular file. */
  readonly type: string
  /** What a link points at; empty for all others. */
  readonly link: string
}

/** Bytes. Headers and file contents start at multiples of this. */
export const blockSize = 512

/** Parses a header; undefined for a block of zeros. Throws TarError if tar readers could interpret it differently. */
export function parseTarHeader(block: Buffer): TarHeader | undefined {
  if (isZero(block)) return undefined
  if (octalIn(block, 148, 8) !== checksum(block)) throw new TarError('it is not a tar archive, or it is corrupt')
  const type = text(block, 156, 1) || '0'
  const name = text(block, 0, 100)
  const prefix = prefixOf(block)
  return {
    name: prefix === '' ? name : `${prefix}/${name}`,
    size: number(block, 124, 12),
    type,
    link: text(block, 157, 100),
  }
}

/** A problem with an archive. */
export class TarError extends Error {
  override readonly name = 'TarError'
}

const zeros = Buffer.alloc(64 * 1024)

/** Whether at most 64 KiB of bytes are all zero. */
export function isZero(bytes: Buffer): boolean {
  return bytes.equals(zeros.subarray(0, bytes.length))
}

/** The sum of all bytes, with those of the checksum field counted as spaces. */
function checksum(block: Buffer): number {
  let sum = 8 * 0x20
  for (const [index, byte] of block.entries()) if (index < 148 || index >= 156) sum += byte
  return sum
}

function text(block: Buffer, start: number, length: number): string {
  const field = block.subarray(start, start + length)
  const end = field.indexOf(0)
  return field.toString('utf8', 0, end < 0 ? length : end)
}

/**
 * POSIX stores the start of a long name here. star uses the end of this field for other fields, and GNU tar its start
 * for two timestamps, which Go reads as part of the name if they are not numeric: archive/tar, readHeader.
 */
function prefixOf(block: Buffer): string {
  const magic = block.toString('latin1', 257, 265)
  if (magic.startsWith('ustar\0')) {
    if (block.toString('latin1', 508, 512) === 'tar\0')
      throw new TarError('it is in star format; create it in pax format')
    return text(block, 345, 155)
  }
  const times = block.toString('latin1', 345, 369)
  if (magic === 'ustar  \0' && !/^[0-7\0 ]*$/.test(times))
    throw new TarError('a header has a time that is not a number')
  return ''
}

/** Parses octal digits, or, if the first byte says so, the binary form that GNU tar uses for large numbers. */
function number(block: Buffer, start: number, length: number): number {
  const first = block[start] ?? 0
  if ((first & 0x80) === 0) {
    const value = octalIn(block, start, length)
    if (value === undefined) throw new TarError('a header field is not a number')
    return value
  }
  if (first !== 0x80) throw new TarError('a number in a header field is too large')
  const value = block.subarray(start + 1, start + length).reduce((total, byte) => total * 256 + byte, 0)
  if (!Number.isSafeInteger(value)) throw new TarError('a number in a header field is too large')
  return value
}

/** Undefined for anything but padded digits with a terminator: tar readers disagree on other forms. */
function octalIn(block: Buffer, start: number, length: number): number | undefined {
  const digits = /^ *([0-7]+)[ \0]*$/.exec(block.toString('latin1', start, start + length))?.[1]
  return digits === undefined ? undefined : Number.parseInt(digits, 8)
}
