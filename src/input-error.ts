/** An invalid input. The message names it and says what to write instead. */
export class InputError extends Error {
  override readonly name = 'InputError'

  constructor(input: string, problem: string, options?: ErrorOptions) {
    super(`Input '${input}': ${problem}`, options)
  }
}

/** The errors of an AggregateError, or the only one. */
export function problemsOf(error: unknown): readonly unknown[] {
  return error instanceof AggregateError ? error.errors : [error]
}

/** Throws a single problem as it is, and several as an AggregateError; does nothing if there are none. */
export function throwAll(problems: readonly unknown[]): void {
  if (problems.length > 1) throw new AggregateError(problems, 'Some inputs are not valid')
  for (const problem of problems) throw problem
}
