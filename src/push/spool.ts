import { randomUUID } from 'node:crypto'
import { type FileHandle, open, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { BlobId } from '../oci/descriptor.ts'
import { Memory } from './batch.ts'
import { SpoolError } from './broken-blob.ts'
import { SpoolFile } from './spool-file.ts'

/** Bytes of blobs that are kept in memory: what a registry nearby takes as it comes never sees a disk. */
const memoryLimit = 64 * 1024 * 1024

/** Blobs on their way, in memory and in a folder for temporary files. */
export class Spool {
  readonly #directory: string
  readonly #onBroken: (error: SpoolError) => void
  readonly #memory: Memory
  #open = 0

  /** `onBroken` is told when the disk takes no more. `limit` is how many bytes are kept in memory. */
  constructor(directory: string, onBroken: (error: SpoolError) => void, limit = memoryLimit) {
    this.#directory = directory
    this.#onBroken = onBroken
    this.#memory = new Memory(limit)
  }

  /** How many blobs are held. */
  get size(): number {
    return this.#open
  }

  /** A new blob; its first holder is who writes it. */
  create(expected?: BlobId): SpoolFile {
    this.#open += 1
    return new SpoolFile(expected, {
      memory: this.#memory,
      open: () => this.#file(),
      onClose: () => {
        this.#open -= 1
      },
      onFailure: (cause) => {
        const error = new SpoolError(this.#directory, cause)
        this.#onBroken(error)
        return error
      },
    })
  }

  /** Open files live on without a name, and end with the process whatever becomes of it. */
  async #file(): Promise<FileHandle> {
    const path = join(this.#directory, `blob-${randomUUID()}`)
    const file = await open(path, 'wx+', 0o600)
    await rm(path, { force: true })
    return file
  }
}
