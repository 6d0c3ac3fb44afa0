import { parse } from 'csv-parse/sync'
import { InputError } from '../input-error.ts'

/** One entry of an input that is a list. */
export interface Item {
  /** White space around it included. */
  readonly text: string
  /** Written in quotes, so it is whole. Any other entry ends with its line. */
  readonly isQuoted: boolean
  /** Behind its quotes there are further fields, as in a rule. */
  readonly hasMore: boolean
}

/** A text in quotes (RFC 4180) that may go on over several lines, perhaps with further fields; else a line. */
const entry = /[^\S\n]*"(?<quoted>(?:[^"]|"")*)"(?<more>,[^\n]*)?[^\S\n]*(?:\n|$)|(?<line>[^\n]+)(?:\n|$)|\n/gy

/**
 * Reads an input that is a list: an entry a line. Empty lines and lines that begin with `#` are left out. A quote
 * counts only at the start of an entry: in quotes it may hold line breaks or begin with `#`, and its own quotes are
 * doubled. No message shows any of the text, which may be secret.
 */
export function splitItems(input: string, text: string): readonly Item[] {
  const items = [...text.matchAll(entry)]
    .map(({ groups }): Item => {
      const { quoted, more = '', line = '' } = groups ?? {}
      const isQuoted = quoted !== undefined
      return { text: isQuoted ? quoted.replaceAll('""', '"') + more : line, isQuoted, hasMore: more !== '' }
    })
    .filter(({ text: item, isQuoted }) => (isQuoted ? item !== '' : /^\s*[^\s#]/.test(item)))
  items.forEach((item, index) => {
    checkItem(input, item, index)
  })
  return items
}

/** The same, without the white space around entries. Their commas stay in them. */
export function parseList(input: string, text: string): readonly string[] {
  return splitItems(input, text)
    .map((item) => item.text.trim())
    .filter((item) => item !== '')
}

const inQuotes = '"NAME=first line⏎last line", in quotes as a whole and with its own quotes doubled'

/** The error for an entry that is not of the given form, as the further line of another is not. `index` is from 0. */
export function unlike(form: string, input: string, index: number, problem = ''): InputError {
  const perhaps = index > 0 ? `. If it is a further line of entry ${index}, write that one as ${inQuotes}` : ''
  return new InputError(input, `write entry ${index + 1} as ${form}${problem}${perhaps}`)
}

function checkItem(input: string, { text, isQuoted }: Item, index: number): void {
  if (isQuoted) return
  if (/^\s*"/.test(text)) {
    const problem = 'the quote that it begins with must close at the end of a line, and quotes within are doubled'
    throw new InputError(input, `write entry ${index + 1} as one text in quotes: ${problem}`)
  }
  if (/-----BEGIN (?!.*-----END )/.test(text)) {
    throw new InputError(input, `write entry ${index + 1} as ${inQuotes}: it is only the first line of a key`)
  }
  if (index > 0 && isEndOfBase64(text.trim())) {
    throw new InputError(input, `write entry ${index} as ${inQuotes}: entry ${index + 1} looks like its last line`)
  }
}

/** Padding gives it away: a name that ends so would have the value `=`, or be none that anybody writes. */
function isEndOfBase64(text: string): boolean {
  if (/^[\w+/-]+==$/.test(text)) return true
  return text.length % 4 === 0 && /^(?=.*[a-z])(?=.*[A-Z])(?=.*\d)[A-Za-z0-9+/]{15,}=$/.test(text)
}

/**
 * Splits an item at its commas. A field that holds a comma is quoted as a whole: `"value=a,b"`. `where` ends the message
 * where the text may be shown.
 */
export function splitFields(input: string, item: string, where = ''): readonly string[] {
  try {
    const [fields = []] = parse(item, { relax_column_count: true, skip_empty_lines: true })
    return fields
  } catch (cause) {
    const problem = 'a quote opens and closes a whole field, as in "value=a,b", and is doubled within one'
    throw new InputError(input, `the quotes cannot be read: ${problem}${where}`, { cause })
  }
}
