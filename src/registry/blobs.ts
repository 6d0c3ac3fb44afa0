import { formatBytes } from '../oci/bytes.ts'
import type { Descriptor } from '../oci/descriptor.ts'
import { type Digest, shortDigest } from '../oci/digest.ts'
import type { Channel } from './channel.ts'
import { contradicts } from './claim.ts'
import { RegistryError } from './registry-error.ts'
import { type Session, sessionOf } from './session.ts'
import { type BlobContent, Upload } from './upload.ts'

/** The blobs of one repository: distribution-spec, "Pulling blobs" and "Pushing". */
export class Blobs {
  readonly #channel: Channel
  /** Repositories that nothing can be mounted from: none is asked for twice. */
  readonly #closedSources = new Set<string>()
  #cancelAction: 'push' | 'delete' = 'push'

  constructor(channel: Channel) {
    this.#channel = channel
  }

  /** end-2. Anything short of a clear yes is a no: Artifactory answers 403 for what is missing. */
  async has(digest: Digest): Promise<boolean> {
    const operation = `check of ${shortDigest(digest)}`
    const endpoint = { end: '2', method: 'HEAD', name: this.#channel.name, digest } as const
    const answer = await this.#channel.ask(operation, endpoint, [200, 403, 404, 405])
    return answer.status === 200 && !contradicts(answer, digest)
  }

  /**
   * end-11. Gives 'mounted', or the session that the registry opened instead, or undefined where it refused. A refusal
   * is never an error: registries have many ways to say that they cannot.
   */
  async mount(digest: Digest, from: string): Promise<'mounted' | Session | undefined> {
    if (this.#closedSources.has(from)) return undefined
    const operation = `mount of ${shortDigest(digest)} from ${from}`
    const endpoint = { end: '11', method: 'POST', name: this.#channel.name, mount: digest, from } as const
    const scopes = this.#channel.scopesWith('pull', from)
    try {
      const answer = await this.#channel.ask(operation, endpoint, [201, 202], { scopes })
      if (answer.status === 202) return sessionOf(answer, this.#channel, operation)
      return contradicts(answer, digest) ? undefined : 'mounted'
    } catch (error) {
      if (!(error instanceof RegistryError)) throw error
      // Where only this blob is missing, another may be there.
      if (error.status !== 404) this.#closedSources.add(from)
      return undefined
    }
  }

  /** end-4a */
  async openSession(operation = 'start of an upload'): Promise<Session> {
    const endpoint = { end: '4a', method: 'POST', name: this.#channel.name } as const
    return sessionOf(await this.#channel.ask(operation, endpoint, [202]), this.#channel, operation)
  }

  /** end-14. A session that cannot be cancelled ends by itself, so failures do not matter and nobody waits for long. */
  async cancel(session: Session): Promise<void> {
    const status = await this.#cancel(session)
    if (status !== 401 || this.#cancelAction === 'delete') return
    // Registries built on distribution want the right to delete. A token for that may be refused, so it is another.
    this.#cancelAction = 'delete'
    await this.#cancel(session)
  }

  /** Uploads a blob; `sent` is told of the bytes that go out. `session` is one that is open already. */
  async upload(
    blob: Descriptor,
    content: BlobContent,
    sent: (bytes: number) => void,
    session?: Session
  ): Promise<void> {
    const channel = this.#channel
    const operation = `upload of ${shortDigest(blob.digest)} (${formatBytes(blob.size)})`
    const url = channel.urlOf({ end: '4a', method: 'POST', name: channel.name })
    const start = channel.request(operation, 'POST', url, [202])
    const parts = {
      ...{ channel, operation, blob, content, sent },
      open: async () => sessionOf(await channel.registry.attempt(start), channel, operation),
      cancel: (open: Session) => this.cancel(open),
      has: () => this.has(blob.digest),
    }
    await new Upload(parts, session).run()
  }

  async #cancel(session: Session): Promise<number | undefined> {
    const channel = this.#channel
    const rights = this.#cancelAction === 'delete' ? { scopes: channel.scopesWith('delete', channel.name) } : {}
    const expect = [200, 202, 204, 401, 404, 405]
    const details = { optional: true, ...rights }
    const request = channel.request('end of an upload', 'DELETE', session.url, expect, details)
    return await channel.registry.attempt(request).then(
      ({ status }) => status,
      () => undefined
    )
  }
}
