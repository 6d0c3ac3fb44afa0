import type { Place } from '../environment.ts'

interface BuildErrorOptions extends ErrorOptions {
  /** The line of the Dockerfile that failed, where the builder says one. */
  readonly place?: Place | undefined
  /** What the builder shows of it: the last lines that the step printed, and the lines of the Dockerfile. */
  readonly excerpt?: string | undefined
}

/** A build that did not come to its end. */
export class BuildError extends Error {
  override readonly name = 'BuildError'
  readonly place: Place | undefined
  readonly excerpt: string | undefined

  constructor(message: string, { place, excerpt, ...options }: BuildErrorOptions = {}) {
    super(message, options)
    this.place = place
    this.excerpt = excerpt
  }
}
