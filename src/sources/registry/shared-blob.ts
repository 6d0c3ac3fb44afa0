import { type Batch, batchSize } from '../../intake/spool/batch.ts'
import type { BlobContent } from '../../oci/blob-content.ts'
import type { BlobId } from '../../oci/descriptor.ts'
import { algorithmOf, type Digest, type Digester, digester } from '../../oci/digest.ts'
import { type BlobReader, leastBatches, SharedDownload } from './shared-download.ts'
import type { WindowPool } from './window-pool.ts'

/** Bytes between two offsets at which a download may begin again: its content has to be digested from there on. */
const checkpointDistance = 16 * batchSize
/**
 * Up to this size a download begins before its reader. The reader of a larger blob may first have to wait for its turn to
 * send: meanwhile the download would take up a connection, and end up being given up with megabytes on the way.
 */
const earlyBytes = leastBatches * batchSize
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

/** A reader that will begin in a moment, and the download that waits for it. */
interface Expectation {
  readonly reader: BlobReader
  readonly reserved: Disposable | undefined
  download?: SharedDownload
}

/**
 * A blob in a registry that is read by several targets at once: it is downloaded once for all that keep up with each
 * other, and never stored on disk. One that is much slower, or begins again, gets a download of its own.
 */
export class SharedBlob implements BlobContent, Disposable {
  readonly size: number
  readonly #options: SharedBlobOptions
  readonly #downloads = new Set<SharedDownload>()
  /** What has digested the content up to an offset. */
  readonly #checkpoints = new Map<number, Digester>()
  readonly #expected = new Set<Expectation>()

  constructor(options: SharedBlobOptions) {
    this.#options = options
    this.size = options.blob.size
  }

  async *read(start: number, end: number, signal: AbortSignal): AsyncGenerator<Uint8Array> {
    if (this.size === 0) this.#verifyEmpty()
    const reader: BlobReader = { position: start, floor: start }
    let download: SharedDownload | undefined
    let before: { readonly download: SharedDownload; readonly batch: Batch } | undefined
    const leave = () => download?.leave(reader)
    signal.addEventListener('abort', leave, { once: true })
    try {
      while (reader.position < end) {
        signal.throwIfAborted()
        download = this.#follow(reader, download)
        const batch = await download.next(reader, signal)
        if (!batch) {
          download = undefined
          continue
        }
        const chunk = batch.slice(reader.position, Math.min(end, batch.end))
        yield chunk
        if (before) before.download.giveBack(before.batch)
        before = { download, batch }
        reader.floor = reader.position
        reader.position += chunk.length
        download.moved()
      }
    } finally {
      signal.removeEventListener('abort', leave)
      leave()
    }
  }

  /** Keeps the beginning for a reader that still prepares. If the blob is small, and there is room, it is downloaded. */
  expect(): Disposable {
    const isSmall = this.size > 0 && this.size <= earlyBytes
    const reserved = isSmall ? this.#options.pool.reserve(this.size) : undefined
    const expected: Expectation = { reader: { position: 0, floor: 0, isExpected: true }, reserved }
    this.#expected.add(expected)
    const download = reserved ? this.#downloadAt(0) : this.#reaching(0)
    if (download) this.#hold(download)
    return { [Symbol.dispose]: () => this.#arrive(expected) }
  }

  [Symbol.dispose](): void {
    for (const download of this.#downloads) download.evict()
  }

  #verifyEmpty(): void {
    const { blob, refuse } = this.#options
    const found = digester(algorithmOf(blob.digest)).digest()
    if (found !== blob.digest) throw refuse(found)
  }

  /** Joins the download that is furthest ahead among those that still have what a reader needs. */
  #follow(reader: BlobReader, current: SharedDownload | undefined): SharedDownload {
    const download = this.#downloadAt(reader.position)
    if (download === current) return download
    current?.leave(reader)
    download.join(reader)
    // It is the one that was expected, or comes before it.
    const [expected] = this.#expected
    if (expected && reader.position === 0) this.#arrive(expected)
    return download
  }

  /** Has a download wait for those who are expected. */
  #hold(download: SharedDownload): void {
    for (const expected of this.#expected) {
      if (expected.download) continue
      expected.download = download
      download.join(expected.reader)
    }
  }

  #arrive(expected: Expectation): void {
    this.#expected.delete(expected)
    expected.download?.leave(expected.reader)
    expected.reserved?.[Symbol.dispose]()
  }

  #reaching(position: number): SharedDownload | undefined {
    const reaching = [...this.#downloads].filter((download) => download.reaches(position))
    return reaching.toSorted((one, other) => other.head - one.head)[0]
  }

  #downloadAt(position: number): SharedDownload {
    return this.#reaching(position) ?? this.#open(position)
  }

  #open(position: number): SharedDownload {
    const { blob, pool, download: from, refuse, patience = defaultPatience } = this.#options
    const start = Math.max(0, ...[...this.#checkpoints.keys()].filter((offset) => offset <= position))
    const download: SharedDownload = new SharedDownload({
      blob,
      start,
      digester: this.#checkpoints.get(start)?.copy() ?? digester(algorithmOf(blob.digest)),
      pool,
      patience,
      open: (signal) => from(start, signal),
      onDigested: (offset, state) => {
        if (offset % checkpointDistance === 0 && !this.#checkpoints.has(offset)) {
          this.#checkpoints.set(offset, state.copy())
        }
      },
      refuse,
      onEnd: () => this.#downloads.delete(download),
    })
    this.#downloads.add(download)
    if (start === 0) this.#hold(download)
    void download.run()
    return download
  }
}
