import type { FileHandle } from 'node:fs/promises'
import { Chunks } from '../../disk/file-bytes.ts'
import type { Batch } from './batch.ts'

export interface SpillOptions {
  /** Creates a file for this blob only. */
  readonly open: () => Promise<FileHandle>
  /** Called with the total number of bytes written so far. */
  readonly onWritten: (bytes: number) => void
  readonly onFailure: (cause: Error) => void
}

/** A file for a blob that does not fit into memory: its batches in order, from the first one on. */
export class Spill {
  readonly #options: SpillOptions
  #file: FileHandle | undefined
  #isOver = false
  #written = 0
  #writing: Promise<void> | undefined

  constructor(options: SpillOptions) {
    this.#options = options
  }

  /** Settles when everything was written or a failure was reported; undefined if nothing is being written. */
  get writing(): Promise<void> | undefined {
    return this.#writing
  }

  add(batch: Batch): void {
    const writing = this.#append(batch, this.#writing).finally(() => {
      if (this.#writing === writing) this.#writing = undefined
    })
    this.#writing = writing
  }

  /** Reads chunks of what was written, for a single reader: a chunk stays valid until the second read after it. */
  reader(): Chunks {
    return new Chunks(this.#file as FileHandle, 'a buffered blob')
  }

  /** Stops writing. */
  stop(): void {
    this.#isOver = true
  }

  async close(): Promise<void> {
    await this.#writing
    await this.#file?.close()
  }

  async #append(batch: Batch, before: Promise<void> | undefined): Promise<void> {
    await before
    if (this.#isOver) return
    const { start, end } = batch
    try {
      this.#file ??= await this.#options.open()
      while (this.#written < end && !this.#isOver) {
        const [offset, length] = [this.#written - start, end - this.#written]
        const { bytesWritten } = await this.#file.write(batch.buffer, offset, length, this.#written)
        // A nearly full disk accepts part of a write, and reports the error on the next one.
        if (bytesWritten === 0) throw new Error('nothing could be written')
        this.#written += bytesWritten
      }
      this.#options.onWritten(this.#written)
    } catch (cause) {
      this.stop()
      this.#options.onFailure(cause as Error)
    }
  }
}
