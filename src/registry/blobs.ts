import { formatBytes } from '../oci/bytes.ts'
import type { BlobId } from '../oci/descriptor.ts'
import { type Digest, shortDigest } from '../oci/digest.ts'
import { Background } from './background.ts'
import { BlobCheck } from './blob-check.ts'
import type { Channel } from './channel.ts'
import { contradicts } from './claim.ts'
import type { Reply } from './exchange.ts'
import { orAborted } from './or-aborted.ts'
import { RegistryError } from './registry-error.ts'
import type { Request } from './request.ts'
import { type Session, sessionOf } from './session.ts'
import { type BlobContent, Upload } from './upload.ts'

/** A mount spares an upload, and may not cost more time than it does. */
const mountTries = 3

/** The blobs of one repository: distribution-spec, "Pulling blobs" and "Pushing". */
export class Blobs {
  readonly #channel: Channel
  /** For what is put in order afterwards. */
  readonly #ending: Channel
  /** Repositories that nothing can be mounted from: once that is known, they are not tried again. */
  readonly #closedSources = new Set<string>()
  readonly #background = new Background()
  readonly #check: BlobCheck
  #cancelAction: 'push' | 'delete' = 'push'

  constructor(channel: Channel, ending: Channel) {
    this.#channel = channel
    this.#ending = ending
    this.#check = new BlobCheck(channel)
  }

  /** end-2, until it is answered. With `size` a blob of another size is not there. */
  async has(digest: Digest, size?: number): Promise<boolean> {
    const { registry, countRetry } = this.#channel
    return await this.#check.isThere({ digest, size }, (request) => registry.send(request, countRetry))
  }

  /** Whether the registry has this blob with another size, as far as it was asked: it must not be mounted from there. */
  isDamaged(digest: Digest): boolean {
    return this.#check.isDamaged(digest)
  }

  /** Whether the registry was asked for this blob without its size, and showed another. */
  isSuspect(blob: BlobId): boolean {
    return this.#check.isSuspect(blob)
  }

  /**
   * end-11. Gives 'mounted', or the session that the registry opened instead, or undefined where nothing came of it.
   * Nothing depends on a mount, and registries have many ways to say that they cannot: it is tried once, or again where
   * the registry asks for a moment's patience, and never rejects but where all is aborted, or the target is given up.
   */
  async mount(digest: Digest, from: string): Promise<'mounted' | Session | undefined> {
    const channel = this.#channel
    if (this.#closedSources.has(from)) return undefined
    const operation = `mount of ${shortDigest(digest)} from ${from}`
    const url = channel.urlOf({ end: '11', method: 'POST', name: channel.name, mount: digest, from })
    const request = channel.request(operation, 'POST', url, [201, 202], { scopes: channel.scopesWith('pull', from) })
    try {
      const answer = await this.#attemptMount(request)
      if (answer.status === 202) return sessionOf(answer, channel, operation)
      return contradicts(answer, digest) ? undefined : 'mounted'
    } catch (error) {
      channel.signal.throwIfAborted()
      if (isClosing(error)) this.#closedSources.add(from)
      return undefined
    }
  }

  /**
   * Gets the tokens that mounts from these repositories need before there are any, so that the first waits for none.
   * Nothing where the registry has not yet asked for a token. Never rejects.
   */
  async prepareMounts(sources: readonly string[]): Promise<void> {
    const { registry } = this.#channel
    await Promise.all(sources.map((from) => registry.prepare(this.#channel.scopesWith('pull', from))))
  }

  /** end-4a */
  async openSession(operation = 'start of an upload'): Promise<Session> {
    const endpoint = { end: '4a', method: 'POST', name: this.#channel.name } as const
    return await this.#opened(this.#ending.ask(operation, endpoint, [202], { begins: true }), operation)
  }

  /** Where nobody wants the session any more by the time that it is open, it is cancelled. */
  async #opened(asked: Promise<Reply>, operation: string): Promise<Session> {
    const opening = asked.then((answer) => sessionOf(answer, this.#channel, operation))
    return await orAborted(opening, this.#channel.signal).catch((error: unknown) => {
      this.#background.add(opening.then((session) => this.cancel(session)))
      throw error
    })
  }

  /** end-14. A session that cannot be cancelled ends by itself, so failures do not matter. */
  async cancel(session: Session): Promise<void> {
    // Another may find out meanwhile which right it takes.
    const action = this.#cancelAction
    const status = await this.#cancel(session, action)
    if (status !== 401 || action === 'delete') return
    // Registries built on distribution want the right to delete. A token for that may be refused, so it is another.
    this.#cancelAction = 'delete'
    await this.#cancel(session, 'delete')
  }

  /** The same in the background. */
  cancelLater(session: Session): void {
    this.#background.add(this.cancel(session))
  }

  /** Resolves when no session is being cancelled any more. */
  async settled(): Promise<void> {
    await this.#background.settled()
  }

  /** Uploads a blob; `sent` is told of the bytes that go out. `session` is one that is open already. */
  async upload(blob: BlobId, content: BlobContent, sent: (bytes: number) => void, session?: Session): Promise<void> {
    const channel = this.#channel
    const { registry } = channel
    const operation = `upload of ${shortDigest(blob.digest)} (${formatBytes(blob.size)})`
    const url = channel.urlOf({ end: '4a', method: 'POST', name: channel.name })
    const start = this.#ending.request(operation, 'POST', url, [202], { begins: true })
    const parts = {
      ...{ channel, operation, blob, content, sent },
      open: () => this.#opened(registry.attempt(start), operation),
      cancel: (open: Session) => this.cancel(open),
      cancelLater: (open: Session) => this.cancelLater(open),
      has: () => this.#check.isThere(blob, (request) => registry.attempt(request)),
    }
    await new Upload(parts, session).run()
    if (!this.isDamaged(blob.digest) || (await this.has(blob.digest, blob.size))) return
    const reason = `its damaged copy of the blob, which is not ${blob.size} bytes long, is still there. Delete it at the registry`
    throw new RegistryError({ where: channel.where, operation, reason })
  }

  async #attemptMount(request: Request): Promise<Reply> {
    const { registry, countRetry } = this.#channel
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
    const channel = this.#ending
    const rights = action === 'delete' ? { scopes: channel.scopesWith('delete', channel.name) } : {}
    const expect = [200, 202, 204, 401, 404, 405]
    const details = { optional: true, ...rights }
    const request = channel.request('end of an upload', 'DELETE', session.url, expect, details)
    return await channel.registry.attempt(request).then(
      ({ status }) => status,
      () => undefined
    )
  }
}

/** Whether a mount failed in a way that all from that source will: not where only this blob or this moment was bad. */
function isClosing(error: unknown): boolean {
  if (!(error instanceof RegistryError)) return true
  return error.status !== 404 && (!error.transient || error.isSilence)
}
