import { BrokenBlob } from '../oci/broken-blob.ts'
import type { BlobId } from '../oci/descriptor.ts'
import { algorithmOf, type Digest, type Digester, digester } from '../oci/digest.ts'
import { isAttestationPart, isObject } from './attestation/statement.ts'
import type { FanOut } from './fan-out.ts'
import type { ReceivedBlobs } from './received-blobs.ts'
import type { SharedArrivals } from './shared-arrivals.ts'
import type { BlobWriter } from './sink/backend.ts'
import type { SpoolFile } from './spool/spool-file.ts'

/** Where a blob goes from here. */
export interface BlobDestinations {
  /** Gets the blob as soon as possible, while it may still be arriving. */
  readonly fanOut: FanOut
  /** Learns that the blob is complete, and gets it instead of the fan-out if it is part of an attestation. */
  readonly received: ReceivedBlobs
  /** Hands the blob on to other images that have it. */
  readonly shared?: SharedArrivals | undefined
}

/** Bytes of a blob that are enough to tell whether it is part of an attestation (statement.ts). */
const bytesToInspect = 1024

/** A blob that is being received from the builder into the spool. */
export class IncomingBlob implements BlobWriter {
  readonly #file: SpoolFile
  readonly #expected: BlobId | undefined
  readonly #to: BlobDestinations
  #start: Uint8Array = new Uint8Array()
  #isPart: boolean | undefined
  #isDelivered = false
  #isReleased = false

  constructor(file: SpoolFile, expected: BlobId | undefined, to: BlobDestinations) {
    this.#file = file
    this.#expected = expected
    this.#to = to
    if (expected) to.shared?.begin(expected.digest)
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
    if (this.#isPart ?? isAttestationPart(this.#start)) {
      this.#to.shared?.end(digest)
      return this.#to.received.holdBack(digest, this.#file)
    }
    this.#deliver({ digest, size: this.#file.size })
    this.#to.received.add(digest, this.#file)
    if (isObject(this.#start)) await this.#to.received.configs.add(digest, this.#file)
    await this.#release()
  }

  async abandon(): Promise<void> {
    this.#file.fail(new BrokenBlob('the builder aborted the upload of a blob'))
    await this.#release()
  }

  #lookInto(chunk: Uint8Array): void {
    this.#start = Buffer.concat([this.#start, chunk.subarray(0, bytesToInspect)])
    if (this.#start.length >= bytesToInspect || !isObject(this.#start)) this.#isPart = isAttestationPart(this.#start)
  }

  #deliver(blob: BlobId): void {
    if (this.#isDelivered) return
    this.#isDelivered = true
    const delivered = this.#to.fanOut.deliver(blob, this.#file)
    this.#to.shared?.add(blob, this.#file, delivered)
  }

  async #release(): Promise<void> {
    if (this.#isReleased) return
    this.#isReleased = true
    if (this.#expected) this.#to.shared?.end(this.#expected.digest)
    await this.#file.release()
  }
}

/** A blob that no target needs: it is read, so that the sender can continue, and discarded. */
export class DiscardedBlob implements BlobWriter {
  readonly #digester: Digester

  constructor({ digest }: BlobId) {
    this.#digester = digester(algorithmOf(digest))
  }

  write(chunk: Uint8Array): undefined {
    this.#digester.update(chunk)
  }

  async finish(digest: Digest): Promise<void> {
    const found = this.#digester.digest()
    if (found !== digest) throw new BrokenBlob(`a blob has the digest ${found}, but its sender declared ${digest}`)
  }

  async abandon(): Promise<void> {
    // There is nothing to release.
  }
}
