import type { Digest } from '../oci/digest.ts'
import { Background } from '../registry/background.ts'
import type { Blobs } from '../registry/blobs.ts'
import type { Session } from '../registry/session.ts'

/** Milliseconds. An older session may be gone, which would be found out only when all of a blob went into it. */
const lasting = 60_000

/** A session, and when it was opened. */
interface Kept {
  readonly session: Session
  readonly since: number
}

/**
 * Upload sessions that are open and may or may not be needed: the one that proved the right to push, those of mounts
 * that were refused, and those that were opened while the registry was still being asked for the blob. At most one for
 * each blob.
 */
export class SpareSessions {
  readonly #blobs: Blobs
  readonly #open = new Map<Digest, Kept>()
  /** What opens sessions just now. */
  readonly #opening = new Background()
  readonly #elapsed: () => number
  #free: Kept | undefined
  #isClosed = false

  constructor(blobs: Blobs, elapsed: () => number) {
    this.#blobs = blobs
    this.#elapsed = elapsed
  }

  /** Keeps a session for whichever blob is sent first. */
  keepFree(session: Session): void {
    this.#free = this.#from(session)
  }

  /** Gives the free session to this blob. False where there is none. */
  assign(digest: Digest): boolean {
    const free = this.#takeFree()
    if (free) this.#keep(digest, free)
    return free !== undefined
  }

  /** Runs what may come to a session that is kept, unless nobody would take it any more. Never rejects. */
  async whileOpen<Result>(work: () => Promise<Result>): Promise<Result | undefined> {
    if (this.#isClosed) return undefined
    const opening = work().catch(() => undefined)
    this.#opening.add(opening)
    return await opening
  }

  keep(digest: Digest, session: Session): void {
    this.#keep(digest, this.#from(session))
  }

  /** The session that is kept for this blob, or else the free one. */
  take(digest: Digest): Session | undefined {
    const kept = this.#takeKept(digest)
    if (kept && this.#isLasting(kept)) return kept.session
    if (kept) this.#blobs.cancelLater(kept.session)
    return this.#takeFree()?.session
  }

  /** Nobody will need the session for this blob. */
  drop(digest: Digest): void {
    const kept = this.#takeKept(digest)
    if (kept) this.#blobs.cancelLater(kept.session)
  }

  /** Ends all that are left, and those that are still on their way. */
  async close(): Promise<void> {
    this.#isClosed = true
    for (const digest of [...this.#open.keys()]) this.drop(digest)
    if (this.#free) this.#blobs.cancelLater(this.#free.session)
    this.#free = undefined
    await this.#opening.settled()
    await this.#blobs.settled()
  }

  #from(session: Session): Kept {
    return { session, since: this.#elapsed() }
  }

  #isLasting({ since }: Kept): boolean {
    return this.#elapsed() - since <= lasting
  }

  #keep(digest: Digest, kept: Kept): void {
    this.drop(digest)
    if (this.#isClosed) this.#blobs.cancelLater(kept.session)
    else this.#open.set(digest, kept)
  }

  #takeKept(digest: Digest): Kept | undefined {
    const kept = this.#open.get(digest)
    this.#open.delete(digest)
    return kept
  }

  #takeFree(): Kept | undefined {
    const free = this.#free
    if (!free || !this.#isLasting(free)) return undefined
    this.#free = undefined
    return free
  }
}
