import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Archive, indexTar } from '../../src/disk/tar/tar.ts'
import { TarError } from '../../src/disk/tar/tar-header.ts'
import type { TarEntry, TarMembers } from '../../src/disk/tar/tar-members.ts'
import { tarEnd, tarHeader, tarLink, tarOf, tarPadding } from '../support/registry/content/tar.ts'

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
  const contents = filesIn(await indexTar(archive(bytes))).map(([name, { start, size }]) => [
    name,
    Buffer.from(bytes.subarray(start, start + size)).toString(),
  ])
  return Object.fromEntries(contents)
}

function filesIn(members: TarMembers): readonly (readonly [string, TarEntry])[] {
  return [...members.paths].flatMap((path) => {
    try {
      const entry = members.find(path)
      return entry ? [[path, entry] as const] : []
    } catch {
      return []
    }
  })
}

/** An entry of any type, with some bytes of its header overwritten. */
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

function linkTo(target: string, name: string, type: '1' | '2' = '2'): Buffer {
  return entry(name, '', type, (header) => header.write(target, 157))
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

test('finds files with names and sizes of any length', async () => {
  const name = fc.stringMatching(/^[a-z0-9]{1,20}(\/[a-z0-9]{1,20}){0,3}$/)
  // No file is the directory of another.
  const isDirectory = (path: string, all: readonly string[]) => all.some((other) => other.startsWith(`${path}/`))
  const files = fc
    .dictionary(name, fc.string({ maxLength: 2_000 }), { maxKeys: 12 })
    .filter((each) => !Object.keys(each).some((path, _, all) => isDirectory(path, all)))
  await fc.assert(
    fc.asyncProperty(files, async (each) => {
      expect(await listed(tarOf(each))).toEqual({ ...each })
    }),
    { numRuns: 100 }
  )
})

test('finds names in all formats', async () => {
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

test('does not treat folders and links as files', async () => {
  const bytes = Buffer.concat([
    entry('folder/', '', '5'),
    entry('link', '', '2', (header) => header.write('/etc/passwd', 157)),
    entry('hard', '', '1', (header) => header.write('a', 157)),
    entry('a', 'a'),
    tarEnd,
  ])
  expect(await listed(bytes)).toEqual({ a: 'a' })
})

test('accepts an archive without the blocks that mark its end', async () => {
  expect(await listed(entry('a', 'x'.repeat(512)))).toEqual({ a: 'x'.repeat(512) })
})

test('reads sizes that do not fit into octal digits', async () => {
  const size = 9 * 1024 ** 3
  const header = tarHeader('large', size)
  const sparse: Archive = {
    size: 512 + size,
    read: async (start) => (start === 0 ? header : Buffer.alloc(512)),
  }
  expect((await indexTar(sparse)).find('large')).toEqual({ start: 512, size })
  const extended = Buffer.concat([entry('x', pax(`size=${size}`), 'x'), entry('a', '')])
  const saidBefore: Archive = {
    size: extended.length + size,
    read: async (start, length) => Buffer.concat([extended.subarray(start, start + length)], length),
  }
  expect((await indexTar(saidBefore)).find('a')).toEqual({ start: extended.length, size })
  const same = Buffer.concat([entry('x', pax('size=3'), 'x'), entry('a', 'abc'), tarEnd])
  expect(await listed(same)).toEqual({ a: 'abc' })
})

const hostile: readonly (readonly [string, Uint8Array | readonly Uint8Array[], string])[] = [
  ['a file that is not an archive', Buffer.alloc(1024, 'x'), 'it is not a tar archive, or it is corrupt'],
  ['a corrupt header', changed(entry('a', 'a'), 0), 'it is not a tar archive, or it is corrupt'],
  [
    'a file that is longer than the archive',
    entry('a', '', '0', (at) => at.write('00000010000', 124)),
    'it is truncated',
  ],
  ['a negative size', entry('a', '', '0', (at) => at.fill(0xff, 124, 136)), 'a number in a header field is too large'],
  ['a size with invalid digits', entry('a', '', '0', (at) => at.write('9', 124)), 'a header field is not a number'],
  ['a sparse file of GNU tar', entry('a', 'a', 'S'), 'it contains a sparse file'],
  ['a sparse file of pax', entry('p', pax('GNU.sparse.major=1'), 'x'), 'it contains a sparse file'],
  ['a part of a larger archive', entry('a', 'a', 'M'), 'it is one volume of a multi-volume archive'],
  ['a link with content', entry('a', 'a', '1'), 'it has content for an entry that is not a file'],
  ['a folder with content', entry('a', 'a', '5'), 'it has content for an entry that is not a file'],
  ['an invalid extended header', entry('p', 'path=x\n', 'x'), 'an extended header is malformed'],
  ['a record that is too long', entry('p', '99 path=x\n', 'x'), 'an extended header is malformed'],
  ['a record without a length', entry('p', '0 path=x\n', 'x'), 'an extended header is malformed'],
  ['a record without a key', entry('p', pax('path'), 'x'), 'an extended header is malformed'],
  [
    'an invalid size in an extended header',
    entry('p', pax('size=-5'), 'x'),
    'an extended header has a size that is not a number',
  ],
  ['one name for all files', entry('g', pax('path=index.json'), 'g'), 'it sets one name or size for all files'],
  ['two sizes', [entry('x', pax('size=3'), 'x'), entry('a', 'abcdef')], 'it gives two sizes for one file'],
  ['a size for an empty file', [entry('x', pax('size=3'), 'x'), entry('a', '')], 'it gives two sizes for one file'],
  ['an empty name', [entry('x', pax('path='), 'x'), entry('a', 'a')], 'has a path that is empty or contains a NUL'],
  [
    'a name with a NUL',
    [entry('x', pax('path=b\0c'), 'x'), entry('a', 'a')],
    'has a path that is empty or contains a NUL',
  ],
  ['a long name that is empty', [entry('L', '\0', 'L'), entry('a', 'a')], 'it has an empty long name'],
  ['a name that is set twice', entry('x', pax('path=a', 'path=b'), 'x'), 'an extended header sets "path" twice'],
  [
    "GNU's name and that of pax",
    [entry('L', 'b\0', 'L'), entry('x', pax('path=c'), 'x'), entry('a', 'a')],
    'two names',
  ],
  [
    "pax's name and that of GNU",
    [entry('x', pax('path=c'), 'x'), entry('L', 'b\0', 'L'), entry('a', 'a')],
    'two names',
  ],
  ['a name without a file', entry('x', pax('path=b'), 'x'), 'it is truncated'],
  ['a file of another type', entry('p', pax('SCHILY.filetype=sparse'), 'x'), 'a file of a special type'],
  ['an unknown type', entry('a', 'a', 'Z'), 'it has content for an entry that is not a file'],
  ['an unknown type without content', entry('a', '', 'Z'), 'it contains an entry of unknown type "Z"'],
  ['a contiguous file', entry('a', '', '7'), 'it contains an entry of unknown type "7"'],
  ['a volume label', entry('a', '', 'V'), 'it contains an entry of unknown type "V"'],
  [
    'a size after a NUL',
    entry('a', '', '0', (at) => at.write('\x0000000000017', 124)),
    'a header field is not a number',
  ],
  ['a size with a sign', entry('a', '', '0', (at) => at.write('+0000000000', 124)), 'a header field is not a number'],
  ['a missing size', entry('a', '', '0', (at) => at.fill(0, 124, 136)), 'a header field is not a number'],
  [
    'a binary size with other bits',
    entry('a', '', '0', (at) => at.fill(0xc0, 124, 125)),
    'a number in a header field is too large',
  ],
  ["star's format", entry('a', '', '0', (at) => at.write('tar\0', 508)), 'it is in star format'],
  [
    'a field that Go takes for part of the name, and GNU tar for a time',
    entry('index.json', '', '0', (at) => at.write('ustar  \0', 257) && at.write('other', 345)),
    'a header has a time that is not a number',
  ],
  ['two files under one name', [entry('a', 'first'), entry('./a', 'second')], 'it contains "a" twice'],
  ['one name in two cases', [entry('index.json', 'a'), entry('Index.JSON', 'b')], 'it contains "Index.JSON" twice'],
  [
    'one name with a final dot',
    [entry('index.json', 'a'), entry('index.json.', 'b')],
    'it contains "index.json." twice',
  ],
  ['a symbolic link over a file', [entry('a', 'a'), linkTo('b', 'a')], 'it contains "a" twice'],
  ['a hard link over a file', [entry('a', 'a'), linkTo('b', 'a', '1')], 'it contains "a" twice'],
  ['a file over a link', [linkTo('b', 'a'), entry('a', 'a')], 'it contains "a" twice'],
  ['a folder over a file', [entry('a', 'a'), entry('a/', '', '5')], 'it contains "a" twice'],
  ['a FIFO over a file', [entry('a', 'a'), entry('a', '', '6')], 'it contains "a" twice'],
  [
    'a file below a link',
    [linkTo('.', 'a'), entry('a/b', 'b')],
    'it contains "a/b" under "a", which is not a directory',
  ],
  [
    'a link over a folder',
    [entry('a/b', 'b'), linkTo('.', 'a')],
    'it contains "a/b" under "a", which is not a directory',
  ],
  [
    'a file below a file',
    [entry('a', 'a'), entry('a/b/c', 'b')],
    'it contains "a/b/c" under "a", which is not a directory',
  ],
  ['a path outside the archive', entry('../a', 'a'), 'it contains "../a", which is not a relative path inside it'],
  [
    'a path that leaves the archive and comes back',
    entry('b/../a', 'a'),
    'it contains "b/../a", which is not a relative path inside it',
  ],
  [
    'a path from the root',
    entry('/index.json', 'a'),
    'it contains "/index.json", which is not a relative path inside it',
  ],
  ['a Windows path', entry('blobs\\a', 'a'), 'which is not a relative path inside it'],
  ['a file with the name of a folder', entry('a/', 'a'), 'it contains a file whose name ends in a slash'],
  ['a file without a name', entry('', 'a'), 'it contains a file without a name'],
  ['a path longer than systems allow', entry('p', pax(`path=${'x'.repeat(5000)}`), 'x'), 'it is truncated'],
  [
    'a file with a path longer than systems allow',
    [entry('p', pax(`path=${'x'.repeat(5000)}`), 'x'), entry('a', 'a')],
    'it contains a path of more than 4096 characters',
  ],
  [
    'a path of more levels than any image has',
    [entry('p', pax(`path=${'a/'.repeat(100)}a`), 'x'), entry('a', 'a')],
    'it contains a path of more than 100 levels',
  ],
  ['another archive after the end', [entry('a', 'a'), tarEnd, entry('b', 'b')], 'it has data after its end'],
  [
    'a file after a single empty block',
    [entry('a', 'a'), Buffer.alloc(512), entry('b', 'b')],
    'it has data after its end',
  ],
  [
    'bytes after the end',
    [entry('a', 'a'), tarEnd, Buffer.alloc(3_000_000), Buffer.from('x')],
    'it has data after its end',
  ],
  ['an endless name', entry('L', 'x'.repeat(1024 * 1024 + 1), 'L'), 'it has a header larger than 1 MiB'],
]

function changed(bytes: Buffer, at: number): Buffer {
  bytes[at] = (bytes[at] ?? 0) ^ 1
  return bytes
}

test.each(hostile)('refuses %s', async (_, bytes, sentence) => {
  await expect(indexTar(archive(Buffer.concat([bytes, tarEnd].flat())))).rejects.toThrow(sentence)
})

test('reads paths in linear time, whatever is in them', async () => {
  const dots = (start: string) => [entry('p', pax(`path=${start}/${'.'.repeat(4000)}x`), 'x'), entry('a', 'a')]
  const bytes = Buffer.concat([...Array.from({ length: 1000 }, (_, index) => dots(String(index))).flat(), tarEnd])
  expect((await indexTar(archive(bytes))).paths.length).toBe(1000)
})

test('does not look up the folders above an endless target of a link', async () => {
  const far = [entry('p', pax(`linkpath=${'a/'.repeat(200_000)}b`), 'x'), linkTo('b', 'a'), tarEnd]
  const members = await indexTar(archive(Buffer.concat(far)))
  expect(() => members.resolve('a')).toThrow('it refers to a path of more than 4096 characters')
})

test.each([
  ['a symbolic link', [linkTo('other', 'index.json')], 'index.json', 'its entry "index.json" is a link, not a file'],
  ['a hard link', [entry('b', 'b'), linkTo('b', 'index.json', '1')], 'index.json', 'its entry "index.json" is a link'],
  ['a FIFO', [entry('index.json', '', '6')], 'index.json', 'its entry "index.json" is a device, not a file'],
  [
    'a link as parent folder',
    [entry('other/x', 'x'), linkTo('other', 'blobs')],
    'blobs/x',
    'its entry "blobs" is a link',
  ],
  [
    'a name in another case',
    [entry('Index.json', 'a')],
    'index.json',
    'it contains "Index.json" instead of "index.json"',
  ],
])('refuses %s in place of the requested file', async (_, bytes, path, sentence) => {
  const members = await indexTar(archive(Buffer.concat([...bytes, tarEnd])))
  expect(() => members.find(path)).toThrow(sentence)
})

test('refuses a truncated archive', async () => {
  const bytes = entry('a', 'x'.repeat(600))
  await expect(indexTar(archive(bytes.subarray(0, 1200)))).rejects.toThrow('it is truncated')
  await expect(indexTar(archive(Buffer.concat([bytes, Buffer.alloc(100)])))).rejects.toThrow('it is truncated')
  await expect(indexTar(archive(bytes.subarray(0, 1024)))).rejects.toThrow('it is truncated')
})

test('stops reading an archive with endless entries', async () => {
  const endless: Archive = { size: Number.MAX_SAFE_INTEGER, read: async (start) => entry(`file-${start}`, '') }
  await expect(indexTar(endless)).rejects.toThrow('it has more than 100000 entries')
})

test('never hangs or reads beyond the end, whatever the bytes', async () => {
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
      else for (const [, { start, size }] of filesIn(entries)) expect(start + size).toBeLessThanOrEqual(bytes.length)
    }),
    { numRuns: 300 }
  )
})

