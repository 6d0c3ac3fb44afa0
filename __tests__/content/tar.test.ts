import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Archive, indexTar } from '../../src/content/tar.ts'
import { tarEnd, tarHeader, tarOf, tarPadding } from '../support/registry/content/tar.ts'

function archive(bytes: Uint8Array): Archive {
  return {
    size: bytes.length,
    read: async (start, length) => {
      if (start + length > bytes.length) throw new Error('read beyond the end')
      return Buffer.from(bytes.subarray(start, start + length))
    },
  }
}

async function listed(bytes: Uint8Array): Promise<Record<string, string>> {
  const entries = await indexTar(archive(bytes))
  const contents = [...entries].map(([name, { start, size }]) => [
    name,
    Buffer.from(bytes.subarray(start, start + size)).toString(),
  ])
  return Object.fromEntries(contents)
}

/** An entry of any type, in whose header some bytes are written over. */
function entry(name: string, content: string, type = '0', change: (header: Buffer) => void = () => undefined): Buffer {
  const bytes = Buffer.from(content)
  const header = tarHeader(name, bytes.length)
  header.write(type, 156)
  change(header)
  header.fill(' ', 148, 156)
  const sum = header.reduce((total, byte) => total + byte, 0)
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1')
  return Buffer.concat([header, bytes, tarPadding(bytes.length)])
}

function pax(...records: readonly string[]): string {
  return records
    .map((record) => {
      const rest = ` ${record}\n`
      let length = rest.length + 1
      while (String(length).length + rest.length !== length) length += 1
      return `${length}${rest}`
    })
    .join('')
}

const long = `${'deep/'.repeat(30)}file`

test('files of any name and size are found where they lie', async () => {
  const name = fc.stringMatching(/^[a-z0-9]{1,20}(\/[a-z0-9]{1,20}){0,3}$/)
  const files = fc.dictionary(name, fc.string({ maxLength: 2_000 }), { maxKeys: 12 })
  await fc.assert(
    fc.asyncProperty(files, async (each) => {
      expect(await listed(tarOf(each))).toEqual({ ...each })
    }),
    { numRuns: 100 }
  )
})

test('names are found however they are written', async () => {
  const bytes = Buffer.concat([
    entry('./index.json', 'a'),
    entry('blobs//sha256/./x', 'b'),
    entry('short', 'c', '0', (header) => header.write('a/prefix', 345)),
    entry('././@LongLink', `${long}\0`, 'L'),
    entry(long.slice(0, 100), 'd'),
    entry('pax', pax(`path=${long}2`, 'mtime=1.5', 'comment=a=b'), 'x'),
    entry('anything', 'e'),
    entry('global', pax('comment=made by git'), 'g'),
    entry('././@LongLink', `${long}\0`, 'K'),
    entry('old', 'f', '\0'),
    tarEnd,
  ])
  expect(await listed(bytes)).toEqual({
    'index.json': 'a',
    'blobs/sha256/x': 'b',
    'a/prefix/short': 'c',
    [long]: 'd',
    [`${long}2`]: 'e',
    old: 'f',
  })
})

test('of two files under one name the later counts, as when the archive is unpacked', async () => {
  expect(await listed(Buffer.concat([entry('a', 'first'), entry('./a', 'second'), tarEnd]))).toEqual({ a: 'second' })
})

test('folders and links are no files', async () => {
  const bytes = Buffer.concat([
    entry('folder/', '', '5'),
    entry('link', '', '2', (header) => header.write('/etc/passwd', 157)),
    entry('hard', '', '1', (header) => header.write('a', 157)),
    entry('a', 'a'),
    tarEnd,
  ])
  expect(await listed(bytes)).toEqual({ a: 'a' })
})

test('an archive may end without the blocks that end it', async () => {
  expect(await listed(entry('a', 'x'.repeat(512)))).toEqual({ a: 'x'.repeat(512) })
})

