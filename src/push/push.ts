import type { BlobId } from '../oci/descriptor.ts'
import type { Digest } from '../oci/digest.ts'
import type { Step } from '../plan/step.ts'
import { formatTarget, type Target } from '../plan/target.ts'
import type { RemoteRepository } from '../registry/repository.ts'
import type { BlobContent } from '../registry/upload.ts'
import { wait } from '../registry/wait.ts'
import { BrokenBlob } from './broken-blob.ts'
import type { Holdings } from './holdings.ts'
import { Meter } from './meter.ts'
import { once } from './once.ts'
import { Presence } from './presence.ts'
import { ReadManifests } from './read-manifests.ts'
import { MissingBlobs } from './settle.ts'
import { type Sibling, Sources, type SourcesOptions } from './sources.ts'
import { SpareSessions } from './spare-sessions.ts'
import { TagState } from './tag-state.ts'

/** A blob up to this many bytes is sent sooner than asked for: its bytes cost less than the round trip. */
const tiny = 64 * 1024

export interface PushOptions extends SourcesOptions {
  /** Milliseconds to wait for a registry that has not caught up with itself, the first time; each later time twice. */
  readonly firstWait: number
  /** Milliseconds on a clock that nobody sets. */
  readonly elapsed: () => number
  readonly signal: AbortSignal
  /** Ends all that is asked and sent at the target, but for what puts things in order. */
  readonly stopSending: (reason: Error) => void
  readonly onFailure: (push: Push) => void
}

/** What is under way for a target that has failed comes to its end by this: the reason is with the push. */
class GivenUp extends Error {
  constructor({ name }: Push, cause: Error) {
    super(`nothing more is sent to ${name}`, { cause })
  }
}

/** One image going to one target: decides for every blob, once, whether it is kept, mounted or uploaded. */
export class Push implements Sibling {
  readonly target: Target
  readonly remote: RemoteRepository
  readonly meter = new Meter()
  readonly presence: Presence
  readonly spares: SpareSessions
  readonly tags: TagState
  readonly manifests: ReadManifests
  readonly holdings: Holdings
  readonly #options: PushOptions
  readonly #sources: Sources
  readonly #finds = new Map<Digest, Promise<Step | undefined>>()
  readonly #uploads = new Map<Digest, Promise<Step>>()
  readonly #steps = new Map<Digest, Step>()
  #failure: Error | undefined
  /** Whether some of the image was there: what is new then is little, and may be no blob of an image at all. */
  #isFamiliar = false
  #warmedUp: Promise<void> = Promise.resolve()
  #explored: Promise<void> = Promise.resolve()

  constructor(target: Target, remote: RemoteRepository, options: PushOptions) {
    this.target = target
    this.remote = remote
    this.#options = options
    this.presence = new Presence((digest, size) => remote.blobs.has(digest, size))
    this.spares = new SpareSessions(remote.blobs, options.elapsed)
    this.tags = new TagState(target.tags, remote.manifests, options.elapsed)
    this.manifests = new ReadManifests(remote.manifests)
    this.holdings = options.holdings
    this.#sources = new Sources(this, options)
  }

  /** Whether each blob is asked for, even where a manifest that reaches it is there. */
  get verifiesContent(): boolean {
    return this.#options.verifyContent ?? false
  }

  get name(): string {
    return formatTarget(this.target)
  }

  /** Why nothing more is done for this target. */
  get failure(): Error | undefined {
    return this.#failure
  }

  /** Resolves when what was begun under the build has ended. */
  get warmedUp(): Promise<void> {
    return this.#warmedUp
  }

  /** Notes what goes on under the build: `explored` resolves when it is known what the tags reach. Neither rejects. */
  warmUp(all: Promise<void>, explored: Promise<void>): void {
    this.#warmedUp = all
    this.#explored = explored
  }

