import { Background } from '../async/background.ts'
import { orAborted } from '../async/or-aborted.ts'
import { formatBytes } from '../format-bytes.ts'
import type { BufferedResponse } from '../http/message.ts'
import type { BlobContent } from '../oci/blob-content.ts'
import type { BlobId } from '../oci/descriptor.ts'
import { type Digest, shortDigest } from '../oci/digest.ts'
import { BlobCheck } from './blob-check.ts'
import { contradicts } from './digest-header.ts'
import { RegistryError } from './errors/registry-error.ts'
import type { RegistryRequest } from './registry-request.ts'
import type { RepositoryRequests } from './repository-requests.ts'
import { type Session, sessionOf } from './upload/session.ts'
import { Upload } from './upload/upload.ts'

/** A mount saves an upload, so it must not take longer than one. */
const mountTries = 3

/** The blobs of one repository: distribution-spec, "Pulling blobs" and "Pushing". */
export class Blobs {
  readonly #requests: RepositoryRequests
  /** For cleaning up afterwards. */
  readonly #ending: RepositoryRequests
  /** Repositories that blobs cannot be mounted from; they are not tried again. */
  readonly #closedSources = new Set<string>()
  readonly #background = new Background()
  readonly #check: BlobCheck
  #cancelAction: 'push' | 'delete' = 'push'

  constructor(requests: RepositoryRequests, ending: RepositoryRequests) {
    this.#requests = requests
    this.#ending = ending
    this.#check = new BlobCheck(requests)
  }

  /** end-2, with retries. If `size` is given, a blob of another size counts as missing. */
  async has(digest: Digest, size?: number): Promise<boolean> {
    const { registry, countRetry } = this.#requests
    return await this.#check.isThere({ digest, size }, (request) => registry.send(request, countRetry))
  }

  /** Whether a check found this blob with a wrong size: it must not be mounted from there. */
  isDamaged(digest: Digest): boolean {
    return this.#check.isDamaged(digest)
  }

  /** Whether a check without the blob's size found another size. */
  isSuspect(blob: BlobId): boolean {
    return this.#check.isSuspect(blob)
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
    const endpoint = { end: '4a', method: 'POST', name: this.#requests.name } as const
    return await this.#opened(this.#ending.ask(operation, endpoint, [202], { begins: true }), operation)
  }

  /** Cancels the session if it is no longer wanted by the time it is open. */
  async #opened(asked: Promise<BufferedResponse>, operation: string): Promise<Session> {
    const opening = asked.then((response) => sessionOf(response, this.#requests, operation))
    return await orAborted(opening, this.#requests.signal).catch((error: unknown) => {
      this.#background.add(opening.then((session) => this.cancel(session)))
      throw error
    })
  }

  /** end-14. A session that cannot be cancelled expires, so failures are ignored. */
  async cancel(session: Session): Promise<void> {
    // A concurrent call may find out in the meantime which action is needed.
    const action = this.#cancelAction
    const status = await this.#cancel(session, action)
    if (status !== 401 || action === 'delete') return
    // Registries built on distribution require the delete action. A token for that may be refused, so it is separate.
    this.#cancelAction = 'delete'
    await this.#cancel(session, 'delete')
  }

  /** Cancels a session in the background. */
  cancelLater(session: Session): void {
    this.#background.add(this.cancel(session))
  }

  /** Resolves when all pending cancellations have finished. */
  async settled(): Promise<void> {
    await this.#background.settled()
  }

  /** Uploads a blob; `sent` is called with the bytes sent. `session` is one that is already open. */
  async upload(blob: BlobId, content: BlobContent, sent: (bytes: number) => void, session?: Session): Promise<void> {
    const requests = this.#requests
    const { registry } = requests
    const operation = `upload of ${shortDigest(blob.digest)} (${formatBytes(blob.size)})`
    const url = requests.urlOf({ end: '4a', method: 'POST', name: requests.name })
    const start = this.#ending.request(operation, 'POST', url, [202], { begins: true })
    const parts = {
      ...{ requests, operation, blob, content, sent },
      open: () => this.#opened(registry.attempt(start), operation),
      cancel: (open: Session) => this.cancel(open),
      cancelLater: (open: Session) => this.cancelLater(open),
      has: () => this.#check.isThere(blob, (request) => registry.attempt(request)),
    }
    await new Upload(parts, session).run()
    if (!this.isDamaged(blob.digest) || (await this.has(blob.digest, blob.size))) return
    const reason = `its damaged copy of the blob (not ${blob.size} bytes long) is still there. Delete it from the registry`
    throw new RegistryError({ where: requests.where, operation, reason })
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

  async #cancel(session: Session, action: 'push' | 'delete'): Promise<number | undefined> {
    const requests = this.#ending
    const rights = action === 'delete' ? { scopes: requests.scopesWith('delete', requests.name) } : {}
    const expect = [200, 202, 204, 401, 404, 405]
    const details = { optional: true, ...rights }
    const request = requests.request('end of an upload', 'DELETE', session.url, expect, details)
    return await requests.registry.attempt(request).then(
      ({ status }) => status,
      () => undefined
    )
  }
}

/** Whether all mounts from that source will fail: not if just this blob is missing, or the failure is transient. */
function isClosing(error: unknown): boolean {
  if (!(error instanceof RegistryError)) return true
  return error.status !== 404 && (!error.transient || error.isSilence)
}