test('resolves a link to a file of the archive, or throws, whatever links there are', async () => {
  const name = fc.constantFrom('a', 'b', 'c', 'd')
  const part = fc.constantFrom('a', 'b', 'c', 'd', '.', '..', '')
  const path = fc.array(name, { minLength: 1, maxLength: 3 }).map((parts) => parts.join('/'))
  const target = fc.array(part, { minLength: 1, maxLength: 5 }).map((parts) => parts.join('/'))
  const link = fc.record({ path, target, type: fc.constantFrom('1' as const, '2' as const) })
  const files = fc.uniqueArray(path, { maxLength: 3 })
  await fc.assert(
    fc.asyncProperty(
      files,
      fc.uniqueArray(link, { maxLength: 5, selector: (each) => each.path }),
      async (names, links) => {
        const contents = Object.fromEntries(names.map((each) => [each, each]))
        const bytes = Buffer.concat([
          tarOf(contents).subarray(0, -1024),
          ...links.map((each) => tarLink(each.path, each.target, each.type)),
          tarEnd,
        ])
        try {
          const members = await indexTar(archive(bytes))
          for (const { path: from } of links) {
            const found = members.resolve(from)
            if (found) expect(names).toContain(bytes.toString('utf8', found.start, found.start + found.size))
          }
        } catch (error) {
          expect(error).toBeInstanceOf(TarError)
        }
      }
    ),
    { numRuns: 500 }
  )
})

test.each([
  ['a long name of GNU tar', 'K', `${'x/'.repeat(60)}../${'y'}`],
  ['an extended header', 'x', pax(`linkpath=${'x/'.repeat(60)}../y`)],
])('reads the target of a link from %s', async (_, type, content) => {
  const links = [entry('././@LongLink', content, type), linkTo('real', 'link')]
  const members = await indexTar(archive(Buffer.concat([tarOf({ real: '1' }).subarray(0, -1024), ...links, tarEnd])))
  expect(() => members.resolve('link')).toThrow('its entry "link" is a link that points outside it')
})
