import { InputError } from '../input-error.ts'

/** A line, or what is in quotes (RFC 4180) from the start of one, which may go on over several. */
const entry = /[^\S\n]*"(?<quoted>(?:[^"]|"")*)"[^\S\n]*(?:\n|$)|(?<line>[^\n]+)(?:\n|$)|\n/gy

/**
 * Reads `id=value` lines, `#` before a line that says nothing. Values stay as they are, white space included; one of
 * several lines is written as `"id=first…"`, with its quotes doubled. No message shows any of it.
 */
export function parseSecrets(text: string, name: string): readonly (readonly [id: string, value: string])[] {
  const entries = [...text.replaceAll('\r\n', '\n').matchAll(entry)]
    .map(({ groups }) => groups?.quoted?.replaceAll('""', '"') ?? groups?.line ?? '')
    .filter((line) => /^\s*[^\s#]/.test(line))
  return entries.map((line, index) => {
    const [, id, value] = /^\s*(?<id>[^\s="]+)\s*=(?<value>.*)$/s.exec(line) ?? []
    if (id === undefined || value === undefined) throw new InputError(name, `write entry ${index + 1} as id=value`)
    return [id, value] as const
  })
}
