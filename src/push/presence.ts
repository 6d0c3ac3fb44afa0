import type { Digest } from '../oci/digest.ts'
import { once } from './once.ts'

/** Which content a target has, as far as it is known: its tags reach it, it was asked for, or it was brought there. */
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

  /** Whether it turned out to be missing once, so that nothing is to be taken for granted. */
  isDoubted(digest: Digest): boolean {
    return this.#doubted.has(digest)
  }

  isDistrusted(digest: Digest): boolean {
    return this.#distrusted.has(digest)
  }

  /** Whether it is there: as is known, or as the target says, which is asked once. With another size it is not. */
  async look(digest: Digest, size?: number): Promise<boolean> {
    if (this.#known.has(digest)) return true
    if (this.#distrusted.has(digest)) return false
    const isThere = await once(this.#answers, digest, () => this.#ask(digest, size))
    if (isThere) this.#known.add(digest)
    else this.#missing.add(digest)
    return isThere
  }

  /** Whether the target said that it is not there. */
  isMissing(digest: Digest): boolean {
    return this.#missing.has(digest)
  }

  /** Forgets what is known, so that the target is asked again. */
  doubt(digest: Digest): void {
    this.#doubted.add(digest)
    this.#known.delete(digest)
    this.#answers.delete(digest)
  }

  /** Believes no more what the target says: only what is sent there now is there. */
  distrust(digest: Digest): void {
    this.doubt(digest)
    this.#distrusted.add(digest)
  }
}
