import { InputError } from '../input-error.ts'

/** Reads a value that is one of a few words. `where` is the line that it stands in. */
export function parseChoice<Word extends string>(
  input: string,
  name: string,
  words: readonly Word[],
  value: string | undefined,
  where: string
): Word {
  const word = words.find((known) => known === value)
  if (word) return word
  const problem = value === undefined ? `${name} is missing` : `${name} cannot be '${value}'`
  throw new InputError(input, `${problem}; it is one of ${words.join(', ')}, in: ${where}`)
}
