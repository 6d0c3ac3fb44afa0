import { runInNewContext } from 'node:vm'
import { InputError } from '../../input-error.ts'

export type SearchResult = RegExpMatchArray | null

/** Milliseconds that an expression may take for all texts. One with catastrophic backtracking would take years. */
const timeLimit = 2_000

const program = 'texts.map((text) => text.match(new RegExp(pattern, flags)))'

/**
 * Searches each text as `String.match` does, so with the flag `g` the groups are all matches. Throws an InputError
 * with the input line if the expression is malformed or takes too long.
 */
export function search(
  texts: readonly string[],
  pattern: string,
  flags: string,
  line: string,
  input = 'tags'
): readonly SearchResult[] {
  try {
    return runInNewContext(program, { texts, pattern, flags }, { timeout: timeLimit })
  } catch (cause) {
    throw new InputError(input, `${problemIn(cause as NodeJS.ErrnoException, pattern)}, in: ${line}`, { cause })
  }
}

function problemIn({ code, message }: NodeJS.ErrnoException, pattern: string): string {
  if (code !== 'ERR_SCRIPT_EXECUTION_TIMEOUT') return message
  return `the regular expression '${pattern}' takes longer than ${timeLimit / 1000} seconds. Write it without nested repetition, such as (a+)+`
}
