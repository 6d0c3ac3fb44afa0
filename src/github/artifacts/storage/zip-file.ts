import { crc32 } from 'node:zlib'

/** It is not a zip file as `zipOf` makes them. */
export class BadZip extends Error {
  override readonly name = 'BadZip'
}

/** The headers of PKWARE's APPNOTE.TXT, 4.3.7, 4.3.12 and 4.3.16: their signatures, and their bytes without names. */
const localHeader = { signature: 0x04034b50, size: 30 }
const centralHeader = { signature: 0x02014b50, size: 46 }
const endRecord = { signature: 0x06054b50, size: 22 }
const headers = localHeader.size + centralHeader.size + endRecord.size

/** The version of the format that a reader has to know: 2.0. */
const version = 20
/** 1980-01-01, the first day that can be written. */
const day = 0x21

/** Bytes of a zip file of `zipOf` beside the file in it, whose name has at most 100 characters. */
export const zipOverhead = headers + 2 * 100

/** A zip file with one file in it, without compression. The same content always gives the same bytes. */
export function zipOf(name: string, file: Uint8Array): Uint8Array {
  const written = Buffer.from(name, 'latin1')
  // Both headers contain the same description.
  const description = Buffer.alloc(26)
  description.writeUInt16LE(version, 0)
  description.writeUInt16LE(day, 8)
  description.writeUInt32LE(crc32(file), 10)
  description.writeUInt32LE(file.length, 14)
  description.writeUInt32LE(file.length, 18)
  description.writeUInt16LE(written.length, 22)
  const local = header(localHeader)
  description.copy(local, 4)
  const central = header(centralHeader)
  central.writeUInt16LE(version, 4)
  description.copy(central, 6)
  const end = header(endRecord)
  end.writeUInt16LE(1, 8)
  end.writeUInt16LE(1, 10)
  end.writeUInt32LE(central.length + written.length, 12)
  end.writeUInt32LE(local.length + written.length + file.length, 16)
  return Buffer.concat([local, written, file, central, written, end])
}

function header({ signature, size }: typeof localHeader): Buffer {
  const bytes = Buffer.alloc(size)
  bytes.writeUInt32LE(signature)
  return bytes
}

/**
 * The file in a zip file of `zipOf`. Any other zip file is refused: nothing is decompressed, and sizes, offsets and
 * checksums that do not agree with the content are found by making the zip file again. Throws BadZip.
 */
export function fileInZip(bytes: Uint8Array): Uint8Array {
  const zip = Buffer.from(bytes)
  const nameLength = zip.length < headers ? 0 : zip.readUInt16LE(26)
  const start = localHeader.size + nameLength
  const size = zip.length - headers - 2 * nameLength
  const file = size < 0 ? undefined : zip.subarray(start, start + size)
  if (!file || !zip.equals(zipOf(zip.toString('latin1', localHeader.size, start), file))) {
    throw new BadZip('its content is not a zip file with a single file that is not compressed')
  }
  return file
}
