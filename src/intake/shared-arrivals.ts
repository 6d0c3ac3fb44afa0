import { setTimeout } from 'node:timers/promises'
import type { BlobId } from '../oci/descriptor.ts'
import type { Digest } from '../oci/digest.ts'
import type { FanOut } from './fan-out.ts'
import type { SpoolFile } from './spool/spool-file.ts'

/** Milliseconds for a builder to start to send a blob after it was told that it is needed. */
const defaultStartTime = 2_000

/** A blob on its way to targets, and how many deliveries of it are not done. */
interface Arrival {
  readonly blob: BlobId
  readonly file: SpoolFile
  deliveries: number
}

/** Whether the blob is sent for the image that it was asked about first. */
interface Turn {
  readonly known: PromiseWithResolvers<void>
  isSending: boolean
}

/**
 * Blobs that several images of a build have in common. The builder asks about each once for every image; what arrives
 * for one of them is handed to the targets of the others, so that it is sent only once.
 */
export class SharedArrivals {
  readonly #arrivals = new Map<Digest, Arrival>()
  readonly #asked = new Map<Digest, Turn>()
  readonly #startTime: number

  constructor(startTime: number = defaultStartTime) {
    this.#startTime = startTime
  }

  /** Whether the targets of an image have a blob, or get it from an arrival. Of several that ask, one is told to send. */
  async has(digest: Digest, image: FanOut): Promise<boolean> {
    if (this.#deliver(digest, image)) return true
    const first = this.#asked.get(digest)
    if (!first) return await this.#askFirst(digest, image)
    const has = image.has(digest)
    await first.known.promise
    return this.#deliver(digest, image) || (await has)
  }

  /** Notes that a blob is being sent, although its first bytes may take long: its sender may have to get them first. */
  begin(digest: Digest): void {
    const turn = this.#asked.get(digest)
    if (turn) turn.isSending = true
  }

  /** Notes that a blob is not being sent any longer. */
  end(digest: Digest): void {
    this.#asked.get(digest)?.known.resolve()
    this.#asked.delete(digest)
  }

  /** Notes that a blob is delivered to the targets of one image. */
  add(blob: BlobId, file: SpoolFile, delivered: Promise<unknown>): void {
    const { digest } = blob
    const known = this.#arrivals.get(digest)
    const arrival = known?.file === file ? known : { blob, file, deliveries: 0 }
    if (arrival !== known) file.hold()
    this.#arrivals.set(digest, arrival)
    this.end(digest)
    this.#count(arrival, delivered)
  }

  async #askFirst(digest: Digest, image: FanOut): Promise<boolean> {
    const turn: Turn = { known: Promise.withResolvers(), isSending: false }
    this.#asked.set(digest, turn)
    const end = () => {
      if (this.#asked.get(digest) === turn) this.end(digest)
    }
    const has = await image.has(digest)
    if (has) end()
    else void setTimeout(this.#startTime, undefined, { ref: false }).then(() => turn.isSending || end())
    return has
  }

  #deliver(digest: Digest, image: FanOut): boolean {
    const arrival = this.#arrivals.get(digest)
    if (!arrival) return false
    this.#count(arrival, image.deliver(arrival.blob, arrival.file))
    return true
  }

  /** Holds the file until the last delivery is done. */
  #count(arrival: Arrival, delivered: Promise<unknown>): void {
    const { digest } = arrival.blob
    arrival.deliveries += 1
    void delivered.then(() => {
      arrival.deliveries -= 1
      if (arrival.deliveries > 0) return
      if (this.#arrivals.get(digest) === arrival) this.#arrivals.delete(digest)
      void arrival.file.release()
    })
  }
}
