import { InputError, throwAll } from '../../input-error.ts'

/** Parses every item before it throws, so that all problems are reported at once. */
export function parseEach<Item, Parsed>(items: readonly Item[], parse: (item: Item) => Parsed): readonly Parsed[] {
  const problems: InputError[] = []
  const parsed = items.flatMap((item) => {
    try {
      return [parse(item)]
    } catch (error) {
      problems.push(...problemsIn(error))
      return []
    }
  })
  throwAll(problems)
  return parsed
}

/** Parses every field of an object before it throws. */
export function parseFields<Parsed extends object>(fields: { readonly [Key in keyof Parsed]: () => Parsed[Key] }) {
  const entries = parseEach(Object.entries<() => unknown>(fields), ([key, parse]) => [key, parse()] as const)
  return Object.fromEntries(entries) as Parsed
}

/** Anything other than bad input is a bug here, and is rethrown as it is. */
function problemsIn(error: unknown): readonly InputError[] {
  if (error instanceof InputError) return [error]
  if (error instanceof AggregateError) return error.errors.flatMap(problemsIn)
  throw error
}
