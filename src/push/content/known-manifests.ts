import { singleFlight } from '../../async/single-flight.ts'
import type { Digest } from '../../oci/digest.ts'
import type { Manifest } from '../../oci/manifest.ts'
import type { Manifests } from '../../registry/manifests.ts'

/** Manifests of a repository, each read once, and written once for all images that have it. */
export class KnownManifests {
  readonly #manifests: Manifests
  readonly #read = new Map<Digest, Promise<Manifest | undefined>>()
  readonly #written = new Map<Digest, Promise<void>>()

  constructor(manifests: Manifests) {
    this.#manifests = manifests
  }

  /** Undefined for a manifest that does not exist or cannot be read. */
  get(digest: Digest): Promise<Manifest | undefined> {
    return singleFlight(this.#read, digest, () => this.#manifests.get(digest).catch(() => undefined))
  }

  /** Adds a manifest that was read elsewhere. */
  add(manifest: Manifest): void {
    this.#read.set(manifest.descriptor.digest, Promise.resolve(manifest))
  }

  /** Writes a manifest with `put`, unless that is done or in progress. */
  async write(digest: Digest, put: () => Promise<void>): Promise<void> {
    await singleFlight(this.#written, digest, put)
  }

  /** Has a manifest that turned out to be missing written again. */
  forget(digest: Digest): void {
    this.#written.delete(digest)
  }
}
