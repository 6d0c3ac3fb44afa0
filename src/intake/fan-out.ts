import { setTimeout } from 'node:timers/promises'
import { BrokenBlob, SpoolError } from '../oci/broken-blob.ts'
import type { BlobId } from '../oci/descriptor.ts'
import type { Digest } from '../oci/digest.ts'
import type { BlobRecipient } from './blob-recipient.ts'
import type { SpoolFile } from './spool/spool-file.ts'

/** Milliseconds to wait for a target to say whether it has a blob. Accepting a blob needlessly does no harm. */
const defaultTimeout = 5_000
/** The fraction of that time for a target that was too slow before. */
const shortened = 1 / 20

/** BuildKit sends four blobs at a time; each may need one request to look up, mount or start it, and one to send it. */
const connections = 8

/** Forwards a builder's blobs to all pushes that have not failed. No push blocks the builder. */
export class FanOut {
  readonly #pushes: readonly BlobRecipient[]
  readonly #timeout: number
  /** Recipients that took too long last time. */
  readonly #slow = new Set<BlobRecipient>()
  #isWarm = false

  constructor(pushes: readonly BlobRecipient[], timeout: number = defaultTimeout) {
    this.#pushes = pushes
    this.#timeout = timeout
  }

  /** Whether all pushes have this blob, or could mount it. */
  async has(digest: Digest): Promise<boolean> {
    this.#warm()
    const answers = await Promise.all(this.#live().map((push) => this.#hasInTime(push, digest)))
    return answers.every(Boolean)
  }

  /** Whether any push is not known to have this blob. */
  needs(digest: Digest): boolean {
    return this.#live().some((push) => push.needs(digest))
  }

  /** Hands the blob to each push, although it may still be arriving. Resolves once they are done with it. */
  async deliver(blob: BlobId, file: SpoolFile): Promise<void> {
    this.#warm()
    await Promise.all(
      this.#live().map((push) => {
        file.hold()
        return deliver(push, blob, file)
      })
    )
  }

  /** The first query means that the build is done, that many requests are about to follow, and that tags move soon. */
  #warm(): void {
    if (this.#isWarm) return
    this.#isWarm = true
    for (const push of this.#live()) push.prepare(connections)
  }

  #live(): readonly BlobRecipient[] {
    return this.#pushes.filter((push) => !push.failure)
  }

  async #hasInTime(push: BlobRecipient, digest: Digest): Promise<boolean> {
    const known = push.has(digest).catch((error: Error) => {
      push.fail(error)
      // Nothing more is sent to a failed target, so it needs no blob.
      return true
    })
    void known.then(() => this.#slow.delete(push))
    const wait = this.#slow.has(push) ? this.#timeout * shortened : this.#timeout
    const late = setTimeout(wait, undefined, { ref: false })
    const answer = await Promise.race([known, late])
    if (answer === undefined) this.#slow.add(push)
    return answer ?? false
  }
}

async function deliver(push: BlobRecipient, blob: BlobId, file: SpoolFile): Promise<void> {
  try {
    await push.ensure(blob, file)
  } catch (error) {
    // Neither an interrupted upload, which the builder repeats, nor a full disk is the target's fault.
    if (!(error instanceof BrokenBlob || error instanceof SpoolError)) push.fail(error as Error)
  } finally {
    await file.release()
  }
}
