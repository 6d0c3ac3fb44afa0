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
  readonly link?: { readonly target: string; readonly isSymbolic: boolean }
}

/** Links in a row that are followed. */
const linkLimit = 8

/** Characters in a path: the limit of operating systems. */
const pathLimit = 4096
/** Names in a path. No image has so many, and all folders above each member are looked up. */
const levelLimit = 100

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
  add(member: Member): void {
    const path = normal(member.path)
    const { kind } = member
    const key = foldedOf(path)
    const former = this.#members.get(key)
    if (former && (kind !== 'folder' || former.kind !== 'folder'))
      throw new TarError(`it contains ${quoted(path)} twice`)
    if (path === '' && kind !== 'folder') throw new TarError('it contains a file without a name')
    this.#members.set(key, { ...member, path })
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

  /** Finds a regular file, also through links to it. Throws TarError if they lead out of the archive, or in a circle. */
  resolve(given: string): TarEntry | undefined {
    let path = normal(given, 'refers to')
    for (let links = 0; links <= linkLimit; links++) {
      const { link, path: at } = this.#members.get(foldedOf(path)) ?? {}
      if (!link || at !== path) return this.find(path)
      path = normal(targetOf(path, link), 'refers to')
    }
    throw new TarError(`its entry ${quoted(given)} is a link that leads to more than ${linkLimit} others`)
  }

  #notFolderAbove(path: string): Member | undefined {
    const key = foldedOf(path)
    for (let end = key.lastIndexOf('/'); end > 0; end = key.lastIndexOf('/', end - 1)) {
      const above = this.#members.get(key.slice(0, end))
      if (above && above.kind !== 'folder') return above
    }
    return undefined
  }
}

/** `./blobs//x` and `blobs/x` are the same path. */
function normal(given: string, verb = 'contains'): string {
  if (given.length > pathLimit) throw new TarError(`it ${verb} a path of more than ${pathLimit} characters`)
  const parts = given.split('/').filter((part) => part !== '' && part !== '.')
  if (parts.length > levelLimit) throw new TarError(`it ${verb} a path of more than ${levelLimit} levels`)
  const leadsOut = given.startsWith('/') || parts.includes('..') || given.includes('\\')
  if (leadsOut) throw new TarError(`it ${verb} ${quoted(given)}, which is not a relative path inside it`)
  return parts.join('/')
}

/** The path in the archive that a link points at. */
function targetOf(path: string, { target, isSymbolic }: NonNullable<Member['link']>): string {
  const own = isSymbolic ? path.split('/').slice(0, -1) : []
  const parts = target.split('/').filter((part) => part !== '' && part !== '.')
  const up = Math.max(
    0,
    parts.findIndex((part) => part !== '..')
  )
  const down = parts.slice(up)
  // Where `..` leads after a name depends on whether that is a link.
  const isInside = !/^\/|\\/.test(target) && up <= own.length && !down.includes('..')
  if (isInside) return [...own.slice(0, own.length - up), ...down].join('/')
  throw new TarError(`its entry ${quoted(path)} is a link that points outside it, to ${quoted(target)}`)
}

/**
 * Folds paths that are the same on some system: case, a trailing dot and the encoding of accents may not count. Linear in
 * the length, since archives are hostile: each run of dots is tried from its start only.
 */
function foldedOf(path: string): string {
  return path
    .normalize('NFC')
    .toUpperCase()
    .replaceAll(/(?<![. ])[. ]+(?=\/|$)/g, '')
}

function quoted(path: string): string {
  return JSON.stringify(path.length > 200 ? `${path.slice(0, 200)}…` : path)
}
