import { ConcurrencyLimit } from '../../async/concurrency-limit.ts'
import type { Log } from '../../environment.ts'
import { ContentError } from '../../oci/content-error.ts'
import type { Digest } from '../../oci/digest.ts'
import { formatRepository, isPullCounted, type Repository } from '../../oci/distribution/reference.ts'
import type { Tag } from '../../oci/distribution/tag.ts'
import type { ImageSource } from '../../oci/image-source.ts'
import type { Registries } from '../../registry/connect.ts'
import { RemoteRepository } from '../../registry/repository.ts'
import { openRemote } from './open-remote.ts'
import { reportPulls } from './pulls.ts'
import { RemoteReferrers } from './remote-referrers.ts'
import { blameSource } from './source-error.ts'
import { poolOf, type WindowPool } from './window-pool.ts'

/** Questions to ask, and images to read, at a time. */
const questionsAtOnce = 32
const imagesAtOnce = 8

/** An image, and the tags of a repository that point at it. */
export interface ImageTags {
  readonly digest: Digest
  readonly tags: readonly Tag[]
}

export interface TaggedImagesOptions {
  readonly registries: Pick<Registries, 'at'>
  readonly log: Pick<Log, 'info' | 'warning'>
  readonly signal: AbortSignal
}

/** The images of a repository that tags point at. They are closed together. */
export class TaggedImages implements AsyncDisposable {
  readonly #remote: RemoteRepository
  readonly #pool: WindowPool
  readonly #log: TaggedImagesOptions['log']
  readonly #opened = new AsyncDisposableStack()
  readonly #turns = new ConcurrencyLimit(imagesAtOnce)
  #all: ReadonlySet<Tag> = new Set()
  #pulls = 0

  private constructor(remote: RemoteRepository, pool: WindowPool, log: TaggedImagesOptions['log']) {
    this.#remote = remote
    this.#pool = pool
    this.#log = log
  }

  static async in(repository: Repository, { registries, log, signal }: TaggedImagesOptions): Promise<TaggedImages> {
    const registry = await registries.at(repository)
    return new TaggedImages(new RemoteRepository(registry, repository, 'pull', signal), poolOf(registries), log)
  }

  /** Whether reading a manifest counts as a pull. Known once tags were looked up. */
  get countsPulls(): boolean {
    const { repository, pullAllowance } = this.#remote
    return isPullCounted(repository) || pullAllowance !== undefined
  }

  /** `docker://ghcr.io/acme/app` */
  get name(): string {
    return `docker://${formatRepository(this.#remote.repository)}`
  }

  /** All tags of the repository. Throws ContentError if the registry does not list them. */
  async tags(): Promise<readonly Tag[]> {
    const tags = await this.#orBlame(this.#remote.manifests.tags())
    this.#all = new Set(tags)
    return tags
  }

  /** What these tags point at now: tags of one image together. One that no longer exists is left out. */
  async find(tags: readonly Tag[]): Promise<readonly ImageTags[]> {
    const turns = new ConcurrencyLimit(questionsAtOnce)
    const heads = tags.map((tag) => turns.run(async () => [tag, await this.#remote.manifests.head(tag)] as const))
    const found = await this.#orBlame(Promise.all(heads))
    const groups = Map.groupBy(found, ([, digest]) => digest)
    return [...groups].flatMap(([digest, group]) => (digest ? [{ digest, tags: group.map(([tag]) => tag) }] : []))
  }

  /** Opens an image. Throws ContentError. */
  async open({ digest, tags }: ImageTags): Promise<ImageSource> {
    return await this.#turns.run(async () => {
      const place = { name: `${this.name}:${tags[0]}`, remote: this.#remote, pool: this.#pool }
      const root = await this.#orBlame(this.#remote.manifests.get(digest))
      if (!root) throw new ContentError(`The source ${place.name} cannot be read: ${digest} was deleted meanwhile`)
      const source = this.#opened.use(await openRemote(root, place))
      const mayHave = (tag: Tag) => this.#all.has(tag)
      const referrers = this.#opened.use(RemoteReferrers.to(source.image, { ...place, log: this.#log, mayHave }))
      this.#pulls += source.image.manifests.length
      return { ...source, referrers }
    })
  }

  /** Logs how many pulls it took to read the images, if the registry counts them. */
  report(): void {
    const { repository, pullAllowance: allowance } = this.#remote
    if (this.#pulls > 0) reportPulls(repository.registry, { count: this.#pulls, allowance }, this.#log)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#opened[Symbol.asyncDispose]()
  }

  async #orBlame<Result>(asked: Promise<Result>): Promise<Result> {
    return await asked.catch((error: unknown) => {
      throw blameSource(this.name, error)
    })
  }
}
