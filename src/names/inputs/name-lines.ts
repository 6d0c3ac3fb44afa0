import { InputError } from '../../input-error.ts'
import { parseList } from './list.ts'

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
