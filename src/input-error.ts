/** An input that cannot be used. The message names the input and says what to write instead. */
export class InputError extends Error {
  override readonly name = 'InputError'

  constructor(input: string, problem: string, options?: ErrorOptions) {
    super(`Input '${input}': ${problem}`, options)
  }
}
