import { runInNewContext } from 'node:vm'
import { InputError } from '../input-error.ts'

export type Found = RegExpMatchArray | null

/** Milliseconds that an expression may take for all its texts. One that backtracks without end takes years. */
const patience = 2_000

const program = 'texts.map((text) => text.match(new RegExp(pattern, flags)))'

/**
 * Searches each text as `String.match` does, so that with the flag `g` the groups are all that was found. Throws
 * InputError for an expression that is malformed or takes too long, and names the line of the input that it is from.
 */
export function search(texts: readonly string[], pattern: string, flags: string, line: string): readonly Found[] {
  try {
    return runInNewContext(program, { texts, pattern, flags }, { timeout: patience })
  } catch (cause) {
    throw new InputError('tags', `${problemIn(cause as NodeJS.ErrnoException, pattern)}, in: ${line}`, { cause })
  }
}

function problemIn({ code, message }: NodeJS.ErrnoException, pattern: string): string {
  if (code !== 'ERR_SCRIPT_EXECUTION_TIMEOUT') return message
  return `the regular expression '${pattern}' takes longer than ${patience / 1000} seconds. Write it without a repetition inside another one, such as (a+)+`
}
