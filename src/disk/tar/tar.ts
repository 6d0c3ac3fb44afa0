import { type PaxFields, parsePax } from './pax.ts'
import { blockSize, isZero, parseTarHeader, TarError, type TarHeader } from './tar-header.ts'
import { type TarEntry, TarMembers } from './tar-members.ts'

export interface Archive {
  /** Bytes. */
  readonly size: number
  /** Reads exactly this many bytes, all of them inside the archive. */
  read(start: number, length: number): Promise<Buffer>
}

/** More than any image has; bounds a hostile archive. */
const entryLimit = 100_000
/** Maximum bytes of an extended header or a long name. */
const extensionLimit = 1024 * 1024
/** Bytes. A size of this or more does not fit into a header's octal digits. */
const octalLimit = 8 ** 11
/** Bytes after the end of the archive that are checked at a time. */
const piece = 64 * 1024

/** The typeflags that all tar readers agree on. Some extract a member of any other type as a file, some ignore it. */
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
  S: 'it contains a sparse file',
  M: 'it is one volume of a multi-volume archive',
}
const extensions = 'LKxg'

/**
 * Finds the members of an archive by reading only its headers. Throws TarError if tar readers could disagree on what it
 * contains.
 */
export async function indexTar(archive: Archive): Promise<TarMembers> {
  const members = new TarMembers()
  let count = 0
  for await (const { path, type, entry, link } of entriesOf(archive)) {
    count += 1
    if (count > entryLimit) throw new TarError(`it has more than ${entryLimit} entries`)
    if (!extensions.includes(type)) members.add({ path, kind: kindOf(type, path), entry, ...linkOf(type, link) })
  }
  members.check()
  return members
}

function kindOf(type: string, path: string) {
  const kind = kinds[type as keyof typeof kinds]
  if (!kind) throw new TarError(`it contains an entry of unknown type ${JSON.stringify(type)}`)
  // Old archives mark directories this way.
  if (kind === 'file' && path.endsWith('/')) throw new TarError('it contains a file whose name ends in a slash')
  return kind
}

/** A hard link's target is a path in the archive, a symbolic link's is relative to the link. */
function linkOf(type: string, target: string) {
  return type === '1' || type === '2' ? { link: { target, isSymbolic: type === '2' } } : {}
}

interface Named {
  readonly path: string
  readonly type: string
  readonly entry: TarEntry
  readonly link: string
}

async function* entriesOf(archive: Archive): AsyncGenerator<Named> {
  let extension: PaxFields | undefined
  let position = 0
  while (position < archive.size) {
    if (position + blockSize > archive.size) throw new TarError('it is truncated')
    const header = parseTarHeader(await archive.read(position, blockSize))
    if (!header) break
    const entry = locate(header, extension, position, archive)
    const { type } = header
    yield { path: extension?.path ?? header.name, type, entry, link: extension?.link ?? header.link }
    extension = await extensionOf(header, entry, archive, extension)
    position = entry.start + Math.ceil(entry.size / blockSize) * blockSize
  }
  if (extension || position > archive.size) throw new TarError('it is truncated')
  await checkEnd(position, archive)
}

/** Some readers look for another archive after the end of the first, and others do not. */
async function checkEnd(end: number, archive: Archive): Promise<void> {
  for (let position = end; position < archive.size; position += piece) {
    const rest = await archive.read(position, Math.min(piece, archive.size - position))
    if (!isZero(rest)) throw new TarError('it has data after its end')
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
  if (!isExtension && type !== '0' && size > 0) throw new TarError('it has content for an entry that is not a file')
  if (isExtension && size > extensionLimit) throw new TarError('it has a header larger than 1 MiB')
  if (entry.start + size > archive.size) throw new TarError('it is truncated')
  return entry
}

/** Some readers ignore sizes in extended headers, so these may only give what does not fit into a header. */
function sizeOf(said: number, extended: number | undefined): number {
  if (extended === undefined || extended === said) return said
  if (said === 0 && extended >= octalLimit) return extended
  throw new TarError('it gives two sizes for one file')
}

/** Reads an entry that is a header for the next one, and merges it with those read before. */
async function extensionOf(
  { type }: TarHeader,
  entry: TarEntry,
  archive: Archive,
  former: PaxFields | undefined
): Promise<PaxFields | undefined> {
  if (!extensions.includes(type)) return undefined
  const bytes = await archive.read(entry.start, entry.size)
  const fields = type === 'K' ? { link: longName(bytes) } : type === 'L' ? { path: longName(bytes) } : parsePax(bytes)
  const keys = Object.keys(fields)
  if (type === 'g' && keys.length > 0) throw new TarError('it sets one name or size for all files')
  if (former && keys.some((key) => key in former)) throw new TarError('it gives two names or sizes for one file')
  return { ...former, ...fields }
}

function longName(bytes: Buffer): string {
  const path = bytes.toString('utf8').replace(/\0.*$/s, '')
  if (path === '') throw new TarError('it has an empty long name')
  return path
}
