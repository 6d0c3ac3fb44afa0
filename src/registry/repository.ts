import type { Repository } from '../oci/reference.ts'
import { Blobs } from './blobs.ts'
import { Channel } from './channel.ts'
import { Manifests } from './manifests.ts'
import type { Registry } from './registry.ts'

/** One repository at its registry. */
export class RemoteRepository {
  readonly repository: Repository
  readonly blobs: Blobs
  readonly manifests: Manifests
  readonly #channel: Channel

  constructor(registry: Registry, repository: Repository) {
    this.repository = repository
    this.#channel = new Channel(registry, repository)
    this.blobs = new Blobs(this.#channel)
    this.manifests = new Manifests(this.#channel)
  }

  /** How many requests were made again after a failure. */
  get retries(): number {
    return this.#channel.retries
  }
}
