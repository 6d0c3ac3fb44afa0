import type { Repository } from '../oci/distribution/reference.ts'
import { Blobs } from './blobs.ts'
import type { PullAllowance } from './limits/pull-allowance.ts'
import { Manifests } from './manifests.ts'
import type { Registry } from './registry.ts'
import { RepositoryRequests, type Rights } from './repository-requests.ts'

/** One repository at its registry. */
export class RemoteRepository {
  readonly repository: Repository
  readonly blobs: Blobs
  readonly manifests: Manifests
  /** The same manifests, for cleaning up after sending was aborted. */
  readonly afterwards: Manifests
  readonly #requests: RepositoryRequests
  readonly #sending: RepositoryRequests

  /** `sending` aborts all requests except those that clean up: the sessions' and those of `afterwards`. */
  constructor(registry: Registry, repository: Repository, rights: Rights = 'pull,push', sending?: AbortSignal) {
    this.repository = repository
    this.#requests = new RepositoryRequests(registry, repository, rights)
    this.#sending = new RepositoryRequests(registry, repository, rights, sending)
    this.blobs = new Blobs(this.#sending, this.#requests)
    this.manifests = new Manifests(this.#sending)
    this.afterwards = new Manifests(this.#requests)
  }

  /** Opens up to so many connections to the registry for a coming burst of requests. Never rejects. */
  async warm(connections: number): Promise<void> {
    await this.#requests.registry.warm(connections)
  }

  /** Whether to create the repository if it is missing. */
  get mayCreate(): boolean {
    return this.#requests.registry.createRepository !== undefined
  }

  /** Creates the repository, where the inputs ask for that. Throws RegistryError. */
  async create(): Promise<void> {
    await this.#requests.registry.createRepository?.(this.repository.name)
  }

  /** Whether a speculative request would do no harm now. */
  get isCalm(): boolean {
    return this.#requests.registry.isCalm
  }

  /** How many pulls the registry still allows, if it says so. */
  get pullAllowance(): PullAllowance | undefined {
    return this.#sending.pullAllowance
  }

  /** The number of retries. */
  get retries(): number {
    return this.#requests.retries + this.#sending.retries
  }
}
