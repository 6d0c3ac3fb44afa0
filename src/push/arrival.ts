import type { Digest } from '../oci/digest.ts'
import type { Intake } from '../sink/backend.ts'
import { BrokenBlob, type SpoolFile } from './spool-file.ts'
import { isAttestationPart } from './statement.ts'

/** What is known of a blob before it has come. Size is in bytes. */
export interface Expected {
  readonly digest: Digest
  readonly size: number
}

/** Who is told how a blob comes along. */
export interface Reception {
  /** It may be sent on, while it still arrives. */
  deliver(blob: Expected, file: SpoolFile): void
  /** It is whole. A part of an attestation was not delivered, and its file is the listener's to release. */
  arrived(digest: Digest, file: SpoolFile, isPart: boolean): void
  /** The spool does not work. */
  broken(error: Error): void
}

/** One blob on its way from the builder through the spool. */
export class Arrival implements Intake {
  readonly #file: SpoolFile
  readonly #expected: Expected | undefined
  readonly #reception: Reception
  #isPart: boolean | undefined
  #isReleased = false

  constructor(file: SpoolFile, expected: Expected | undefined, reception: Reception) {
    this.#file = file
    this.#expected = expected
    this.#reception = reception
  }

  async write(chunk: Uint8Array): Promise<void> {
    if (this.#isPart === undefined) {
      this.#isPart = isAttestationPart(chunk)
      if (this.#expected && !this.#isPart) this.#reception.deliver(this.#expected, this.#file)
    }
    await this.#file.write(chunk).catch((error: Error) => {
      this.#reception.broken(error)
      throw error
    })
  }

  async finish(digest: Digest): Promise<void> {
    try {
      await this.#file.finish(digest)
    } catch (error) {
      await this.#release()
      throw error
    }
    const isDelivered = this.#expected !== undefined && this.#isPart === false
    if (!isDelivered && !this.#isPart) this.#reception.deliver({ digest, size: this.#file.size }, this.#file)
    this.#reception.arrived(digest, this.#file, this.#isPart ?? false)
    if (!this.#isPart) await this.#release()
  }

  async abandon(): Promise<void> {
    this.#file.fail(new BrokenBlob('the builder broke off the sending of a blob'))
    await this.#release()
  }

  async #release(): Promise<void> {
    if (this.#isReleased) return
    this.#isReleased = true
    await this.#file.release()
  }
}
