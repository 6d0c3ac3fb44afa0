import { TarError } from './tar-header.ts'

/** Where the content of a regular file lies in an archive, in bytes. */
export interface TarEntry {
  readonly start: number
  readonly size: number
}

interface Member {
  readonly path: string
  readonly kind: 'file' | 'folder' | 'link' | 'device'
  readonly entry: TarEntry
}

/** Characters of a path: what systems take. */
const pathLimit = 4096

/**
 * What an archive holds, by path. Readers that unpack it and readers that search it would find different things where
 * two members have one path, where one lies below another that is not a folder, and behind a link: all these are errors.
 */
export class TarMembers {
  readonly #members = new Map<string, Member>()

  get paths(): readonly string[] {
    return [...this.#members.values()].map(({ path }) => path)
  }

  /** Throws TarError for a second member of that path, and for a path that leads out of the archive. */
  add(given: string, kind: Member['kind'], entry: TarEntry): void {
    const path = normal(given)
    const key = foldedOf(path)
    const former = this.#members.get(key)
    if (former && (kind !== 'folder' || former.kind !== 'folder')) throw new TarError(`it holds ${quoted(path)} twice`)
    if (path === '' && kind !== 'folder') throw new TarError('it holds a file without a name')
    this.#members.set(key, { path, kind, entry })
  }

  /** Throws TarError where something lies below what is not a folder. To be called when all are there. */
  check(): void {
    for (const { path } of this.#members.values()) {
      const above = this.#notFolderAbove(path)
      if (above) throw new TarError(`it holds ${quoted(path)} below ${quoted(above.path)}, which is not a folder`)
    }
  }

  /** A regular file. Throws TarError where there is a link in its place, or on the way to it. */
  find(path: string): TarEntry | undefined {
    const found = this.#members.get(foldedOf(path)) ?? this.#notFolderAbove(path)
    if (!found || found.kind === 'folder') return undefined
    if (found.kind !== 'file') throw new TarError(`${quoted(found.path)} in it is a ${found.kind}, not a file`)
    if (found.path !== path) throw new TarError(`it holds ${quoted(found.path)} in place of ${quoted(path)}`)
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

/** `./blobs//x` and `blobs/x` are one path. */
function normal(given: string): string {
  if (given.length > pathLimit) throw new TarError(`it holds a path of more than ${pathLimit} characters`)
  const parts = given.split('/').filter((part) => part !== '' && part !== '.')
  const leadsOut = given.startsWith('/') || parts.includes('..') || given.includes('\\')
  if (leadsOut) throw new TarError(`it holds ${quoted(given)}, which is not a path within it`)
  return parts.join('/')
}

/** What is one path on some system: there case, a final dot and the way in which accents are written do not count. */
function foldedOf(path: string): string {
  return path
    .normalize('NFC')
    .toUpperCase()
    .replaceAll(/[. ]+(?=\/|$)/g, '')
}

function quoted(path: string): string {
  return JSON.stringify(path.length > 200 ? `${path.slice(0, 200)}…` : path)
}
