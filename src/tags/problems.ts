import { InputError } from '../input-error.ts'

/** Parses every item before it complains, so that all that is wrong is said at once. */
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
  const [first, ...others] = problems
  if (!first) return parsed
  throw others.length === 0 ? first : new AggregateError(problems, 'Some inputs cannot be used')
}

/** Parses every field of an object before it complains. */
export function parseFields<Parsed extends object>(fields: { readonly [Key in keyof Parsed]: () => Parsed[Key] }) {
  const entries = parseEach(Object.entries<() => unknown>(fields), ([key, parse]) => [key, parse()] as const)
  return Object.fromEntries(entries) as Parsed
}

/** Anything but bad input is a fault of ours and goes on as it is. */
function problemsIn(error: unknown): readonly InputError[] {
  if (error instanceof InputError) return [error]
  if (error instanceof AggregateError) return error.errors.flatMap(problemsIn)
  throw error
}
