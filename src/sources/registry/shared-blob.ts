import { type Batch, batchSize } from '../../intake/spool/batch.ts'
import type { BlobContent } from '../../oci/blob-content.ts'
import type { BlobId } from '../../oci/descriptor.ts'
import { algorithmOf, type Digest, type Digester, digester } from '../../oci/digest.ts'
import { Flow, type Follower } from './flow.ts'
import type { WindowPool } from './window-pool.ts'

/** Bytes between two offsets at which a download may begin again: its content has to be digested from there on. */
const checkpointDistance = 16 * batchSize
/** Milliseconds for which targets wait for slower ones, for each download. */
export const defaultPatience = 500

export interface SharedBlobOptions {
  readonly blob: BlobId
  readonly pool: WindowPool
  /** Downloads the blob from this offset on. */
  readonly download: (start: number, signal: AbortSignal) => AsyncIterable<Uint8Array<ArrayBuffer>>
  /** Makes the error for content with this digest instead of the blob's. */
  readonly refuse: (found: Digest) => Error
  readonly patience?: number
}

/**
 * A blob in a registry that is read by several targets at once: it is downloaded once for all that keep up with each
 * other, and never stored on disk. One that is much slower, or begins again, gets a download of its own.
 */
export class SharedBlob implements BlobContent, Disposable {
  readonly size: number
  readonly #options: SharedBlobOptions
  readonly #flows = new Set<Flow>()
  /** What has digested the content up to an offset. */
  readonly #checkpoints = new Map<number, Digester>()
  /** Ends the wait for a reader that was expected. */
  readonly #expected = new Set<() => void>()

  constructor(options: SharedBlobOptions) {
    this.#options = options
    this.size = options.blob.size
  }

  async *read(start: number, end: number, signal: AbortSignal): AsyncGenerator<Uint8Array> {
    const follower: Follower = { position: start, floor: start }
    let flow: Flow | undefined
    let before: { readonly flow: Flow; readonly batch: Batch } | undefined
    const leave = () => flow?.leave(follower)
    signal.addEventListener('abort', leave, { once: true })
    try {
      while (follower.position < end) {
        signal.throwIfAborted()
        flow = this.#follow(follower, flow)
        const batch = await flow.next(follower, signal)
        if (!batch) {
          flow = undefined
          continue
        }
        const chunk = batch.slice(follower.position, Math.min(end, batch.end))
        yield chunk
        if (before) before.flow.giveBack(before.batch)
        before = { flow, batch }
        follower.floor = follower.position
        follower.position += chunk.length
        flow.moved()
      }
    } finally {
      signal.removeEventListener('abort', leave)
      leave()
    }
  }

  /** Begins the download, if there is room, while its reader still prepares. */
  expect(): Disposable {
    const follower: Follower = { position: 0, floor: 0, isExpected: true }
    const flow = this.size > 0 && this.#options.pool.hasRoom() ? this.#flowAt(0) : undefined
    const leave = () => {
      this.#expected.delete(leave)
      flow?.leave(follower)
    }
    flow?.join(follower)
    this.#expected.add(leave)
    return { [Symbol.dispose]: leave }
  }

  [Symbol.dispose](): void {
    for (const flow of this.#flows) flow.evict()
  }

  /** Joins the download that is furthest ahead among those that still have what a follower needs. */
  #follow(follower: Follower, current: Flow | undefined): Flow {
    const flow = this.#flowAt(follower.position)
    if (flow === current) return flow
    current?.leave(follower)
    flow.join(follower)
    // It is the one that was expected, or comes before it.
    const [arrived] = this.#expected
    if (follower.position === 0) arrived?.()
    return flow
  }

  #flowAt(position: number): Flow {
    const reaching = [...this.#flows].filter((flow) => flow.reaches(position))
    return reaching.toSorted((one, other) => other.head - one.head)[0] ?? this.#open(position)
  }

  #open(position: number): Flow {
    const { blob, pool, download, refuse, patience = defaultPatience } = this.#options
    const start = Math.max(0, ...[...this.#checkpoints.keys()].filter((offset) => offset <= position))
    const flow: Flow = new Flow({
      blob,
      start,
      digester: this.#checkpoints.get(start)?.copy() ?? digester(algorithmOf(blob.digest)),
      pool,
      patience,
      open: (signal) => download(start, signal),
      onDigested: (offset, state) => {
        if (offset % checkpointDistance === 0 && !this.#checkpoints.has(offset)) {
          this.#checkpoints.set(offset, state.copy())
        }
      },
      refuse,
      onEnd: () => this.#flows.delete(flow),
    })
    this.#flows.add(flow)
    void flow.run()
    return flow
  }
}
