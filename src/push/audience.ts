import { setTimeout } from 'node:timers/promises'
import type { BlobId } from '../oci/descriptor.ts'
import type { Digest } from '../oci/digest.ts'
import { BrokenBlob, SpoolError } from './broken-blob.ts'
import type { Push } from './push.ts'
import type { SpoolFile } from './spool-file.ts'

/** Milliseconds. A target that takes longer to say what it has is not waited for: taking the blob is never wrong. */
const defaultPatience = 5_000
/** The part of that for a target that took longer before. */
const shortened = 1 / 20

/** BuildKit sends four blobs at a time; each may be asked for, mounted or begun, and sent. */
const connections = 8

/** The pushes that a builder's blobs are for, as long as they have not failed. None of them holds up the builder. */
export class Audience {
  readonly #pushes: readonly Push[]
  readonly #patience: number
  /** Those that took too long the last time. */
  readonly #slow = new Set<Push>()
  #isWarm = false

  constructor(pushes: readonly Push[], patience: number = defaultPatience) {
    this.#pushes = pushes
    this.#patience = patience
  }

  /** Whether all have this blob, or could mount it. */
  async has(digest: Digest): Promise<boolean> {
    this.#warm()
    const answers = await Promise.all(this.#live().map((push) => this.#hasInTime(push, digest)))
    return answers.every(Boolean)
  }

  /** Whether one of them is not known to have this blob. */
  needs(digest: Digest): boolean {
    return this.#live().some(({ presence }) => !presence.knows(digest))
  }

  /** Lets each have the blob, while it may still arrive. */
  deliver(blob: BlobId, file: SpoolFile): void {
    for (const push of this.#live()) {
      file.hold()
      void bring(push, blob, file)
    }
  }

  /** The first question says that the build is done, that many more requests follow at once, and that tags move soon. */
  #warm(): void {
    if (this.#isWarm) return
    this.#isWarm = true
    for (const { remote, tags } of this.#live()) {
      void remote.warm(connections)
      // What fails is asked again when it is needed.
      tags.refresh().catch(() => undefined)
    }
  }

  #live(): readonly Push[] {
    return this.#pushes.filter((push) => !push.failure)
  }

  async #hasInTime(push: Push, digest: Digest): Promise<boolean> {
    const known = push.has(digest).catch((error: Error) => {
      push.fail(error)
      // Nothing is sent to a target that failed, so it lacks nothing.
      return true
    })
    void known.then(() => this.#slow.delete(push))
    const wait = this.#slow.has(push) ? this.#patience * shortened : this.#patience
    const late = setTimeout(wait, undefined, { ref: false })
    const answer = await Promise.race([known, late])
    if (answer === undefined) this.#slow.add(push)
    return answer ?? false
  }
}

async function bring(push: Push, blob: BlobId, file: SpoolFile): Promise<void> {
  try {
    await push.ensure(blob, file)
  } catch (error) {
    // A sender that broke off is no fault of the target, and its blob will come again; nor is a disk that is full.
    if (!(error instanceof BrokenBlob || error instanceof SpoolError)) push.fail(error as Error)
  } finally {
    await file.release()
  }
}
