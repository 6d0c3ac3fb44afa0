import type { Place } from '../environment.ts'

interface BuildErrorOptions extends ErrorOptions {
  /** The line of the Dockerfile that failed, if the builder reports one. */
  readonly place?: Place | undefined
  /** The builder's context for the failure: the last lines that the step printed, and the lines of the Dockerfile. */
  readonly excerpt?: string | undefined
}

/** A build that failed. */
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
