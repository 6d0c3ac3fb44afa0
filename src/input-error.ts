/** An input that cannot be used. The message names the input and says what to write instead. */
export class InputError extends Error {
  override readonly name = 'InputError'

  constructor(input: string, problem: string, options?: ErrorOptions) {
    super(`Input '${input}': ${problem}`, options)
  }
}

/** Throws the one problem, or an AggregateError of several; nothing where there is none. */
export function throwAll(problems: readonly unknown[]): void {
  if (problems.length > 1) throw new AggregateError(problems, 'Some inputs cannot be used')
  for (const problem of problems) throw problem
}
