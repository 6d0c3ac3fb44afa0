import { parse } from 'csv-parse/sync'
import { InputError } from '../../input-error.ts'

/** One entry of an input that is a list. */
export interface Item {
  /** Including surrounding white space. */
  readonly text: string
  /** Whether it is quoted, and so may span several lines. An unquoted entry ends with its line. */
  readonly isQuoted: boolean
  /** Whether more fields follow the closing quote, as in a rule. */
  readonly hasMore: boolean
}

/** A quoted text (RFC 4180), which may span several lines and have more fields after it; otherwise a line. */
const entry = /[^\S\n]*"(?<quoted>(?:[^"]|"")*)"(?<more>,[^\n]*)?[^\S\n]*(?:\n|$)|(?<line>[^\n]+)(?:\n|$)|\n/gy

/**
 * Splits an input into its entries, one per line. Empty lines and lines that begin with `#` are skipped. A quote is
 * special only at the start of an entry: a quoted entry may contain line breaks or begin with `#`, and quotes inside it
 * are doubled. No message shows any of the text, which may be secret.
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

/** Like splitItems, but trims the entries. Commas within an entry are kept. */
export function parseList(input: string, text: string): readonly string[] {
  return splitItems(input, text)
    .map((item) => item.text.trim())
    .filter((item) => item !== '')
}

const inQuotes = '"NAME=first line⏎last line" (quote the whole entry, and double any quotes inside it)'

/**
 * The error for an entry that does not have the given form, perhaps because it is a continuation line of the one
 * before. `index` starts at 0.
 */
export function entryError(form: string, input: string, index: number, problem = ''): InputError {
  const perhaps = index > 0 ? `. If it continues entry ${index}, write that entry as ${inQuotes}` : ''
  return new InputError(input, `write entry ${index + 1} as ${form}${problem}${perhaps}`)
}

function checkItem(input: string, { text, isQuoted }: Item, index: number): void {
  if (isQuoted) return
  if (/^\s*"/.test(text)) {
    const problem = 'the closing quote must be at the end of a line, and quotes inside it must be doubled'
    throw new InputError(input, `write entry ${index + 1} as one quoted text: ${problem}`)
  }
  if (/-----BEGIN (?!.*-----END )/.test(text)) {
    throw new InputError(input, `write entry ${index + 1} as ${inQuotes}: it is only the first line of a key`)
  }
  if (index > 0 && isEndOfBase64(text.trim())) {
    throw new InputError(input, `write entry ${index} as ${inQuotes}: entry ${index + 1} looks like its last line`)
  }
}

/** Recognized by its padding: as a `name=value` entry it would have the value `=`, or an implausible name. */
function isEndOfBase64(text: string): boolean {
  if (/^[\w+/-]+==$/.test(text)) return true
  return text.length % 4 === 0 && /^(?=.*[a-z])(?=.*[A-Z])(?=.*\d)[A-Za-z0-9+/]{15,}=$/.test(text)
}

/**
 * Splits an item at its commas. A field that contains a comma must be quoted as a whole: `"value=a,b"`. `where` is
 * appended to the message if the text may be shown.
 */
export function splitFields(input: string, item: string, where = ''): readonly string[] {
  try {
    const [fields = []] = parse(item, { relax_column_count: true, skip_empty_lines: true })
    return fields
  } catch (cause) {
    const problem = 'quote a whole field, as in "value=a,b", and double any quotes inside it'
    throw new InputError(input, `the quotes are not valid: ${problem}${where}`, { cause })
  }
}

/**
 * Parses the lines of a naming input. Rejects GitHub expressions that were not expanded: only their `$` would be left.
 */
export function parseNameLines(input: string, text: string): readonly string[] {
  const lines = parseList(input, text)
  const found = lines.flatMap((line) => /\$\{\{.*?(?:\}\}|$)/s.exec(line)?.[0] ?? [])
  if (found.length === 0) return lines
  const where = 'GitHub expands expressions only in workflow files, not in the value of a variable or an input'
  throw new InputError(input, `'${found[0]}' was not expanded: ${where}. To write literal braces, use \\{{`)
}
