/** Points that may be spent at once. */
const burst = 100
/** Points a millisecond: with the burst, 880 in any minute. */
const rate = 780 / 60_000

/**
 * Keeps below the 900 points a minute that GitHub's API allows for a token: docs.github.com, "Rate limits for the REST
 * API". The job's other steps have the rest.
 */
export class PointBudget {
  #left = burst
  #at: number | undefined

  /** Spends points, and returns for how many milliseconds to wait before the request. `now` is in milliseconds. */
  spend(points: number, now: number): number {
    const earned = (now - (this.#at ?? now)) * rate
    this.#left = Math.min(burst, this.#left + earned) - points
    this.#at = now
    return Math.max(0, Math.ceil(-this.#left / rate))
  }
}
