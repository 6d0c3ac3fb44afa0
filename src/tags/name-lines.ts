import { InputError } from '../input-error.ts'
import { parseList } from './list.ts'

/** Reads the lines of an input that names things. What GitHub should have expanded there would be cut to a `$`. */
export function parseNameLines(input: string, text: string): readonly string[] {
  const lines = parseList(input, text)
  const found = lines.flatMap((line) => /\$\{\{.*?(?:\}\}|$)/s.exec(line)?.[0] ?? [])
  if (found.length === 0) return lines
  const where = 'GitHub expands expressions in a workflow file alone, not in the value of a variable or an input'
  throw new InputError(input, `'${found[0]}' was not expanded: ${where}. Braces that are text are written as \\{{`)
}
