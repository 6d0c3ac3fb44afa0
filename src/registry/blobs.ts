import { formatBytes } from '../oci/bytes.ts'
import type { Descriptor } from '../oci/descriptor.ts'
import { type Digest, shortDigest } from '../oci/digest.ts'
import { toUrl } from '../oci/endpoint.ts'
import type { Channel } from './channel.ts'
import { RegistryError } from './registry-error.ts'
import { type Session, sessionOf } from './session.ts'
import { type BlobContent, Upload } from './upload.ts'

/** The blobs of one repository: distribution-spec, "Pulling blobs" and "Pushing". */
export class Blobs {
  readonly #channel: Channel

  constructor(channel: Channel) {
    this.#channel = channel
  }

  /** end-2. Anything short of a clear yes is a no: Artifactory answers 403 for what is missing. */
  async has(digest: Digest): Promise<boolean> {
    const operation = `check of ${shortDigest(digest)}`
    const endpoint = { end: '2', method: 'HEAD', name: this.#channel.name, digest } as const
    const answer = await this.#channel.ask(operation, endpoint, [200, 403, 404, 405])
    await answer.discard()
    return answer.status === 200
  }

  /**
   * end-11. Gives 'mounted', or the session that the registry opened instead, or undefined where it refused. A refusal
   * is never an error: registries have many ways to say that they cannot.
   */
  async mount(digest: Digest, from: string): Promise<'mounted' | Session | undefined> {
    const operation = `mount of ${shortDigest(digest)} from ${from}`
    const endpoint = { end: '11', method: 'POST', name: this.#channel.name, mount: digest, from } as const
    try {
      const answer = await this.#channel.ask(operation, endpoint, [201, 202], {
        scopes: this.#channel.scopesWith(from),
      })
      await answer.discard()
      return answer.status === 201 ? 'mounted' : sessionOf(answer, this.#channel, operation)
    } catch (error) {
      if (error instanceof RegistryError) return undefined
      throw error
    }
  }

  /** end-4a */
  async openSession(operation = 'start of an upload'): Promise<Session> {
    const endpoint = { end: '4a', method: 'POST', name: this.#channel.name } as const
    const answer = await this.#channel.ask(operation, endpoint, [202])
    await answer.discard()
    return sessionOf(answer, this.#channel, operation)
  }

  /** end-14. A session that cannot be cancelled ends by itself, so failures do not matter. */
  async cancel(session: Session): Promise<void> {
    const request = this.#channel.request('end of an upload', 'DELETE', session.url, [200, 202, 204, 404, 405])
    await this.#channel.registry.attempt(request).then(
      (answer) => answer.discard(),
      () => undefined
    )
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
    const url = new URL(toUrl({ end: '4a', method: 'POST', name: channel.name }), channel.registry.home)
    const parts = {
      channel,
      sent,
      has: () => this.has(blob.digest),
      open: async () => {
        const answer = await channel.registry.attempt(channel.request(operation, 'POST', url, [202]))
        await answer.discard()
        return sessionOf(answer, channel, operation)
      },
    }
    await new Upload(parts, blob, content, operation, session).run()
  }
}
