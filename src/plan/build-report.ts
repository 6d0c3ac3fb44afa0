import type { Place } from '../environment.ts'

/** A warning from Docker's build checks, such as `JSONArgsRecommended: JSON arguments recommended for …`. */
export interface BuildWarning {
  readonly message: string
  readonly place: Place
}

/** How a build went. */
export interface BuildReport {
  readonly seconds: number
  /** Dockerfile steps, across all stages and platforms that were built. */
  readonly steps: number
  /** How many of them came from the build cache. */
  readonly cached: number
  readonly platforms: readonly string[]
  readonly warnings: readonly BuildWarning[]
}
