import type { Descriptor } from '../oci/descriptor.ts'
import type { Digest } from '../oci/digest.ts'
import type { Tag } from '../oci/tag.ts'
import type { Step } from '../plan/step.ts'
import { formatTarget, type Target } from '../plan/target.ts'
import type { RemoteRepository } from '../registry/repository.ts'
import type { Session } from '../registry/session.ts'
import type { BlobContent } from '../registry/upload.ts'
import { MissingBlobs } from './settle.ts'

/** More sources than these are not tried: each costs a round trip. */
const sourceLimit = 3

/**
 * One image going to one target: decides for every blob, once, whether it is kept, mounted or uploaded. Two pushes to
 * repositories of one registry are siblings: what both lack is sent to one and mounted in the other.
 */
export class Push {
  readonly target: Target
  readonly remote: RemoteRepository
  /** What its tags pointed at before; tags that were not looked up are missing. */
  readonly before = new Map<Tag, Digest | undefined>()
  readonly #mountFrom: readonly string[]
  readonly #onFailure: (push: Push) => void
  readonly #present = new Set<Digest>()
  readonly #looks = new Map<Digest, Promise<boolean>>()
  readonly #finds = new Map<Digest, Promise<Step | undefined>>()
  readonly #uploads = new Map<Digest, Promise<Step>>()
  readonly #steps = new Map<Digest, Step>()
  readonly #distrusted = new Set<Digest>()
  readonly #sessions = new Map<Digest, Session>()
  #siblings: readonly Push[] = []
  #failure: Error | undefined
  #sent = 0
  #expected = 0
  #began: number | undefined
  #ended = 0

  constructor(
    target: Target,
    remote: RemoteRepository,
    mountFrom: readonly string[] = [],
    onFailure: (push: Push) => void = () => undefined
  ) {
    this.target = target
    this.remote = remote
    this.#mountFrom = mountFrom.filter((name) => name !== target.repository.name)
    this.#onFailure = onFailure
  }

  get name(): string {
    return formatTarget(this.target)
  }

  /** Why nothing more is done for this target. */
  get failure(): Error | undefined {
    return this.#failure
  }

  /** Bytes of blobs that went out, again those that went out again. */
  get sent(): number {
    return this.#sent
  }

  /** Bytes of blobs that were or are being uploaded. */
  get expected(): number {
    return this.#expected
  }

  /** From the first thing done for the image to the last. */
  get seconds(): number {
    return this.#began === undefined ? 0 : (this.#ended - this.#began) / 1000
  }

  /** Runs a part of the work, on the clock. */
  async timed<Result>(work: () => Promise<Result>): Promise<Result> {
    this.#began ??= performance.now()
    try {
      return await work()
    } finally {
      this.#ended = performance.now()
    }
  }

  join(siblings: readonly Push[]): void {
    this.#siblings = siblings.filter((other) => other !== this)
  }

  fail(error: Error): void {
    if (this.#failure) return
    this.#failure = error
    this.#onFailure(this)
  }

  stepOf(digest: Digest): Step | undefined {
    return this.#steps.get(digest)
  }

  /** Takes note of content that is at the target because a tag there reaches it. */
  addPresent(digests: Iterable<Digest>): void {
    for (const digest of digests) this.#present.add(digest)
  }

  isPresent(digest: Digest): boolean {
    return this.#present.has(digest)
  }

  /** Drops what the target claimed about this blob and what was done about it, and asks it no more. */
  distrust(digest: Digest): void {
    this.#distrusted.add(digest)
    this.#present.delete(digest)
    for (const memory of [this.#looks, this.#finds, this.#uploads, this.#steps]) memory.delete(digest)
  }

  /** Whether the blob is at the target already, or was mounted there just now. */
  async has(digest: Digest): Promise<boolean> {
    return this.#steps.has(digest) || (await this.#find(digest)) !== undefined
  }

  /** Sees to it that the blob is at the target. Throws MissingBlobs where it would have to be sent without content. */
  async ensure(blob: Descriptor, content?: BlobContent): Promise<Step> {
    const step =
      this.#steps.get(blob.digest) ?? (await this.#uploads.get(blob.digest)) ?? (await this.#find(blob.digest))
    if (step) return step
    if (!content) throw new MissingBlobs([blob.digest])
    return await once(this.#uploads, blob.digest, () => this.timed(() => this.#upload(blob, content)))
  }

  async #look(digest: Digest): Promise<boolean> {
    if (this.#distrusted.has(digest)) return false
    return this.#present.has(digest) || (await once(this.#looks, digest, () => this.remote.blobs.has(digest)))
  }

  #find(digest: Digest): Promise<Step | undefined> {
    return once(this.#finds, digest, async () => {
      const step: Step | undefined = (await this.#look(digest)) ? { do: 'keep' } : await this.#mount(digest)
      if (step) this.#steps.set(digest, step)
      return step
    })
  }

  async #mount(digest: Digest): Promise<Step | undefined> {
    if (this.#distrusted.has(digest)) return undefined
    for (const from of await this.#sourcesOf(digest)) {
      const step = await this.#mountFromOne(digest, from)
      if (step) return step
    }
    return undefined
  }

  async #mountFromOne(digest: Digest, from: string): Promise<Step | undefined> {
    const answer = await this.remote.blobs.mount(digest, from)
    if (answer === 'mounted') return { do: 'mount', from }
    const unused = answer && this.#sessions.get(digest)
    if (answer) this.#sessions.set(digest, answer)
    if (unused) await this.remote.blobs.cancel(unused)
    return undefined
  }

  async #sourcesOf(digest: Digest): Promise<readonly string[]> {
    const live = this.#siblings.filter((sibling) => !sibling.failure)
    const found = await Promise.all(live.map((sibling) => sibling.#look(digest).catch(() => false)))
    const siblings = live.filter((_, index) => found[index]).map((sibling) => sibling.target.repository.name)
    return [...new Set([...siblings, ...this.#mountFrom])].slice(0, sourceLimit)
  }

  async #upload(blob: Descriptor, content: BlobContent): Promise<Step> {
    const step = (await this.#mountFromUploader(blob.digest)) ?? (await this.#send(blob, content))
    this.#steps.set(blob.digest, step)
    return step
  }

  async #mountFromUploader(digest: Digest): Promise<Step | undefined> {
    const uploader = this.#siblings.find((sibling) => sibling.#uploads.has(digest))
    if (!uploader) return undefined
    const landed = await uploader.#uploads.get(digest)?.catch(() => undefined)
    return landed ? await this.#mountFromOne(digest, uploader.target.repository.name) : undefined
  }

  async #send(blob: Descriptor, content: BlobContent): Promise<Step> {
    const session = this.#sessions.get(blob.digest)
    this.#sessions.delete(blob.digest)
    this.#expected += blob.size
    const count = (bytes: number) => {
      this.#sent += bytes
    }
    await this.remote.blobs.upload(blob, content, count, session)
    return { do: 'upload' }
  }
}

/** Runs `work` once for a key at a time; what failed is forgotten, so that it can be tried again. */
function once<Key, Result>(memory: Map<Key, Promise<Result>>, key: Key, work: () => Promise<Result>): Promise<Result> {
  const known = memory.get(key)
  if (known !== undefined) return known
  const result = work()
  memory.set(key, result)
  result.catch(() => memory.get(key) === result && memory.delete(key))
  return result
}
