import { formatBytes } from '../format-amount.ts'
import type { BufferedResponse } from '../http/message.ts'
import type { BlobContent } from '../oci/blob-content.ts'
import type { BlobId } from '../oci/descriptor.ts'
import { type Digest, shortDigest } from '../oci/digest.ts'
import { contradicts } from './digest-header.ts'
import { RegistryError } from './errors/registry-error.ts'
import { BlobCheck } from './pull/blob-check.ts'
import { download } from './pull/download.ts'
import type { RegistryRequest } from './registry-request.ts'
import type { RepositoryRequests } from './repository-requests.ts'
import { type Session, sessionOf } from './upload/session.ts'
import { Sessions } from './upload/sessions.ts'
import { Upload } from './upload/upload.ts'

/** A mount saves an upload, so it must not take longer than one. */
const mountTries = 3

/** The blobs of one repository: distribution-spec, "Pulling blobs" and "Pushing". */
export class Blobs {
  readonly #requests: RepositoryRequests
  /** Repositories that blobs cannot be mounted from; they are not tried again. */
  readonly #closedSources = new Set<string>()
  readonly #check: BlobCheck
  readonly #sessions: Sessions

  /** `ending` is for cleaning up afterwards. */
  constructor(requests: RepositoryRequests, ending: RepositoryRequests) {
    this.#requests = requests
    this.#check = new BlobCheck(requests)
    this.#sessions = new Sessions(requests, ending)
  }

  /** end-2, with retries. If `size` is given, a blob of another size counts as missing. */
  async has(digest: Digest, size?: number): Promise<boolean> {
    return await this.#check.isThere({ digest, size })
  }

  /** Whether a check found this blob with a wrong size: it must not be mounted from there. */
  isDamaged(digest: Digest): boolean {
    return this.#check.isDamaged(digest)
  }

  /** Whether a check without the blob's size found another size. */
  isSuspect(blob: BlobId): boolean {
    return this.#check.isSuspect(blob)
  }

  /** end-2: the bytes of a blob from `start` on, as they are read; goes on after failures. Throws RegistryError. */
  download(blob: BlobId, start: number, signal: AbortSignal): AsyncIterable<Uint8Array<ArrayBuffer>> {
    return download({ requests: this.#requests, blob, signal }, start)
  }

  /**
   * end-11. Returns 'mounted', or the session that the registry opened instead, or undefined if the mount failed.
   * Mounting is optional, and registries have many ways to refuse it: it is tried once, or again if the registry asks
   * for a short wait. Rejects only if everything is aborted or the target is given up.
   */
  async mount(digest: Digest, from: string): Promise<'mounted' | Session | undefined> {
    const requests = this.#requests
    if (this.#closedSources.has(from)) return undefined
    const operation = `mount of ${shortDigest(digest)} from ${from}`
    const url = requests.urlOf({ end: '11', method: 'POST', name: requests.name, mount: digest, from })
    const request = requests.request(operation, 'POST', url, [201, 202], { scopes: requests.scopesWith('pull', from) })
    try {
      const response = await this.#attemptMount(request)
      if (response.status === 202) return sessionOf(response, requests, operation)
      return contradicts(response, digest) ? undefined : 'mounted'
    } catch (error) {
      requests.signal.throwIfAborted()
      if (isClosing(error)) this.#closedSources.add(from)
      return undefined
    }
  }

  /**
   * Gets the tokens for mounts from these repositories in advance, so that the first mount need not wait for one.
   * Does nothing if the registry has not asked for a token yet. Never rejects.
   */
  async prepareMounts(sources: readonly string[]): Promise<void> {
    const { registry } = this.#requests
    await Promise.all(sources.map((from) => registry.prepare(this.#requests.scopesWith('pull', from))))
  }

  /** end-4a */
  async openSession(operation = 'start of an upload'): Promise<Session> {
    return await this.#sessions.open(operation)
  }

  /** end-14. Never rejects. */
  async cancel(session: Session): Promise<void> {
    await this.#sessions.cancel(session)
  }

  /** Cancels a session in the background. */
  cancelLater(session: Session): void {
    this.#sessions.cancelLater(session)
  }

  /** Resolves when all pending cancellations have finished. */
  async settled(): Promise<void> {
    await this.#sessions.settled()
  }

  /** Uploads a blob; `sent` is called with the bytes sent. `session` is one that is already open. */
  async upload(blob: BlobId, content: BlobContent, sent: (bytes: number) => void, session?: Session): Promise<void> {
    const operation = `upload of ${shortDigest(blob.digest)} (${formatBytes(blob.size)})`
    const parts = { requests: this.#requests, sessions: this.#sessions, check: this.#check }
    await new Upload({ ...parts, operation, blob, content, sent }, session).run()
    if (!this.isDamaged(blob.digest) || (await this.has(blob.digest, blob.size))) return
    const reason = `its damaged copy of the blob (not ${blob.size} bytes long) is still there. Delete it from the registry`
    throw new RegistryError({ where: this.#requests.where, operation, reason })
  }

  async #attemptMount(request: RegistryRequest): Promise<BufferedResponse> {
    const { registry, countRetry } = this.#requests
    for (let tries = 1; ; tries++) {
      try {
        return await registry.attempt(request)
      } catch (error) {
        if (tries === mountTries || !registry.isBriefLimit(error)) throw error
        countRetry()
      }
    }
  }
}

/** Whether all mounts from that source will fail: not if just this blob is missing, or the failure is transient. */
function isClosing(error: unknown): boolean {
  if (!(error instanceof RegistryError)) return true
  return error.status !== 404 && (!error.transient || error.isSilence)
}
