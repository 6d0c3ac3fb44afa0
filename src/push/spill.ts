import type { FileHandle } from 'node:fs/promises'
import { Chunks } from '../content/file-bytes.ts'
import type { Batch } from './batch.ts'

export interface SpillOptions {
  /** A new file, for one blob alone. */
  readonly open: () => Promise<FileHandle>
  /** Told how far the file goes by now, in bytes. */
  readonly onWritten: (bytes: number) => void
  readonly onFailure: (cause: Error) => void
}

/** What memory has no room for, of one blob: batches in their order, from the blob's first on, in a file. */
export class Spill {
  readonly #options: SpillOptions
  #file: FileHandle | undefined
  #isOver = false
  #written = 0
  #writing: Promise<void> | undefined

  constructor(options: SpillOptions) {
    this.#options = options
  }

  /** Settles when all has been written, or a failure was told; undefined where it is. */
  get writing(): Promise<void> | undefined {
    return this.#writing
  }

  add(batch: Batch): void {
    const writing = this.#append(batch, this.#writing).finally(() => {
      if (this.#writing === writing) this.#writing = undefined
    })
    this.#writing = writing
  }

  /** Gives chunks of what was written: one reader's, who may overwrite one with the next but one. */
  reader(): Chunks {
    return new Chunks(this.#file as FileHandle, 'a blob on its way')
  }

  /** Writes no more. */
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
        // A disk that is nearly full takes a part, and says why with the next.
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
