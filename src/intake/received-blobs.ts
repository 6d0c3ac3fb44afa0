import type { Digest } from '../oci/digest.ts'
import { KeptConfigs } from './kept-configs.ts'
import type { SpoolFile } from './spool/spool-file.ts'

/**
 * The blobs that were received completely. Parts of attestations are kept here; all others were delivered, and are kept
 * only if `keepsAll`.
 */
export class ReceivedBlobs implements AsyncDisposable {
  readonly #keepsAll: boolean
  readonly #digests = new Set<Digest>()
  /** These name the sink, and are sent only once they name the targets instead. */
  readonly #attestationParts = new Map<Digest, SpoolFile>()
  readonly #kept = new Map<Digest, SpoolFile>()
  readonly configs = new KeptConfigs()

  constructor(keepsAll = false) {
    this.#keepsAll = keepsAll
  }

  has(digest: Digest): boolean {
    return this.#digests.has(digest)
  }

  /** Adds a blob that was delivered. Its writer releases the file. */
  add(digest: Digest, file: SpoolFile): void {
    this.#digests.add(digest)
    if (!this.#keepsAll || this.#kept.has(digest)) return
    file.hold()
    this.#kept.set(digest, file)
  }

  /** The content of a blob that is kept. */
  content(digest: Digest): SpoolFile | undefined {
    return this.#kept.get(digest) ?? this.#attestationParts.get(digest)
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
    const held = [...this.#attestationParts.values(), ...this.#kept.values()]
    this.#attestationParts.clear()
    this.#kept.clear()
    await Promise.all(held.map((file) => file.release()))
  }
}
