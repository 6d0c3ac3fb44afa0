import { singleFlight } from '../../async/single-flight.ts'
import type { Digest } from '../../oci/digest.ts'
import type { Manifest } from '../../oci/manifest.ts'
import type { Manifests } from '../../registry/manifests.ts'

/** Manifests of a target, each read once. */
export class ReadManifests {
  readonly #manifests: Manifests
  readonly #read = new Map<Digest, Promise<Manifest | undefined>>()

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
}
