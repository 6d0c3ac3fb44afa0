import { randomUUID } from 'node:crypto'
import { open, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Digest } from '../oci/digest.ts'
import { SpoolError } from './broken-blob.ts'
import { SpoolFile } from './spool-file.ts'

/** Blobs on their way, in a folder for temporary files. */
export class Spool {
  readonly #directory: string
  readonly #onBroken: (error: SpoolError) => void
  #open = 0

  /** `onBroken` is told when the disk takes no more. */
  constructor(directory: string, onBroken: (error: SpoolError) => void) {
    this.#directory = directory
    this.#onBroken = onBroken
  }

  /** How many blobs are held. */
  get size(): number {
    return this.#open
  }

  /** A new file; its first holder is who writes it. Throws SpoolError. */
  async create(expected?: { readonly digest: Digest; readonly size: number }): Promise<SpoolFile> {
    const path = join(this.#directory, `blob-${randomUUID()}`)
    try {
      const file = await open(path, 'wx+', 0o600)
      // Open files live on without a name, and end with the process whatever becomes of it.
      await rm(path, { force: true })
      this.#open += 1
      return new SpoolFile(file, expected, {
        onClose: () => {
          this.#open -= 1
        },
        onFailure: this.#broken,
      })
    } catch (cause) {
      throw this.#broken(cause as Error)
    }
  }

  readonly #broken = (cause: Error): SpoolError => {
    const error = new SpoolError(this.#directory, cause)
    this.#onBroken(error)
    return error
  }
}
