/** Aborts what is in progress for a failed target; the reason is the push's failure. */
export class GivenUp extends Error {
  constructor(name: string, cause: Error) {
    super(`nothing more is sent to ${name}`, { cause })
  }
}
