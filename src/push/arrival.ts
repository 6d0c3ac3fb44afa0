import type { BlobId } from '../oci/descriptor.ts'
import { algorithmOf, type Digest, type Digester, digester } from '../oci/digest.ts'
import type { Intake } from '../sink/backend.ts'
import { BrokenBlob } from './broken-blob.ts'
import type { SpoolFile } from './spool-file.ts'
import { isAttestationPart, isObject } from './statement.ts'

/** Who is told how a blob comes along. */
export interface Reception {
  /** It may be sent on, while it still arrives. */
  deliver(blob: BlobId, file: SpoolFile): void
  /** It is whole. */
  arrived(digest: Digest): void
  /** It is whole, a part of an attestation and not delivered. The file is the listener's to release. */
  holdBack(digest: Digest, file: SpoolFile): void
}

/** As many bytes of a blob tell whether it is part of an attestation (statement.ts). */
const tellingBytes = 1024

/** One blob on its way from the builder through the spool. */
export class Arrival implements Intake {
  readonly #file: SpoolFile
  readonly #expected: BlobId | undefined
  readonly #reception: Reception
  #start: Uint8Array = new Uint8Array()
  #isPart: boolean | undefined
  #isDelivered = false
  #isReleased = false

  constructor(file: SpoolFile, expected: BlobId | undefined, reception: Reception) {
    this.#file = file
    this.#expected = expected
    this.#reception = reception
  }

  write(chunk: Uint8Array): Promise<void> | undefined {
    if (this.#isPart === undefined) this.#lookInto(chunk)
    const written = this.#file.write(chunk)
    if (this.#isPart === false && this.#expected) this.#deliver(this.#expected)
    return written
  }

  async finish(digest: Digest): Promise<void> {
    try {
      await this.#file.finish(digest)
    } catch (error) {
      await this.#release()
      throw error
    }
    if (this.#isPart ?? isAttestationPart(this.#start)) return this.#reception.holdBack(digest, this.#file)
    this.#deliver({ digest, size: this.#file.size })
    this.#reception.arrived(digest)
    await this.#release()
  }

  async abandon(): Promise<void> {
    this.#file.fail(new BrokenBlob('the builder aborted the upload of a blob'))
    await this.#release()
  }

  #lookInto(chunk: Uint8Array): void {
    this.#start = Buffer.concat([this.#start, chunk.subarray(0, tellingBytes)])
    if (this.#start.length >= tellingBytes || !isObject(this.#start)) this.#isPart = isAttestationPart(this.#start)
  }

  #deliver(blob: BlobId): void {
    if (this.#isDelivered) return
    this.#isDelivered = true
    this.#reception.deliver(blob, this.#file)
  }

  async #release(): Promise<void> {
    if (this.#isReleased) return
    this.#isReleased = true
    await this.#file.release()
  }
}

/** A blob that nobody needs: it is taken, so that its sender goes on, and kept nowhere. */
export class Drain implements Intake {
  readonly #digester: Digester

  constructor({ digest }: BlobId) {
    this.#digester = digester(algorithmOf(digest))
  }

  write(chunk: Uint8Array): undefined {
    this.#digester.update(chunk)
  }

  async finish(digest: Digest): Promise<void> {
    const found = this.#digester.digest()
    if (found !== digest) throw new BrokenBlob(`a blob digests to ${found}, not to ${digest} as its sender says`)
  }

  async abandon(): Promise<void> {
    // There is nothing to be let go of.
  }
}
