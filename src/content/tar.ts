import { type PaxFields, parsePax } from './pax.ts'
import { blockSize, isZero, parseTarHeader, TarError, type TarHeader } from './tar-header.ts'
import { type TarEntry, TarMembers } from './tar-members.ts'

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
/** From this many bytes on a size does not fit into a header's octal digits. */
const octalLimit = 8 ** 11
/** Bytes after the end that are looked at together. */
const piece = 64 * 1024

/** What a typeflag says of a member. All readers agree on these; of others some make files, and some nothing. */
const kinds = {
  '0': 'file',
  '1': 'link',
  '2': 'link',
  '3': 'device',
  '4': 'device',
  '5': 'folder',
  '6': 'device',
} as const
const refused: Readonly<Record<string, string>> = {
  S: 'it holds a sparse file',
  M: 'it is part of a larger archive',
}
const extensions = 'LKxg'

/**
 * Finds the members of an archive by reading its headers alone. Throws TarError where readers of tar could disagree on
 * what is in it.
 */
export async function indexTar(archive: Archive): Promise<TarMembers> {
  const members = new TarMembers()
  let count = 0
  for await (const { path, type, entry } of entriesOf(archive)) {
    count += 1
    if (count > entryLimit) throw new TarError(`it has more than ${entryLimit} entries`)
    if (!extensions.includes(type)) members.add(path, kindOf(type, path), entry)
  }
  members.check()
  return members
}

function kindOf(type: string, path: string) {
  const kind = kinds[type as keyof typeof kinds]
  if (!kind) throw new TarError(`it holds an entry of the unknown type ${JSON.stringify(type)}`)
  // Old archives have folders so.
  if (kind === 'file' && path.endsWith('/')) throw new TarError('it holds a file whose name is that of a folder')
  return kind
}

interface Named {
  readonly path: string
  readonly type: string
  readonly entry: TarEntry
}

async function* entriesOf(archive: Archive): AsyncGenerator<Named> {
  let extension: PaxFields | undefined
  let position = 0
  while (position < archive.size) {
    if (position + blockSize > archive.size) throw new TarError('it ends too early')
    const header = parseTarHeader(await archive.read(position, blockSize))
    if (!header) break
    const entry = locate(header, extension, position, archive)
    yield { path: extension?.path ?? header.name, type: header.type, entry }
    extension = await extensionOf(header, entry, archive, extension)
    position = entry.start + Math.ceil(entry.size / blockSize) * blockSize
  }
  if (extension || position > archive.size) throw new TarError('it ends too early')
  await checkEnd(position, archive)
}

/** Behind its end some readers look for another archive, and others do not. */
async function checkEnd(end: number, archive: Archive): Promise<void> {
  for (let position = end; position < archive.size; position += piece) {
    const rest = await archive.read(position, Math.min(piece, archive.size - position))
    if (!isZero(rest)) throw new TarError('it goes on behind its end')
  }
}

function locate(
  { type, size: said }: TarHeader,
  extension: PaxFields | undefined,
  position: number,
  archive: Archive
): TarEntry {
  const objection = refused[type]
  if (objection) throw new TarError(objection)
  const isExtension = extensions.includes(type)
  const size = isExtension ? said : sizeOf(said, extension?.size)
  const entry = { start: position + blockSize, size }
  if (!isExtension && type !== '0' && size > 0) throw new TarError('it holds content that belongs to no file')
  if (isExtension && size > extensionLimit) throw new TarError('it has a header of more than 1 MiB')
  if (entry.start + size > archive.size) throw new TarError('it ends too early')
  return entry
}

/** Some readers do not know of sizes in extended headers: they are for what a header cannot say. */
function sizeOf(said: number, extended: number | undefined): number {
  if (extended === undefined || extended === said) return said
  if (said === 0 && extended >= octalLimit) return extended
  throw new TarError('it gives a file two sizes')
}

/** What an entry that is itself a header says of the one that follows, with what is said of it already. */
async function extensionOf(
  { type }: TarHeader,
  entry: TarEntry,
  archive: Archive,
  former: PaxFields | undefined
): Promise<PaxFields | undefined> {
  if (!extensions.includes(type)) return undefined
  const bytes = await archive.read(entry.start, entry.size)
  const fields = type === 'K' ? {} : type === 'L' ? { path: longName(bytes) } : parsePax(bytes)
  const keys = Object.keys(fields)
  if (type === 'g' && keys.length > 0) throw new TarError('it gives all of its files one name or size')
  if (former && keys.some((key) => key in former)) throw new TarError('it gives a file two names or sizes')
  return { ...former, ...fields }
}

function longName(bytes: Buffer): string {
  const path = bytes.toString('utf8').replace(/\0.*$/s, '')
  if (path === '') throw new TarError('it has a long name that is empty')
  return path
}
