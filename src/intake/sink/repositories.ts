import type { SinkBackend } from './backend.ts'
import { Uploads } from './uploads.ts'

/** A repository of the sink: what receives its images, and the uploads to it that are in progress. */
export interface SinkRepository {
  readonly backend: SinkBackend
  readonly uploads: Uploads
}

/** Opens the backend of a repository below the sink's own: `worker` for `NAME/worker`. Undefined refuses it. */
export type OpenBackend = (path: string) => SinkBackend | undefined

/** The sink's own repository, and those below it, which are opened by the first request that may begin a push. */
export class SinkRepositories implements AsyncDisposable {
  readonly #name: string
  readonly #open: OpenBackend
  readonly #repositories = new Map<string, SinkRepository>()

  constructor(name: string, own: SinkBackend, open: OpenBackend = () => undefined) {
    this.#name = name
    this.#open = open
    this.#repositories.set('', repositoryWith(own))
  }

  /** The repository with a full name, opened now if `opens`; undefined if the sink has none of that name. */
  find(name: string, opens: boolean): SinkRepository | undefined {
    const path = name === this.#name ? '' : name.slice(this.#name.length + 1)
    if (name !== this.#name && (path === '' || !name.startsWith(`${this.#name}/`))) return undefined
    return this.#repositories.get(path) ?? (opens ? this.#opened(path) : undefined)
  }

  #opened(path: string): SinkRepository | undefined {
    const backend = this.#open(path)
    if (!backend) return undefined
    const repository = repositoryWith(backend)
    this.#repositories.set(path, repository)
    return repository
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all([...this.#repositories.values()].map(({ uploads }) => uploads[Symbol.asyncDispose]()))
  }
}

function repositoryWith(backend: SinkBackend): SinkRepository {
  return { backend, uploads: new Uploads(backend) }
}