  fail(error: Error): void {
    if (this.#failure) return
    this.#failure = error
    this.#options.stopSending(new GivenUp(this, error))
    this.#options.onFailure(this)
  }

  /** Milliseconds on a clock that nobody sets. */
  elapsed(): number {
    return this.#options.elapsed()
  }

  /** Waits for a registry that may not have caught up with itself: longer the second time, and so on up to `most`. */
  async pause(time: number, most = Number.POSITIVE_INFINITY, signal = this.#options.signal): Promise<void> {
    await wait(Math.min(most, this.#options.firstWait * 2 ** (time - 1)), signal)
  }

  /**
   * Makes pushes to repositories of one registry siblings: what both lack is sent to one and mounted in the other. Only
   * those in `awaited` are asked and waited for, each for those before it.
   */
  join(pushes: readonly Push[], awaited: readonly Push[]): void {
    this.#sources.join(pushes, awaited)
  }

  /** Gets ready to mount, as far as that needs no blob. Never rejects. */
  async prepareMounts(): Promise<void> {
    await this.remote.blobs.prepareMounts(this.#sources.repositories)
  }

  /** How a blob came to be at the target; undefined while it is not, or not known to be. */
  stepOf(digest: Digest): Step | undefined {
    return this.presence.knows(digest) ? (this.#steps.get(digest) ?? { do: 'keep' }) : undefined
  }

  /** Whether the target took the blob from us in this run. */
  hasBrought(digest: Digest): boolean {
    return this.#steps.has(digest)
  }

  /** The looking for a blob that is under way, or was done. */
  finding(digest: Digest): Promise<Step | undefined> | undefined {
    return this.#finds.get(digest)
  }

  /** The upload of a blob that is under way. */
  uploading(digest: Digest): Promise<Step> | undefined {
    return this.#uploads.get(digest)
  }

  /** Whether the blob is at the target already, or was mounted there just now. */
  async has(digest: Digest): Promise<boolean> {
    return (this.#stepKnown(digest) ?? (await this.#find(digest))) !== undefined
  }

  /** Sees to it that the blob is at the target. Throws MissingBlobs where it would have to be sent without content. */
  async ensure(blob: BlobId, content?: BlobContent): Promise<Step> {
    const { digest } = blob
    // The builder asks for blobs by their digest alone.
    if (!this.hasBrought(digest) && this.remote.blobs.isSuspect(blob)) this.doubt(digest)
    const step = this.stepOf(digest) ?? (await this.#joined(digest)) ?? (await this.#findFor(blob, content))
    if (step) return step
    if (!content) throw new MissingBlobs([digest])
    // Meanwhile the same blob may have begun to come another way.
    if (this.#uploads.has(digest)) return await this.ensure(blob, content)
    return await once(this.#uploads, digest, () => this.meter.timed(() => this.#upload(blob, content)))
  }

  /** Asks the target again about a blob that it turned out to lack. */
  doubt(digest: Digest): void {
    this.presence.doubt(digest)
    this.#forget(digest)
  }

  /** Drops what the target claims about this blob, and asks it no more. */
  distrust(digest: Digest): void {
    this.presence.distrust(digest)
    this.#forget(digest)
  }

  #forget(digest: Digest): void {
    this.#finds.delete(digest)
    this.#uploads.delete(digest)
  }

  /** How an upload ends that is under way. One whose own content broke off may be done again with other content. */
  async #joined(digest: Digest): Promise<Step | undefined> {
    try {
      return await this.#uploads.get(digest)
    } catch (error) {
      if (error instanceof BrokenBlob) return undefined
      throw error
    }
  }

  async #findFor(blob: BlobId, content: BlobContent | undefined): Promise<Step | undefined> {
    const { digest, size } = blob
    const isAsked = size > tiny || !content || this.#finds.has(digest) || this.presence.isDoubted(digest)
    return isAsked || this.verifiesContent
      ? await this.#find(digest, size)
      : this.#done(digest, await this.#sources.mountKnown(digest))
  }

  /** The same as `stepOf`; takes note that the image has something in common with what the tags reach. */
  #stepKnown(digest: Digest): Step | undefined {
    const step = this.stepOf(digest)
    if (step?.do === 'keep') this.#isFamiliar = true
    return step
  }

  /** Who does not know the size speaks for a builder, which asks for all that it has. */
  #find(digest: Digest, size?: number): Promise<Step | undefined> {
    return once(this.#finds, digest, async () => this.#done(digest, await this.#keepOrMount(digest, size)))
  }

  async #keepOrMount(digest: Digest, size: number | undefined): Promise<Step | undefined> {
    if (this.presence.isDistrusted(digest)) return undefined
    // What the tags reach is there, all of it for a few requests.
    await this.#explored
    const known = this.#stepKnown(digest)
    if (known) return known
    const early = this.#sources.begin(digest, () => size !== undefined || !this.#isFamiliar)
    if (!(await this.presence.look(digest, size))) {
      const step = await early
      // Other repositories of the registry have the same copy.
      if (this.remote.blobs.isDamaged(digest)) return undefined
      return step ?? (await this.#sources.mount(digest))
    }
    void early.then(() => this.spares.drop(digest))
    return { do: 'keep' }
  }

  async #upload(blob: BlobId, content: BlobContent): Promise<Step> {
    const mounted = blob.size > tiny ? await this.#sources.mountFromUploader(blob.digest) : undefined
    return this.#done(blob.digest, mounted ?? (await this.#send(blob, content)))
  }

  async #send(blob: BlobId, content: BlobContent): Promise<Step> {
    if (this.#failure) throw this.#failure
    const session = this.spares.take(blob.digest)
    await this.remote.blobs.upload(blob, content, this.meter.upload(blob), session)
    return { do: 'upload' }
  }

  /** Takes note of how a blob came to be there. One that was asked for again came as it did the first time. */
  #done<Found extends Step | undefined>(digest: Digest, step: Found): Found {
    if (step) this.presence.add([digest])
    if (step && step.do !== 'keep') this.#steps.set(digest, step)
    return step
  }
}
