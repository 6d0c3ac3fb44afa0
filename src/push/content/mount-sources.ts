import { setImmediate } from 'node:timers/promises'
import type { Digest } from '../../oci/digest.ts'
import type { Repository } from '../../oci/distribution/reference.ts'
import type { Step } from '../../plan/step.ts'
import type { RemoteRepository } from '../../registry/repository.ts'
import type { MountIndex } from './mount-index.ts'
import type { Presence } from './presence.ts'
import type { SpareSessions } from './spare-sessions.ts'

/** Maximum number of repositories to try that are not known to have the blob: each costs a round trip. */
const limit = 3

export interface MountSourcesOptions {
  /** Repositories of the same registry that blobs may be mounted from. */
  readonly mountFrom: readonly string[]
  /** Whether to check content even if it is expected to exist. */
  readonly verifyContent?: boolean
  /** Shared by all pushes to one registry. */
  readonly mountIndex: MountIndex
}

/** The part of a push that is used here, both of the one that lacks a blob and of those that may have it. */
export interface MountPeer {
  readonly repository: Repository
  readonly remote: RemoteRepository
  readonly presence: Presence
  readonly spares: SpareSessions
  readonly failure: Error | undefined
  /** The lookup of a blob, in progress or done. */
  finding(digest: Digest): Promise<unknown> | undefined
  /** The upload of a blob, in progress or done. */
  uploading(digest: Digest): Promise<unknown> | undefined
  /** The part of that upload which sends the blob, and waits for no other. */
  sending(digest: Digest): Promise<unknown> | undefined
}

/**
 * Repositories that blobs can be mounted from instead of being uploaded: those on the same registry that are targets
 * themselves, are known to have the blob, or are listed by the user. A refused mount opens an upload session, which is
 * kept for the upload.
 */
export class MountSources {
  readonly #push: MountPeer
  readonly #options: MountSourcesOptions
  readonly #named: readonly string[]
  /** The repository tried for a blob before it was known whether the target has it. */
  readonly #tried = new Map<Digest, string>()
  #siblings: readonly MountPeer[]
  /** Siblings that may be asked and waited for, in the order in which a blob is sent to them. */
  #awaited: readonly MountPeer[]

  constructor(push: MountPeer, options: MountSourcesOptions) {
    this.#push = push
    this.#options = options
    this.#named = options.mountFrom.filter((name) => name !== push.repository.name).slice(0, limit)
    this.#siblings = [push]
    this.#awaited = [push]
  }

  join(pushes: readonly MountPeer[], awaited: readonly MountPeer[]): void {
    this.#siblings = pushes
    this.#awaited = awaited
  }

