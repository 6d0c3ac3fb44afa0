import type { Place } from '../environment.ts'

/** A build that did not come to its end. */
export class BuildError extends Error {
  override readonly name = 'BuildError'
  /** The line of the Dockerfile that failed, where the builder says one. */
  readonly place: Place | undefined

  constructor(message: string, place?: Place, options?: ErrorOptions) {
    super(message, options)
    this.place = place
  }
}
