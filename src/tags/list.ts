import { type Options, parse } from 'csv-parse/sync'
import { InputError } from '../input-error.ts'

/** What the parser takes for an item, since to it only a line's first character begins a comment. */
const indentedComment = /^\s+#/

/**
 * Reads an input of several lines: an item a line, empty lines and lines that begin with `#` left out. Quotes as in
 * RFC 4180 let an item hold a line break, or begin with `#`; the commas of an item stay in it.
 */
export function parseList(input: string, text: string): readonly string[] {
  return parseCsv(input, text.trim(), { relax_quotes: true, comment: '#', comment_no_infix: true })
    .map((fields) => fields.join(','))
    .filter((item) => !indentedComment.test(item))
    .map((item) => item.trim())
    .filter((item) => item !== '')
}

/** Splits an item at its commas. A field that holds a comma is quoted as a whole: `"value=a,b"`. */
export function splitFields(input: string, item: string): readonly string[] {
  return parseCsv(input, item, {})[0] ?? []
}

/** The message shows no more of the text than the parser does, which is nothing of a list: that may hold secrets. */
function parseCsv(input: string, text: string, options: Options): string[][] {
  try {
    return parse(text, { relax_column_count: true, skip_empty_lines: true, ...options })
  } catch (cause) {
    const { message } = cause as Error
    throw new InputError(input, `${message}. A quote that is meant as one is written twice, in a field in quotes`, {
      cause,
    })
  }
}
