import { TarError } from './tar-header.ts'

/** What an extended header of pax changes of the header that follows. */
export interface PaxFields {
  readonly path?: string
  readonly size?: number
}

/**
 * Reads the records of an extended header, `<length> <key>=<value>\n` each: POSIX.1-2001, pax, "pax Extended Header".
 * Throws TarError for what is no such list, and for sparse files, whose content is not what the archive holds.
 */
export function parsePax(bytes: Buffer): PaxFields {
  const fields = new Map<string, string>()
  for (let start = 0; start < bytes.length; ) {
    const space = bytes.indexOf(' ', start)
    const length = space < 0 ? 0 : Number(bytes.toString('latin1', start, space))
    const end = start + length
    const record = bytes.toString('utf8', space + 1, end)
    const [key = '', value] = record.slice(0, -1).split(/=(.*)/s)
    const isRecord = Number.isSafeInteger(length) && end <= bytes.length && space < end && record.endsWith('\n')
    if (!isRecord || value === undefined) throw new TarError('an extended header is damaged')
    fields.set(key, value)
    start = end
  }
  return fieldsOf(fields)
}

function fieldsOf(fields: ReadonlyMap<string, string>): PaxFields {
  if ([...fields.keys()].some((key) => key.startsWith('GNU.sparse'))) throw new TarError('it holds a sparse file')
  const path = fields.get('path')
  const size = fields.get('size')
  if (size !== undefined && !/^\d{1,15}$/.test(size)) throw new TarError('an extended header has a size that is none')
  return { ...(path !== undefined && { path }), ...(size !== undefined && { size: Number(size) }) }
}
