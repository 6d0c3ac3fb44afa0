/** What files begin with, by their compression: RFC 1952, RFC 8878, and the formats' own documents. */
const magicNumbers = {
  gzip: Buffer.from([0x1f, 0x8b]),
  zstd: Buffer.from([0x28, 0xb5, 0x2f, 0xfd]),
  xz: Buffer.from([0xfd, 0x37, 0x7a, 0x58, 0x5a]),
  bzip2: Buffer.from('BZh'),
} as const

type CompressedFormat = keyof typeof magicNumbers

/** Bytes of a file that show how it is compressed. */
export const magicLength = Math.max(...Object.values(magicNumbers).map(({ length }) => length))

/** How a file that begins like this is compressed; undefined for one that is not, as far as is known here. */
export function compressionIn(start: Uint8Array): CompressedFormat | undefined {
  const found = Object.entries(magicNumbers).find(([, bytes]) => bytes.equals(start.subarray(0, bytes.length)))
  return found?.[0] as CompressedFormat | undefined
}
