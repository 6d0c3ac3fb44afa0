import { TarError } from './tar-header.ts'

/** The position of a regular file's content in an archive, in bytes. */
export interface TarEntry {
  readonly start: number
  readonly size: number
}

interface Member {
  readonly path: string
  readonly kind: 'file' | 'folder' | 'link' | 'device'
  readonly entry: TarEntry
}

/** Characters in a path: the limit of operating systems. */
const pathLimit = 4096

/**
 * The members of an archive, by path. Extracting the archive and searching it would give different results if two
 * members share a path, or if one is under a member that is not a directory, such as a link: all of these are errors.
 */
export class TarMembers {
  readonly #members = new Map<string, Member>()

  get paths(): readonly string[] {
    return [...this.#members.values()].map(({ path }) => path)
  }

  /** Throws TarError if the path is already taken, or if it points outside the archive. */
  add(given: string, kind: Member['kind'], entry: TarEntry): void {
    const path = normal(given)
    const key = foldedOf(path)
    const former = this.#members.get(key)
    if (former && (kind !== 'folder' || former.kind !== 'folder'))
      throw new TarError(`it contains ${quoted(path)} twice`)
    if (path === '' && kind !== 'folder') throw new TarError('it contains a file without a name')
    this.#members.set(key, { path, kind, entry })
  }

  /** Throws TarError if a member is under one that is not a directory. To be called once all have been added. */
  check(): void {
    for (const { path } of this.#members.values()) {
      const above = this.#notFolderAbove(path)
      if (above) throw new TarError(`it contains ${quoted(path)} under ${quoted(above.path)}, which is not a directory`)
    }
  }

  /** Finds a regular file. Throws TarError if it, or one of its parents, is a link. */
  find(path: string): TarEntry | undefined {
    const found = this.#members.get(foldedOf(path)) ?? this.#notFolderAbove(path)
    if (!found || found.kind === 'folder') return undefined
    if (found.kind !== 'file') throw new TarError(`its entry ${quoted(found.path)} is a ${found.kind}, not a file`)
    if (found.path !== path) throw new TarError(`it contains ${quoted(found.path)} instead of ${quoted(path)}`)
    return found.entry
  }

  #notFolderAbove(path: string): Member | undefined {
    for (let end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1)) {
      const above = this.#members.get(foldedOf(path.slice(0, end)))
      if (above && above.kind !== 'folder') return above
    }
    return undefined
  }
}

/** `./blobs//x` and `blobs/x` are the same path. */
function normal(given: string): string {
  if (given.length > pathLimit) throw new TarError(`it contains a path of more than ${pathLimit} characters`)
  const parts = given.split('/').filter((part) => part !== '' && part !== '.')
  const leadsOut = given.startsWith('/') || parts.includes('..') || given.includes('\\')
  if (leadsOut) throw new TarError(`it contains ${quoted(given)}, which is not a relative path inside it`)
  return parts.join('/')
}

/** Folds paths that are the same on some system: case, a trailing dot and the encoding of accents may not count. */
function foldedOf(path: string): string {
  return path
    .normalize('NFC')
    .toUpperCase()
    .replaceAll(/[. ]+(?=\/|$)/g, '')
}

function quoted(path: string): string {
  return JSON.stringify(path.length > 200 ? `${path.slice(0, 200)}…` : path)
}
