import { TarError } from './tar-header.ts'

/** Fields of the next header that a pax extended header overrides. */
export interface PaxFields {
  readonly path?: string
  readonly size?: number
  /** What a link points at. */
  readonly link?: string
}

/** Keywords that change a file's content or type, but only for readers that know them. */
const refused = /^(?:GNU\.sparse|GNU\.volume|SCHILY\.realsize|SCHILY\.filetype|SCHILY\.volhdr)/

/**
 * Reads the records of an extended header, `<length> <key>=<value>\n` each: POSIX.1-2001, pax, "pax Extended Header".
 * Throws TarError if the records are malformed, or if tar readers could interpret them differently.
 */
export function parsePax(bytes: Buffer): PaxFields {
  const fields = new Map<string, string>()
  for (let start = 0; start < bytes.length; ) {
    const { key, value, end } = recordAt(bytes, start)
    if (refused.test(key)) throw new TarError('it contains a sparse file, or a file of a special type')
    if (fields.has(key)) throw new TarError(`an extended header sets ${JSON.stringify(key)} twice`)
    fields.set(key, value)
    start = end
  }
  return { ...pathIn(fields, 'path'), ...pathIn(fields, 'linkpath'), ...sizeIn(fields) }
}

function recordAt(bytes: Buffer, start: number) {
  const space = bytes.indexOf(' ', start)
  const digits = space < 0 || space > start + 10 ? '' : bytes.toString('latin1', start, space)
  const end = start + Number(/^[1-9]\d*$/.test(digits) ? digits : 0)
  const equals = bytes.indexOf('=', space)
  const isRecord = space < equals && equals < end && end <= bytes.length && bytes[end - 1] === newline
  if (!isRecord) throw new TarError('an extended header is malformed')
  return { key: bytes.toString('utf8', space + 1, equals), value: bytes.toString('utf8', equals + 1, end - 1), end }
}

const newline = 0x0a

function pathIn(fields: ReadonlyMap<string, string>, key: 'path' | 'linkpath'): PaxFields {
  const path = fields.get(key)
  if (path === undefined) return {}
  // An empty path cancels an earlier header's, and some readers stop at a NUL.
  if (path === '' || path.includes('\0'))
    throw new TarError('an extended header has a path that is empty or contains a NUL')
  return key === 'path' ? { path } : { link: path }
}

function sizeIn(fields: ReadonlyMap<string, string>): PaxFields {
  const size = fields.get('size')
  if (size === undefined) return {}
  if (!/^\d{1,15}$/.test(size)) throw new TarError('an extended header has a size that is not a number')
  return { size: Number(size) }
}
