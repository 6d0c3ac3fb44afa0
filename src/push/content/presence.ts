import { singleFlight } from '../../async/single-flight.ts'
import type { Digest } from '../../oci/digest.ts'

/** Which content a target is known to have: its tags reach it, the target said so, or this run brought it. */
export class Presence {
  readonly #ask: (digest: Digest, size?: number) => Promise<boolean>
  readonly #known = new Set<Digest>()
  readonly #answers = new Map<Digest, Promise<boolean>>()
  readonly #missing = new Set<Digest>()
  readonly #doubted = new Set<Digest>()
  readonly #distrusted = new Set<Digest>()

  constructor(ask: (digest: Digest, size?: number) => Promise<boolean>) {
    this.#ask = ask
  }

  add(digests: Iterable<Digest>): void {
    for (const digest of digests) this.#known.add(digest)
  }

  knows(digest: Digest): boolean {
    return this.#known.has(digest)
  }

  /** Whether it turned out to be missing once, so that nothing may be assumed. */
  isDoubted(digest: Digest): boolean {
    return this.#doubted.has(digest)
  }

  isDistrusted(digest: Digest): boolean {
    return this.#distrusted.has(digest)
  }

  /** Whether the target has it, as is known or by asking once. Content of another size does not count. */
  async look(digest: Digest, size?: number): Promise<boolean> {
    if (this.#known.has(digest)) return true
    if (this.#distrusted.has(digest)) return false
    const isThere = await singleFlight(this.#answers, digest, () => this.#ask(digest, size))
    if (isThere) this.#known.add(digest)
    else this.#missing.add(digest)
    return isThere
  }

  /** Whether the target said that it does not have it. */
  isMissing(digest: Digest): boolean {
    return this.#missing.has(digest)
  }

  /** Forgets what is known about it, so that the target is asked again. */
  doubt(digest: Digest): void {
    this.#doubted.add(digest)
    this.#known.delete(digest)
    this.#answers.delete(digest)
  }

  /** Ignores what the target claims about it: it counts as present only once it was sent. */
  distrust(digest: Digest): void {
    this.doubt(digest)
    this.#distrusted.add(digest)
  }
}
