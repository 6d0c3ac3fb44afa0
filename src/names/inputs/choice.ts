import { InputError } from '../../input-error.ts'

/** Parses a value that must be one of the given words. `where` is the line that contains it. */
export function parseFieldChoice<Word extends string>(
  input: string,
  name: string,
  words: readonly Word[],
  value: string | undefined,
  where: string
): Word {
  const word = words.find((known) => known === value)
  if (word) return word
  const problem = value === undefined ? `${name} is missing` : `${name} cannot be '${value}'`
  throw new InputError(input, `${problem}; it must be one of ${words.join(', ')}, in: ${where}`)
}
