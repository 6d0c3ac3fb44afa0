import { singleFlight } from '../async/single-flight.ts'
import type { Descriptor } from '../oci/descriptor.ts'
import type { Digest } from '../oci/digest.ts'
import type { Repository } from '../oci/distribution/reference.ts'
import type { Tag } from '../oci/distribution/tag.ts'
import type { Manifest } from '../oci/manifest.ts'
import { Blobs } from './blobs.ts'
import type { PullAllowance } from './limits/pull-allowance.ts'
import { readReferrers } from './lists/referrer-list.ts'
import { listTagsStrictly, type TagPage, tagsOnFirstPage } from './lists/tag-list.ts'
import { Manifests } from './manifests.ts'
import { type Absence, findManifest } from './pull/find-manifest.ts'
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

  /** end-3: a manifest, verified, or what is missing, for which only a 404 counts. Throws RegistryError for all else. */
  async find(reference: Tag | Digest): Promise<Manifest | Absence> {
    return await findManifest(this.#sending, reference)
  }

  /** end-8: all tags of a repository that exists. Throws RegistryError, also if the list may be incomplete. */
  async allTags(): Promise<readonly Tag[]> {
    return await listTagsStrictly(this.#sending)
  }

  /** end-8: the tags, if one request gives all; undefined if it does not. Throws RegistryError. */
  async tagsAtOnce(): Promise<TagPage | undefined> {
    return await tagsOnFirstPage(this.#sending)
  }

  /** end-12: what refers to a manifest; undefined if the registry does not list that. Throws RegistryError. */
  async referrers(subject: Digest): Promise<readonly Descriptor[] | undefined> {
    return await readReferrers(this.#sending, subject)
  }

  /** Whether the registry has lists of what refers to manifests: it is asked once, for that of this one. Throws RegistryError. */
  async listsReferrers(subject: Digest): Promise<boolean> {
    const { lists } = this.#requests.registry.capabilities
    return await singleFlight(lists, 'referrers', async () => (await this.referrers(subject)) !== undefined)
  }

  /** Whether the registry says that it processes what is pushed with a subject; undefined until something was. */
  get takesSubject(): boolean | undefined {
    return this.#requests.registry.capabilities.takesSubject
  }

  /** The number of retries. */
  get retries(): number {
    return this.#requests.retries + this.#sending.retries
  }
}
