import { TarError } from './tar-header.ts'

/** What an extended header of pax changes of the header that follows. */
export interface PaxFields {
  readonly path?: string
  readonly size?: number
}

/** Of these some readers know that they change what a file holds or is, and others do not. */
const refused = /^(?:GNU\.sparse|GNU\.volume|SCHILY\.realsize|SCHILY\.filetype|SCHILY\.volhdr)/

/**
 * Reads the records of an extended header, `<length> <key>=<value>\n` each: POSIX.1-2001, pax, "pax Extended Header".
 * Throws TarError for what is no such list, and for what readers could take for different things.
 */
export function parsePax(bytes: Buffer): PaxFields {
  const fields = new Map<string, string>()
  for (let start = 0; start < bytes.length; ) {
    const { key, value, end } = recordAt(bytes, start)
    if (refused.test(key)) throw new TarError('it holds a sparse file, or one of a special kind')
    if (fields.has(key)) throw new TarError(`an extended header says ${JSON.stringify(key)} twice`)
    fields.set(key, value)
    start = end
  }
  return { ...pathIn(fields), ...sizeIn(fields) }
}

function recordAt(bytes: Buffer, start: number) {
  const space = bytes.indexOf(' ', start)
  const digits = space < 0 || space > start + 10 ? '' : bytes.toString('latin1', start, space)
  const end = start + Number(/^[1-9]\d*$/.test(digits) ? digits : 0)
  const equals = bytes.indexOf('=', space)
  const isRecord = space < equals && equals < end && end <= bytes.length && bytes[end - 1] === newline
  if (!isRecord) throw new TarError('an extended header is damaged')
  return { key: bytes.toString('utf8', space + 1, equals), value: bytes.toString('utf8', equals + 1, end - 1), end }
}

const newline = 0x0a

function pathIn(fields: ReadonlyMap<string, string>): PaxFields {
  const path = fields.get('path')
  if (path === undefined) return {}
  // An empty one takes back another header's, and where there is a NUL some readers stop.
  if (path === '' || path.includes('\0')) throw new TarError('an extended header has a path that is empty or has a NUL')
  return { path }
}

function sizeIn(fields: ReadonlyMap<string, string>): PaxFields {
  const size = fields.get('size')
  if (size === undefined) return {}
  if (!/^\d{1,15}$/.test(size)) throw new TarError('an extended header has a size that is not a number')
  return { size: Number(size) }
}
