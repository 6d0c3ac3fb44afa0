import { shareFlight, singleFlight } from '../../async/single-flight.ts'
import { wait } from '../../async/wait.ts'
import type { BlobContent } from '../../oci/blob-content.ts'
import { BrokenBlob } from '../../oci/broken-blob.ts'
import type { BlobId } from '../../oci/descriptor.ts'
import type { Digest } from '../../oci/digest.ts'
import { formatRepository, type Repository } from '../../oci/distribution/reference.ts'
import { MissingBlobs } from '../../oci/missing-blobs.ts'
import type { Step } from '../../plan/step.ts'
import type { RemoteRepository } from '../../registry/repository.ts'
import { GivenUp } from './given-up.ts'
import { KnownManifests } from './known-manifests.ts'
import { Meter } from './meter.ts'
import type { MountIndex } from './mount-index.ts'
import { type MountPeer, MountSources, type MountSourcesOptions } from './mount-sources.ts'
import { Preparation } from './preparation.ts'
import { Presence } from './presence.ts'
import { SpareSessions } from './spare-sessions.ts'

/** Bytes. A blob up to this size is sent without asking first: sending it costs less than the round trip. */
const tiny = 64 * 1024

export interface ContentPushOptions extends MountSourcesOptions {
  /** Milliseconds to wait the first time for a registry that is not consistent yet; doubles each time. */
  readonly firstWait: number
  /** Milliseconds on a monotonic clock. */
  readonly elapsed: () => number
  readonly signal: AbortSignal
  /** Aborts all requests to the target, except those that clean up. */
  readonly stopSending: (reason: Error) => void
  readonly onFailure: (content: ContentPush) => void
}

/**
 * Content going to one repository, for all images that are published there: decides for every blob, once, whether it is
 * kept, mounted or uploaded.
 */
export class ContentPush implements MountPeer {
  readonly repository: Repository
  readonly remote: RemoteRepository
  readonly meter = new Meter()
  readonly presence: Presence
  readonly spares: SpareSessions
  readonly preparation = new Preparation()
  readonly manifests: KnownManifests
  readonly mountIndex: MountIndex
  readonly name: string
  /** Milliseconds on a monotonic clock. */
  readonly elapsed: () => number
  readonly verifiesContent: boolean
  readonly #options: ContentPushOptions
  readonly #sources: MountSources
  readonly #finds = new Map<Digest, Promise<Step | undefined>>()
  readonly #uploads = new Map<Digest, Promise<Step>>()
  readonly #sends = new Map<Digest, Promise<Step>>()
  readonly #steps = new Map<Digest, Step>()
  #failure: Error | undefined
  /** Whether the target had a part of the image: then little is new, and that may not even be a blob of an image. */
  #isFamiliar = false

  constructor(repository: Repository, remote: RemoteRepository, options: ContentPushOptions) {
    this.repository = repository
    this.remote = remote
    this.#options = options
    this.presence = new Presence((digest, size) => remote.blobs.has(digest, size))
    this.spares = new SpareSessions(remote.blobs, options.elapsed)
    this.manifests = new KnownManifests(remote)
    this.mountIndex = options.mountIndex
    this.name = formatRepository(repository)
    this.elapsed = options.elapsed
    this.verifiesContent = options.verifyContent ?? false
    this.#sources = new MountSources(this, options)
  }

  /** The reason why nothing more is done for this target. */
  get failure(): Error | undefined {
    return this.#failure
  }

  /** Opens connections, since content is about to arrive, and does what else was to be done then. */
  prepare(connections: number): void {
    void this.remote.warm(connections)
    this.preparation.begin()
  }

