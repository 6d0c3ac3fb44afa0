import { setTimeout } from 'node:timers/promises'
import type { Environment } from '../environment.ts'
import type { Repository } from '../oci/distribution/reference.ts'
import type { Target } from '../oci/distribution/target.ts'
import { isRequired, type Required } from '../plan/gate.ts'
import type { Registries } from '../registry/connect.ts'
import type { Registry } from '../registry/registry.ts'
import { RemoteRepository } from '../registry/repository.ts'
import { ContentPush } from './content/content-push.ts'
import { MountIndex } from './content/mount-index.ts'
import { Push } from './push.ts'
import { refuseSharedTags } from './release.ts'

/** Milliseconds to wait for registries to cancel unused upload sessions. */
const closeTimeout = 2_000

export interface TargetOptions {
  readonly registries: Pick<Registries, 'at'>
  /** Repositories that blobs may be mounted from, on any registry. */
  readonly mountFrom: readonly Repository[]
  readonly elapsed: Environment['elapsed']
  /** Aborts all requests. */
  readonly signal: AbortSignal
  readonly onFailure: (content: ContentPush) => void
  /** Targets that wait only for each other; all targets by default. */
  readonly required?: Required
  /** Whether to check each blob, even if the target has a manifest that references it. */
  readonly verifyContent?: boolean
}

export interface Pushes extends AsyncDisposable {
  /** One for each target, in the order of the targets. It grows with `add`. */
  readonly all: readonly Push[]
  /** One for each repository. It grows with `add`. */
  readonly contents: readonly ContentPush[]
  /** Creates pushes for more targets, as siblings of the others. Throws like `openPushes`. */
  add(targets: readonly Target[]): Promise<readonly Push[]>
}

/**
 * Creates a push for each target. Targets in one repository, which are those of different images, share its content.
 * Repositories with one client are siblings: they share connections, tokens and limits. Throws InputError if two images
 * would get one tag.
 */
export async function openPushes(targets: readonly Target[], options: TargetOptions): Promise<Pushes> {
  // What is still running at the end, above all a retry that waits, is aborted.
  const done = new AbortController()
  const signal = AbortSignal.any([options.signal, done.signal])
  const groups = new Map<Registry, RegistryPushes>()
  const all: Push[] = []
  const contents: ContentPush[] = []
  const add = async (more: readonly Target[]) => {
    refuseSharedTags([...all.map(({ target }) => target), ...more])
    const clients = await Promise.all(more.map((target) => options.registries.at(target.repository)))
    const added = more.map((target, index) => {
      const registry = clients[index] as Registry
      const group = groups.get(registry) ?? new RegistryPushes(registry, { ...options, signal })
      groups.set(registry, group)
      return new Push(target, group.contentOf(target.repository))
    })
    for (const group of groups.values()) group.join()
    all.push(...added)
    contents.push(...new Set(added.map(({ content }) => content)).difference(new Set(contents)))
    return added
  }
  await add(targets)
  return {
    ...{ all, contents, add },
    async [Symbol.asyncDispose]() {
      const ended = Promise.all(contents.map(({ spares }) => spares.close()))
      await Promise.race([ended, setTimeout(closeTimeout, undefined, { ref: false })])
      done.abort()
    },
  }
}

/** The repositories of one registry that are pushed to as the same user. */
class RegistryPushes {
  readonly #registry: Registry
  readonly #options: TargetOptions
  readonly #shared
  readonly #contents = new Map<string, ContentPush>()

  constructor(registry: Registry, options: TargetOptions) {
    const { mountFrom, elapsed, signal, onFailure, verifyContent = false } = options
    this.#registry = registry
    this.#options = options
    this.#shared = {
      mountFrom: mountFrom.filter((source) => source.registry === registry.name).map(({ name }) => name),
      mountIndex: new MountIndex(registry),
      firstWait: registry.firstWait,
      ...{ elapsed, signal, onFailure, verifyContent },
    }
  }

  contentOf(repository: Repository): ContentPush {
    const known = this.#contents.get(repository.name)
    if (known) return known
    const sending = new AbortController()
    const signal = AbortSignal.any([this.#shared.signal, sending.signal])
    const remote = new RemoteRepository(this.#registry, repository, 'pull,push', signal)
    const stopSending = (reason: Error) => sending.abort(reason)
    const content = new ContentPush(repository, remote, { ...this.#shared, stopSending })
    this.#contents.set(repository.name, content)
    return content
  }

  join(): void {
    join([...this.#contents.values()], this.#options.required)
  }
}

/** Makes the repositories of one registry siblings. */
function join(contents: readonly ContentPush[], needed: Required | undefined): void {
  const { required, others } = partition(contents, needed)
  for (const content of required) content.join(contents, required)
  for (const content of others) content.join(contents, [...required, ...others])
}

/** Targets that are not required wait for those that are, and never the other way round. */
function partition(contents: readonly ContentPush[], required: Required = 'all') {
  const isNeeded = ({ name }: ContentPush) => isRequired(name, required)
  return { required: contents.filter(isNeeded), others: contents.filter((content) => !isNeeded(content)) }
}
