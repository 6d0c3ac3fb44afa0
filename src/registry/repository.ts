import type { Repository } from '../oci/reference.ts'
import { Blobs } from './blobs.ts'
import { Channel, type Rights } from './channel.ts'
import { Manifests } from './manifests.ts'
import type { Registry } from './registry.ts'

/** One repository at its registry. */
export class RemoteRepository {
  readonly repository: Repository
  readonly blobs: Blobs
  readonly manifests: Manifests
  /** The same manifests, for what is put in order when nothing more is sent. */
  readonly afterwards: Manifests
  readonly #channel: Channel
  readonly #sending: Channel

  /** `sending` ends all that is asked and sent, but for what puts things in order: sessions, and `afterwards`. */
  constructor(registry: Registry, repository: Repository, rights: Rights = 'pull,push', sending?: AbortSignal) {
    this.repository = repository
    this.#channel = new Channel(registry, repository, rights)
    this.#sending = new Channel(registry, repository, rights, sending)
    this.blobs = new Blobs(this.#sending, this.#channel)
    this.manifests = new Manifests(this.#sending)
    this.afterwards = new Manifests(this.#channel)
  }

  /** Opens connections to the registry, up to so many, for a burst of requests that is to come. Never rejects. */
  async warm(connections: number): Promise<void> {
    await this.#channel.registry.warm(connections)
  }

  /** Whether a request that may turn out to be in vain does no harm now. */
  get isCalm(): boolean {
    return this.#channel.registry.isCalm
  }

  /** How many requests were made again after a failure. */
  get retries(): number {
    return this.#channel.retries + this.#sending.retries
  }
}
