import type { Digest } from '../oci/digest.ts'
import type { Blobs } from '../registry/blobs.ts'
import type { Session } from '../registry/session.ts'

/**
 * Upload sessions that are open and may or may not be needed: those of mounts that were refused, and those that were
 * opened while the registry was still being asked for the blob. At most one for each blob.
 */
export class SpareSessions {
  readonly #blobs: Blobs
  readonly #open = new Map<Digest, Session>()
  readonly #ends = new Set<Promise<void>>()

  constructor(blobs: Blobs) {
    this.#blobs = blobs
  }

  keep(digest: Digest, session: Session): void {
    this.drop(digest)
    this.#open.set(digest, session)
  }

  take(digest: Digest): Session | undefined {
    const session = this.#open.get(digest)
    this.#open.delete(digest)
    return session
  }

  /** Nobody will need the session for this blob. */
  drop(digest: Digest): void {
    const session = this.take(digest)
    if (session) this.#end(session)
  }

  /** Ends all that are left. */
  async close(): Promise<void> {
    for (const digest of [...this.#open.keys()]) this.drop(digest)
    await Promise.all(this.#ends)
  }

  /** In the background: nobody waits for that, and it need not succeed. */
  #end(session: Session): void {
    const end: Promise<void> = this.#blobs.cancel(session).finally(() => this.#ends.delete(end))
    this.#ends.add(end)
  }
}
