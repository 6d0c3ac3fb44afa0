const blockSize = 512

/** The header of a file, in the POSIX format that every tar reads, with nothing that differs between runs. */
export function tarHeader(name: string, size: number, { type, link } = { type: '0', link: '' }): Buffer {
  const header = Buffer.alloc(blockSize)
  const octal = (value: number, offset: number, length: number) =>
    header.write(`${value.toString(8).padStart(length - 1, '0')}\0`, offset, 'latin1')
  if (Buffer.byteLength(name) > 100) throw new Error(`${name} is too long for a tar header`)
  header.write(name, 0)
  octal(0o644, 100, 8)
  octal(0, 108, 8)
  octal(0, 116, 8)
  if (size < 8 ** 11) octal(size, 124, 12)
  else largeSize(header, size)
  octal(0, 136, 12)
  header.write(type, 156)
  header.write(link, 157)
  header.write('ustar\x0000', 257, 'latin1')
  header.fill(' ', 148, 156)
  const sum = header.reduce((total, byte) => total + byte, 0)
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1')
  return header
}

/** Sizes of 8 GiB and more are written in base 256. */
function largeSize(header: Buffer, size: number): void {
  header[124] = 0x80
  header.writeBigUInt64BE(BigInt(size), 128)
}

/** The padding of a file's last block. */
export function tarPadding(size: number): Buffer {
  return Buffer.alloc((blockSize - (size % blockSize)) % blockSize)
}

/** The end of an archive. */
export const tarEnd = Buffer.alloc(2 * blockSize)

/** A symbolic link, or a hard link with type 1. */
export function tarLink(name: string, link: string, type: '1' | '2' = '2'): Buffer {
  return tarHeader(name, 0, { type, link })
}

/** An archive of small files. */
export function tarOf(files: Readonly<Record<string, string | Uint8Array>>): Uint8Array {
  const parts = Object.entries(files).flatMap(([name, content]) => {
    const bytes = Buffer.from(content as Uint8Array)
    return [tarHeader(name, bytes.length), bytes, tarPadding(bytes.length)]
  })
  return Buffer.concat([...parts, tarEnd])
}