  /**
   * Takes the next step for a blob while the target is still being asked about it: mounts it, or opens a session for
   * it, in addition to the free one only if `mayOpen`. Does nothing if that would delay requests that are needed. Never
   * rejects.
   */
  async begin(digest: Digest, mayOpen: () => boolean): Promise<Step | undefined> {
    // Lookups started in this turn of the event loop go first.
    await setImmediate()
    const { remote, spares } = this.#push
    if (this.#options.verifyContent || !remote.isCalm || this.#earlier().length > 0) return undefined
    const [source] = this.#untried(digest, [...this.#holder(digest), ...this.#named])
    if (source === undefined && (spares.has(digest) || spares.assign(digest) || !mayOpen())) return undefined
    return await spares.whileOpen(async () => {
      if (source === undefined) {
        spares.keep(digest, await remote.blobs.openSession())
        return undefined
      }
      return await this.#tryFrom(digest, source)
    })
  }

  /** Repositories that blobs may be mounted from later. */
  get repositories(): readonly string[] {
    const others = [...this.#live().map(repositoryOf), ...this.#options.mountIndex.repositories, ...this.#named]
    return [...new Set(others)].filter((name) => name !== this.#push.repository.name)
  }

  /** Whether there is a repository that a blob may be mounted from. */
  mayMount(digest: Digest): boolean {
    return this.#live().length > 0 || this.#holder(digest).length > 0 || this.#named.length > 0
  }

  /** Mounts a blob that the target lacks from a repository that has it, or may have it. */
  async mount(digest: Digest): Promise<Step | undefined> {
    const live = this.#live()
    // If each of many repositories were asked about each other's content, there would be more questions than content.
    const mayAsk = live.length <= limit
    const found = await Promise.all(
      live.map((sibling) => {
        const { presence } = sibling
        const isAsked = mayAsk && this.#awaited.includes(sibling)
        return isAsked ? presence.look(digest).catch(() => false) : presence.knows(digest)
      })
    )
    const siblings = live.filter((_, index) => found[index])
    const sources = [...siblings.slice(0, 1).map(repositoryOf), ...this.#holder(digest), ...this.#named]
    for (const from of this.#untried(digest, sources)) {
      const step = await this.#mountFrom(digest, from)
      if (step) return step
    }
    return undefined
  }

  /** Mounts a blob from a repository that is known to have it, without asking first. */
  async mountKnown(digest: Digest): Promise<Step | undefined> {
    const sibling = this.#live().find(({ presence }) => presence.knows(digest))
    const [from] = this.#untried(digest, sibling ? [repositoryOf(sibling)] : this.#holder(digest))
    return from === undefined ? undefined : await this.#tryFrom(digest, from)
  }

  /** If the image comes from another repository of the registry, mounts the blob without asking the target about it. */
  async mountFromOrigin(digest: Digest): Promise<Step | undefined> {
    const isSure = this.#options.mountIndex.hasOrigin(digest) && !this.#push.presence.isDoubted(digest)
    return isSure && !this.#options.verifyContent ? await this.mountKnown(digest) : undefined
  }

  /**
   * Waits for a sibling that the blob is sent to, and mounts it from there: an earlier one, or one that sends it already.
   * So no two wait for each other.
   */
  async mountFromUploader(digest: Digest): Promise<Step | undefined> {
    const earlier = this.#earlier()
    if (earlier.length > 0) {
      await Promise.allSettled(earlier.map((sibling) => sibling.finding(digest)))
      // A sibling that did not find the blob starts to send it right afterwards.
      await setImmediate()
    }
    const others = this.#live().filter((sibling) => this.#awaited.includes(sibling))
    const sibling = earlier.find((other) => other.uploading(digest)) ?? others.find((other) => other.sending(digest))
    const isThere = await (sibling?.uploading(digest) ?? sibling?.sending(digest))?.then(
      () => true,
      () => false
    )
    return sibling && isThere ? await this.#mountFrom(digest, repositoryOf(sibling)) : undefined
  }

  async #tryFrom(digest: Digest, from: string): Promise<Step | undefined> {
    this.#tried.set(digest, from)
    return await this.#mountFrom(digest, from)
  }

  #untried(digest: Digest, sources: readonly string[]): readonly string[] {
    return [...new Set(sources)].filter((name) => name !== this.#tried.get(digest))
  }

  async #mountFrom(digest: Digest, from: string): Promise<Step | undefined> {
    const answer = await this.#push.remote.blobs.mount(digest, from)
    if (answer === 'mounted') return { do: 'mount', from }
    if (answer) this.#push.spares.keep(digest, answer)
    return undefined
  }

  /** Another repository that is known to have a blob, if there is one. */
  #holder(digest: Digest): readonly string[] {
    const holder = this.#options.mountIndex.holderOf(digest)
    return holder === undefined || holder === this.#push.repository.name ? [] : [holder]
  }

  #live(): readonly MountPeer[] {
    return this.#siblings.filter((sibling) => sibling !== this.#push && !sibling.failure)
  }

  /** Siblings that a blob is sent to before this one. */
  #earlier(): readonly MountPeer[] {
    return this.#awaited.slice(0, this.#awaited.indexOf(this.#push)).filter(({ failure }) => !failure)
  }
}

function repositoryOf({ repository }: MountPeer): string {
  return repository.name
}
