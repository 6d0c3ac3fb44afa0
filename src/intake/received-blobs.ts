import type { Digest } from '../oci/digest.ts'
import type { SpoolFile } from './spool/spool-file.ts'

/** The blobs that were received completely. Parts of attestations are kept here, all others were delivered. */
export class ReceivedBlobs implements AsyncDisposable {
  readonly #digests = new Set<Digest>()
  /** These name the sink, and are sent only once they name the targets instead. */
  readonly #attestationParts = new Map<Digest, SpoolFile>()

  has(digest: Digest): boolean {
    return this.#digests.has(digest)
  }

  /** Adds a blob that was delivered. */
  add(digest: Digest): void {
    this.#digests.add(digest)
  }

  /** Adds a part of an attestation, and takes its file over from the writer. */
  holdBack(digest: Digest, file: SpoolFile): void {
    this.#digests.add(digest)
    const former = this.#attestationParts.get(digest)
    this.#attestationParts.set(digest, file)
    void former?.release()
  }

  /** A part of an attestation; undefined for any other blob. */
  attestationPart(digest: Digest): SpoolFile | undefined {
    return this.#attestationParts.get(digest)
  }

  /** Makes the builder send a blob again in its next run. */
  forget(digest: Digest): void {
    this.#digests.delete(digest)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all([...this.#attestationParts.values()].map((file) => file.release()))
    this.#attestationParts.clear()
  }
}
