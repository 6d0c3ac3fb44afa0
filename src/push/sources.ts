import { setImmediate } from 'node:timers/promises'
import type { Digest } from '../oci/digest.ts'
import type { Step } from '../plan/step.ts'
import type { Target } from '../plan/target.ts'
import type { RemoteRepository } from '../registry/repository.ts'
import type { Holdings } from './holdings.ts'
import type { Presence } from './presence.ts'
import type { SpareSessions } from './spare-sessions.ts'

/** More repositories than these are not tried where it is not known that they have the blob: each costs a round trip. */
const limit = 3

export interface SourcesOptions {
  /** Repositories of the same registry that blobs may be mounted from. */
  readonly mountFrom: readonly string[]
  /** Whether content is expected to be there, and asked for all the same. */
  readonly verifyContent?: boolean
  /** Shared by all pushes to one registry. */
  readonly holdings: Holdings
}

/** What has to be known of a push here, be it of the one that wants a blob or of one that may have it. */
export interface Sibling {
  readonly target: Target
  readonly remote: RemoteRepository
  readonly presence: Presence
  readonly spares: SpareSessions
  readonly failure: Error | undefined
  /** The looking for a blob that is under way, or was done. */
  finding(digest: Digest): Promise<unknown> | undefined
  /** The upload of a blob that is under way. */
  uploading(digest: Digest): Promise<unknown> | undefined
}

/**
 * Where a target may get blobs from without their being sent: repositories of the same registry, which are targets
 * themselves, are known to hold them, or are named by the user. A mount that is refused leaves an upload session, which
 * is kept for the upload.
 */
export class Sources {
  readonly #push: Sibling
  readonly #options: SourcesOptions
  readonly #named: readonly string[]
  /** What was tried for a blob while the target was still being asked for it. */
  readonly #begun = new Map<Digest, string>()
  #siblings: readonly Sibling[]
  /** Those that may be asked and waited for, in the order in which a blob is sent to them. */
  #awaited: readonly Sibling[]

  constructor(push: Sibling, options: SourcesOptions) {
    this.#push = push
    this.#options = options
    this.#named = options.mountFrom.filter((name) => name !== push.target.repository.name).slice(0, limit)
    this.#siblings = [push]
    this.#awaited = [push]
  }

  join(pushes: readonly Sibling[], awaited: readonly Sibling[]): void {
    this.#siblings = pushes
    this.#awaited = awaited
  }

  /**
   * Does in the same round trip in which the target is asked for a blob what comes next if it lacks it: mounts it, or
   * opens a session for it, beside the free one only if `mayOpen`. Only while that holds up no request that is needed,
   * and never rejects.
   */
  async begin(digest: Digest, mayOpen: () => boolean): Promise<Step | undefined> {
    // All that is asked for at this moment goes first.
    await setImmediate()
    const { remote, spares } = this.#push
    if (this.#options.verifyContent || !remote.isCalm || this.#earlier().length > 0) return undefined
    const [source] = [...this.#holder(digest), ...this.#named]
    if (source === undefined && (spares.assign(digest) || !mayOpen())) return undefined
    return await spares.whileOpen(async () => {
      if (source === undefined) {
        spares.keep(digest, await remote.blobs.openSession())
        return undefined
      }
      this.#begun.set(digest, source)
      return await this.#mountFrom(digest, source)
    })
  }

  /** Repositories that blobs may be mounted from in what follows. */
  get repositories(): readonly string[] {
    const others = [...this.#live().map(repositoryOf), ...this.#options.holdings.repositories, ...this.#named]
    return [...new Set(others)].filter((name) => name !== this.#push.target.repository.name)
  }

  /** Mounts a blob that the target lacks from where it is or may be. */
  async mount(digest: Digest): Promise<Step | undefined> {
    const live = this.#live()
    const found = await Promise.all(
      live.map((sibling) => {
        const { presence } = sibling
        return this.#awaited.includes(sibling) ? presence.look(digest).catch(() => false) : presence.knows(digest)
      })
    )
    const siblings = live.filter((_, index) => found[index])
    const sources = new Set([...siblings.slice(0, 1).map(repositoryOf), ...this.#holder(digest), ...this.#named])
    sources.delete(this.#begun.get(digest) ?? '')
    for (const from of sources) {
      const step = await this.#mountFrom(digest, from)
      if (step) return step
    }
    return undefined
  }

  /** Mounts a blob from where it is known to be, asking nobody. */
  async mountKnown(digest: Digest): Promise<Step | undefined> {
    const sibling = this.#live().find(({ presence }) => presence.knows(digest))
    const [from] = sibling ? [repositoryOf(sibling)] : this.#holder(digest)
    return from === undefined ? undefined : await this.#mountFrom(digest, from)
  }

  /** Waits for a sibling to which the blob is to be sent, to mount it from there. Nobody waits for one after it. */
  async mountFromUploader(digest: Digest): Promise<Step | undefined> {
    const earlier = this.#earlier()
    if (earlier.length === 0) return undefined
    await Promise.allSettled(earlier.map((sibling) => sibling.finding(digest)))
    // Who did not find it begins to send it in the next moment.
    await setImmediate()
    const sibling = earlier.find((other) => other.uploading(digest))
    const isThere = await sibling?.uploading(digest)?.then(
      () => true,
      () => false
    )
    return sibling && isThere ? await this.#mountFrom(digest, repositoryOf(sibling)) : undefined
  }

  async #mountFrom(digest: Digest, from: string): Promise<Step | undefined> {
    const answer = await this.#push.remote.blobs.mount(digest, from)
    if (answer === 'mounted') return { do: 'mount', from }
    if (answer) this.#push.spares.keep(digest, answer)
    return undefined
  }

  /** The other repository that is known to hold a blob, if one is. */
  #holder(digest: Digest): readonly string[] {
    const holder = this.#options.holdings.holderOf(digest)
    return holder === undefined || holder === this.#push.target.repository.name ? [] : [holder]
  }

  #live(): readonly Sibling[] {
    return this.#siblings.filter((sibling) => sibling !== this.#push && !sibling.failure)
  }

  /** Those of the siblings to which a blob is sent sooner than to this one. */
  #earlier(): readonly Sibling[] {
    return this.#awaited.slice(0, this.#awaited.indexOf(this.#push)).filter(({ failure }) => !failure)
  }
}

function repositoryOf({ target }: Sibling): string {
  return target.repository.name
}