  fail(error: Error): void {
    if (this.#failure) return
    this.#failure = error
    this.#options.stopSending(new GivenUp(this.name, error))
    this.#options.onFailure(this)
  }

  /** Waits for a registry that may not be consistent yet: twice as long each time, up to `most` milliseconds. */
  async pause(time: number, most = Number.POSITIVE_INFINITY, signal = this.#options.signal): Promise<void> {
    await wait(Math.min(most, this.#options.firstWait * 2 ** (time - 1)), signal)
  }

  /**
   * Makes pushes to repositories of one registry siblings: a blob that both lack is sent to one and mounted in the
   * other. Only those in `awaited` are asked and waited for; each waits only for those before it.
   */
  join(pushes: readonly MountPeer[], awaited: readonly MountPeer[]): void {
    this.#sources.join(pushes, awaited)
  }

  /** Prepares for mounts as far as possible before the blobs are known. Never rejects. */
  async prepareMounts(): Promise<void> {
    await this.remote.blobs.prepareMounts(this.#sources.repositories)
  }

  /** How a blob got to the target; undefined unless it is known to be there. */
  stepOf(digest: Digest): Step | undefined {
    return this.presence.knows(digest) ? (this.#steps.get(digest) ?? { do: 'keep' }) : undefined
  }

  /** Whether this run brought the blob to the target. */
  hasBrought(digest: Digest): boolean {
    return this.#steps.has(digest)
  }

  /** The lookup of a blob, in progress or done. */
  finding(digest: Digest): Promise<Step | undefined> | undefined {
    return this.#finds.get(digest)
  }

  /** The upload of a blob, in progress or done. */
  uploading(digest: Digest): Promise<Step> | undefined {
    return this.#uploads.get(digest)
  }

  sending(digest: Digest): Promise<Step> | undefined {
    return this.#sends.get(digest)
  }

  /** Whether the blob is at the target already, or was mounted there just now. */
  async has(digest: Digest): Promise<boolean> {
    return (this.#stepKnown(digest) ?? (await this.#find(digest))) !== undefined
  }

  /** Whether the target is not known to have the blob. */
  needs(digest: Digest): boolean {
    return !this.presence.knows(digest)
  }

  /** Makes sure that the target has the blob. Throws MissingBlobs if it has to be sent, but `content` is not given. */
  async ensure(blob: BlobId, content?: BlobContent): Promise<Step> {
    const { digest } = blob
    // The builder asks for blobs by digest only.
    if (!this.hasBrought(digest) && this.remote.blobs.isSuspect(blob)) this.doubt(digest)
    const step = this.stepOf(digest) ?? (await this.#joined(digest)) ?? (await this.#findFor(blob, content))
    if (step) return step
    if (!content) throw new MissingBlobs([digest])
    // In the meantime the same blob may have started to arrive from elsewhere.
    if (this.#uploads.has(digest)) return await this.ensure(blob, content)
    return await shareFlight(this.#uploads, digest, this.#upload(blob, content))
  }

  /** Makes sure that the target is asked again about a blob that turned out to be missing. */
  doubt(digest: Digest): void {
    this.presence.doubt(digest)
    this.#forget(digest)
  }

  /** Ignores what the target claims about this blob, and stops asking it. */
  distrust(digest: Digest): void {
    this.presence.distrust(digest)
    this.#forget(digest)
  }

  #forget(digest: Digest): void {
    this.#finds.delete(digest)
    this.#uploads.delete(digest)
    this.#sends.delete(digest)
    this.manifests.forget(digest)
  }

  /** The result of an upload in progress; undefined if its content broke off, as other content may do. */
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
    return isAsked || this.verifiesContent || this.mountIndex.hasOrigin(digest)
      ? await this.#find(digest, size, content)
      : this.#done(digest, await this.#sources.mountKnown(digest))
  }

  /** Like `stepOf`, but also notes that the image shares content with what the tags reach. */
  #stepKnown(digest: Digest): Step | undefined {
    const step = this.stepOf(digest)
    if (step?.do === 'keep') this.#isFamiliar = true
    return step
  }

  /** Only a builder's query comes without the size: it asks about everything it has. */
  #find(digest: Digest, size?: number, content?: BlobContent): Promise<Step | undefined> {
    const find = () => this.#keepOrMount(digest, size, content)
    return singleFlight(this.#finds, digest, async () => this.#done(digest, await find()))
  }

  async #keepOrMount(digest: Digest, size?: number, content?: BlobContent): Promise<Step | undefined> {
    if (this.presence.isDistrusted(digest)) return undefined
    // Everything that the tags reach exists, which takes only a few requests to find out.
    await this.preparation.explored
    return this.#stepKnown(digest) ?? (await this.#lookOrMount(digest, size, content))
  }

  async #lookOrMount(digest: Digest, size?: number, content?: BlobContent): Promise<Step | undefined> {
    const mounted = await this.#sources.mountFromOrigin(digest)
    if (mounted) return mounted
    const early = this.#sources.begin(digest, () => size !== undefined || !this.#isFamiliar)
    if (!(await this.presence.look(digest, size))) {
      if (!this.#sources.mayMount(digest)) this.preparation.expect(digest, content)
      const step = await early
      // Other repositories of the registry share the damaged copy.
      if (this.remote.blobs.isDamaged(digest)) return undefined
      return step ?? (await this.#sources.mount(digest))
    }
    void early.then(() => this.spares.drop(digest))
    return { do: 'keep' }
  }

  async #upload(blob: BlobId, content: BlobContent): Promise<Step> {
    using _ = this.meter.time()
    const mounted = blob.size > tiny ? await this.#sources.mountFromUploader(blob.digest) : undefined
    return this.#done(blob.digest, mounted ?? (await shareFlight(this.#sends, blob.digest, this.#send(blob, content))))
  }

  async #send(blob: BlobId, content: BlobContent): Promise<Step> {
    if (this.#failure) throw this.#failure
    this.preparation.expect(blob.digest, content)
    await this.remote.blobs.upload(blob, content, this.meter.upload(blob), this.spares.take(blob.digest))
    return { do: 'upload' }
  }

  /** Records how a blob got to the target. Finding it there later does not change that. */
  #done<Found extends Step | undefined>(digest: Digest, step: Found): Found {
    if (step) this.presence.add([digest])
    if (step && step.do !== 'keep') this.#steps.set(digest, step)
    if (step) this.preparation.end(digest)
    return step
  }
}
