import { randomUUID } from 'node:crypto'
import { type FileHandle, open, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { SpoolError } from '../../oci/broken-blob.ts'
import type { BlobId } from '../../oci/descriptor.ts'
import { Memory } from './batch.ts'
import { SpoolFile } from './spool-file.ts'

/** Bytes of blobs to keep in memory: with a fast registry, blobs are never written to disk. */
const memoryLimit = 64 * 1024 * 1024

/** Blobs in transit, in memory and in a directory for temporary files. */
export class Spool {
  readonly #directory: string
  readonly #onBroken: (error: SpoolError) => void
  readonly #memory: Memory
  #open = 0

  /** `onBroken` is called when writing to disk fails. `limit` is how many bytes are kept in memory. */
  constructor(directory: string, onBroken: (error: SpoolError) => void, limit = memoryLimit) {
    this.#directory = directory
    this.#onBroken = onBroken
    this.#memory = new Memory(limit)
  }

  /** The number of blobs that are held. */
  get size(): number {
    return this.#open
  }

  /** Creates a blob; its writer is its first holder. */
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

  /** An unlinked file can be used while it is open, and is freed with the process, however that ends. */
  async #file(): Promise<FileHandle> {
    const path = join(this.#directory, `blob-${randomUUID()}`)
    const file = await open(path, 'wx+', 0o600)
    await rm(path, { force: true })
    return file
  }
}
