import { type PaxFields, parsePax } from './pax.ts'
import { blockSize, parseTarHeader, TarError, type TarHeader } from './tar-header.ts'

/** Where the content of a regular file lies in an archive, in bytes. */
export interface TarEntry {
  readonly start: number
  readonly size: number
}

export interface Archive {
  /** Bytes. */
  readonly size: number
  /** Exactly so many bytes, all within the archive. */
  read(start: number, length: number): Promise<Buffer>
}

/** More than any image has; so that a hostile archive ends. */
const entryLimit = 100_000
/** Bytes of an extended header or a long name. */
const extensionLimit = 1024 * 1024

/** What a typeflag says of the content that follows its header. */
const regular = new Set(['0', '7'])
const withoutContent = new Set(['1', '2', '3', '4', '5', '6'])
const refused: Readonly<Record<string, string>> = {
  S: 'it holds a sparse file',
  M: 'it is part of a larger archive',
}

/**
 * Finds the regular files of an archive by reading its headers alone. Of two under one name the later counts, as when
 * the archive is unpacked. Throws TarError where readers of tar could disagree on what is in it.
 */
export async function indexTar(archive: Archive): Promise<ReadonlyMap<string, TarEntry>> {
  const files = new Map<string, TarEntry>()
  let count = 0
  for await (const { path, type, entry } of entriesOf(archive)) {
    count += 1
    if (count > entryLimit) throw new TarError(`it has more than ${entryLimit} entries`)
    if (regular.has(type)) files.set(normal(path), entry)
  }
  return files
}

interface Named {
  readonly path: string
  readonly type: string
  readonly entry: TarEntry
}

async function* entriesOf(archive: Archive): AsyncGenerator<Named> {
  let extension: PaxFields = {}
  for (let position = 0; position + blockSize <= archive.size; ) {
    const header = parseTarHeader(await archive.read(position, blockSize))
    if (!header) return
    const entry = locate(header, extension, position, archive)
    yield { path: extension.path ?? header.name, type: header.type, entry }
    const more = await extensionOf(header, entry, archive)
    extension = more ? { ...extension, ...more } : {}
    position = entry.start + Math.ceil(entry.size / blockSize) * blockSize
  }
}

function locate({ type, size }: TarHeader, extension: PaxFields, position: number, archive: Archive): TarEntry {
  const objection = refused[type]
  if (objection) throw new TarError(objection)
  const isExtension = 'LKxg'.includes(type)
  const entry = { start: position + blockSize, size: isExtension ? size : (extension.size ?? size) }
  if (withoutContent.has(type) && entry.size > 0) throw new TarError('a link or folder in it has content')
  if (isExtension && size > extensionLimit) throw new TarError('it has a header of more than 1 MiB')
  if (entry.start + entry.size > archive.size) throw new TarError('it ends too early')
  return entry
}

/** What an entry that is itself a header says of the one that follows; undefined for any other. */
async function extensionOf({ type }: TarHeader, entry: TarEntry, archive: Archive): Promise<PaxFields | undefined> {
  switch (type) {
    case 'x':
      return parsePax(await archive.read(entry.start, entry.size))
    case 'g': {
      const fields = parsePax(await archive.read(entry.start, entry.size))
      if (Object.keys(fields).length > 0) throw new TarError('it gives all of its files one name or size')
      return {}
    }
    case 'L':
      return { path: (await archive.read(entry.start, entry.size)).toString('utf8').replace(/\0.*$/s, '') }
    case 'K':
      return {}
    default:
      return undefined
  }
}

/** `./blobs//x` and `blobs/x` are one file. */
function normal(path: string): string {
  return path
    .split('/')
    .filter((part) => part !== '' && part !== '.')
    .join('/')
}
