import { singleFlight } from '../../async/single-flight.ts'
import type { Descriptor } from '../../oci/descriptor.ts'
import type { Digest } from '../../oci/digest.ts'
import type { Manifest } from '../../oci/manifest.ts'
import type { RemoteRepository } from '../../registry/repository.ts'

/** Manifests of a repository, each read once, and written once for all images that have it. */
export class KnownManifests {
  readonly #remote: RemoteRepository
  readonly #read = new Map<Digest, Promise<Manifest | undefined>>()
  readonly #seen = new Map<Digest, Promise<boolean>>()
  readonly #written = new Map<Digest, Promise<void>>()
  readonly #referrers = new Map<Digest, Promise<readonly Descriptor[] | undefined>>()

  constructor(remote: RemoteRepository) {
    this.#remote = remote
  }

  /** Undefined for a manifest that does not exist or cannot be read. */
  get(digest: Digest): Promise<Manifest | undefined> {
    return singleFlight(this.#read, digest, () => this.#remote.manifests.get(digest).catch(() => undefined))
  }

  /** A manifest that was read already; undefined for any other. Takes no request. */
  async known(digest: Digest): Promise<Manifest | undefined> {
    return await this.#read.get(digest)
  }

  /** Whether a manifest exists: the registry is asked once, and not at all if it was read. Rejects if it does not say. */
  async has(digest: Digest): Promise<boolean> {
    const read = this.#read.get(digest)
    if (read !== undefined) return (await read) !== undefined
    return await singleFlight(this.#seen, digest, async () => (await this.#remote.manifests.head(digest)) !== undefined)
  }

  /** Adds a manifest that was read elsewhere. */
  add(manifest: Manifest): void {
    this.#read.set(manifest.descriptor.digest, Promise.resolve(manifest))
  }

  /** What refers to a manifest; undefined if the registry does not list that. Throws RegistryError. */
  referrers(subject: Digest): Promise<readonly Descriptor[] | undefined> {
    return singleFlight(this.#referrers, subject, () => this.#remote.referrers(subject))
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
