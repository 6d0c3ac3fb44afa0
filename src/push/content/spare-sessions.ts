import { Background } from '../../async/background.ts'
import type { Digest } from '../../oci/digest.ts'
import type { Blobs } from '../../registry/blobs.ts'
import type { Session } from '../../registry/upload/session.ts'

/** Milliseconds. An older session may have expired, which would only show after the whole blob was sent. */
const maximumAge = 60_000

/** A session, and when it was opened. */
interface Kept {
  readonly session: Session
  readonly since: number
}

/**
 * Open upload sessions that may still be needed: the one that proved the permission to push, those of refused mounts,
 * those opened while the registry was still being asked about the blob, and those reserved for signatures. At most one
 * for each blob.
 */
export class SpareSessions {
  readonly #blobs: Blobs
  readonly #open = new Map<Digest, Kept>()
  /** Work that is opening sessions. */
  readonly #opening = new Background()
  readonly #elapsed: () => number
  /** For what is sent once the image is there. */
  readonly #reserved: Kept[] = []
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

  /** Assigns the free session to this blob. Returns false if there is none. */
  assign(digest: Digest): boolean {
    const free = this.#takeFree()
    if (free) this.#keep(digest, free)
    return free !== undefined
  }

  /** Keeps a session for a blob that is not known yet, and that is not a part of the image. */
  reserve(session: Session): void {
    if (this.#isClosed) this.#blobs.cancelLater(session)
    else this.#reserved.push(this.#from(session))
  }

  /** Assigns a reserved session to this blob, if there is one that lasts. */
  assignReserved(digest: Digest): void {
    const reserved = this.#reserved.pop()
    if (reserved) this.#keep(digest, reserved)
  }

  /** Whether a session is kept for this blob. */
  has(digest: Digest): boolean {
    return this.#open.has(digest)
  }

  /** Runs work that may open a session to keep, unless sessions are no longer needed. Never rejects. */
  async whileOpen<Result>(work: () => Promise<Result>): Promise<Result | undefined> {
    if (this.#isClosed) return undefined
    const opening = work().catch(() => undefined)
    this.#opening.add(opening)
    return await opening
  }

  keep(digest: Digest, session: Session): void {
    this.#keep(digest, this.#from(session))
  }

  /** Takes the session that is kept for this blob, or else the free one. */
  take(digest: Digest): Session | undefined {
    const kept = this.#takeKept(digest)
    if (kept && this.#isLasting(kept)) return kept.session
    if (kept) this.#blobs.cancelLater(kept.session)
    return this.#takeFree()?.session
  }

  /** Cancels the session for this blob, which is not needed. */
  drop(digest: Digest): void {
    const kept = this.#takeKept(digest)
    if (kept) this.#blobs.cancelLater(kept.session)
  }

  /** Cancels all sessions that are left, including those still being opened. */
  async close(): Promise<void> {
    this.#isClosed = true
    for (const digest of [...this.#open.keys()]) this.drop(digest)
    for (const { session } of this.#reserved.splice(0)) this.#blobs.cancelLater(session)
    if (this.#free) this.#blobs.cancelLater(this.#free.session)
    this.#free = undefined
    await this.#opening.settled()
    await this.#blobs.settled()
  }

  #from(session: Session): Kept {
    return { session, since: this.#elapsed() }
  }

  #isLasting({ since }: Kept): boolean {
    return this.#elapsed() - since <= maximumAge
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