test('sizes beyond octal digits are read', async () => {
  const size = 9 * 1024 ** 3
  const header = tarHeader('large', size)
  const sparse: Archive = {
    size: 512 + size,
    read: async (start) => (start === 0 ? header : Buffer.alloc(512)),
  }
  expect(await indexTar(sparse)).toEqual(new Map([['large', { start: 512, size }]]))
  const said = Buffer.concat([
    entry('x', pax('size=3'), 'x'),
    entry('a', 'abc', '0', (at) => at.write('0'.repeat(11), 124)),
    tarEnd,
  ])
  expect(await listed(said)).toEqual({ a: 'abc' })
})

const hostile: readonly (readonly [string, Uint8Array, string])[] = [
  ['what is no archive', Buffer.alloc(1024, 'x'), 'it is no tar archive, or a damaged one'],
  ['a header that was changed', changed(entry('a', 'a'), 0), 'it is no tar archive, or a damaged one'],
  [
    'a file that is longer than the archive',
    entry('a', '', '0', (at) => at.write('00000010000', 124)),
    'it ends too early',
  ],
  ['a negative size', entry('a', '', '0', (at) => at.fill(0xff, 124, 136)), 'a number in a header is too large'],
  ['a size of no digits', entry('a', '', '0', (at) => at.write('9', 124)), 'a number in a header is none'],
  ['a sparse file of GNU tar', entry('a', 'a', 'S'), 'it holds a sparse file'],
  ['a sparse file of pax', entry('p', pax('GNU.sparse.major=1'), 'x'), 'it holds a sparse file'],
  ['a part of a larger archive', entry('a', 'a', 'M'), 'it is part of a larger archive'],
  ['a link with content', entry('a', 'a', '1'), 'a link or folder in it has content'],
  ['a folder with content', entry('a', 'a', '5'), 'a link or folder in it has content'],
  ['an extended header that is none', entry('p', 'path=x\n', 'x'), 'an extended header is damaged'],
  ['a record that is too long', entry('p', '99 path=x\n', 'x'), 'an extended header is damaged'],
  ['a record of no length', entry('p', '0 path=x\n', 'x'), 'an extended header is damaged'],
  ['a record without a key', entry('p', pax('path'), 'x'), 'an extended header is damaged'],
  ['a size in words', entry('p', pax('size=-5'), 'x'), 'an extended header has a size that is none'],
  ['one name for all', entry('g', pax('path=index.json'), 'g'), 'it gives all of its files one name or size'],
  ['an endless name', entry('L', 'x'.repeat(1024 * 1024 + 1), 'L'), 'it has a header of more than 1 MiB'],
]

function changed(bytes: Buffer, at: number): Buffer {
  bytes[at] = (bytes[at] ?? 0) ^ 1
  return bytes
}

test.each(hostile)('%s is refused', async (_, bytes, sentence) => {
  await expect(indexTar(archive(Buffer.concat([bytes, tarEnd])))).rejects.toThrow(sentence)
})

test('an archive that was cut off is refused', async () => {
  const bytes = entry('a', 'x'.repeat(600))
  await expect(indexTar(archive(bytes.subarray(0, 1024)))).rejects.toThrow('it ends too early')
})

test('an archive of endless entries is not read to its end', async () => {
  const one = entry('a', '')
  const endless: Archive = { size: Number.MAX_SAFE_INTEGER, read: async () => one }
  await expect(indexTar(endless)).rejects.toThrow('it has more than 100000 entries')
})

test('no bytes at all make the reader hang or read beyond the end', async () => {
  const block = fc.oneof(
    fc.uint8Array({ minLength: 512, maxLength: 512 }),
    fc
      .tuple(fc.constantFrom('0', '5', 'x', 'L', 'g', 'S', '?'), fc.nat(3_000))
      .map(([type, size]) =>
        entry('name', '', type, (header) => header.write(size.toString(8).padStart(11, '0'), 124))
      ),
    fc.string({ maxLength: 40 }).map((text) => entry('pax', text, 'x'))
  )
  await fc.assert(
    fc.asyncProperty(fc.array(block, { maxLength: 6 }), async (blocks) => {
      const bytes = Buffer.concat(blocks)
      const entries = await indexTar(archive(bytes)).catch((error: Error) => error)
      if (entries instanceof Error) expect(entries.name).toBe('TarError')
      else for (const { start, size } of entries.values()) expect(start + size).toBeLessThanOrEqual(bytes.length)
    }),
    { numRuns: 300 }
  )
})
