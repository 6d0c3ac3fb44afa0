import type { BlobId } from '../oci/descriptor.ts'
import { type Digest, digestOf, shortDigest } from '../oci/digest.ts'
import type { Channel } from './channel.ts'
import { contradicts } from './claim.ts'
import type { Reply } from './exchange.ts'
import { BadRedirect } from './redirect.ts'
import { RegistryError } from './registry-error.ts'
import type { Request } from './request.ts'

/** A blob that is asked for; its size, where that is known. */
interface Asked {
  readonly digest: Digest
  readonly size?: number | undefined
}

type Send = (request: Request) => Promise<Reply>

/** The digests of nothing. */
const empty: ReadonlySet<Digest> = new Set(
  (['sha256', 'sha512'] as const).map((algorithm) => digestOf(new Uint8Array(), algorithm))
)

/**
 * Asks one repository whether it has a blob: end-2. Anything short of a clear yes is a no: Artifactory answers 403 for
 * what is missing, and a full disk leaves blobs of another size. Of such a size it is asked again with GET, since answers
 * to HEAD may have any length.
 */
export class BlobCheck {
  readonly #channel: Channel
  /** The sizes of blobs that were asked for without one. */
  readonly #shown = new Map<Digest, number>()
  readonly #damaged = new Set<Digest>()

  constructor(channel: Channel) {
    this.#channel = channel
  }

  isDamaged(digest: Digest): boolean {
    return this.#damaged.has(digest)
  }

  isSuspect({ digest, size }: BlobId): boolean {
    return (this.#shown.get(digest) ?? size) !== size
  }

  async isThere(asked: Asked, send: Send): Promise<boolean> {
    try {
      return (await this.#byHead(asked, send)) ?? (await this.#byGet(asked, send))
    } catch (error) {
      // Nobody may be sent there to look: what is uploaded once more does no harm.
      if (error instanceof RegistryError && error.cause instanceof BadRedirect) return false
      throw error
    }
  }

  /** Undefined where HEAD is not known, or gives a size that is not the blob's. */
  async #byHead(asked: Asked, send: Send): Promise<boolean | undefined> {
    const { digest } = asked
    const { habits } = this.#channel.registry
    if (!habits.knowsHead) return undefined
    const answer = await send(this.#request('HEAD', digest, [200, 403, 404, 405]))
    if (answer.status === 405) {
      habits.knowsHead = false
      return undefined
    }
    if (answer.status !== 200 || contradicts(answer, digest)) return false
    return this.#fits(asked, sizeIn(answer)) ? true : undefined
  }

  /** 416 says that there is no first byte in what is there. Where ranges are not known nobody waits for the rest. */
  async #byGet(asked: Asked, send: Send): Promise<boolean> {
    const { digest } = asked
    const answer = await send(this.#request('GET', digest, [200, 206, 416, 403, 404]))
    if ([403, 404].includes(answer.status) || contradicts(answer, digest)) return false
    const isWhole = this.#fits(asked, sizeIn(answer))
    if (isWhole) this.#damaged.delete(digest)
    else this.#damaged.add(digest)
    return isWhole
  }

  /** Whether what is shown may be the blob. Without a size that is all but nothing. */
  #fits({ digest, size }: Asked, shown: number | undefined): boolean {
    if (size !== undefined) this.#shown.delete(digest)
    if (shown === undefined) return true
    if (size !== undefined) return shown === size
    this.#shown.set(digest, shown)
    return shown > 0 || empty.has(digest)
  }

  #request(method: 'HEAD' | 'GET', digest: Digest, expect: readonly number[]): Request {
    const channel = this.#channel
    const url = channel.urlOf({ end: '2', method, name: channel.name, digest })
    const details = method === 'GET' ? { headers: { range: 'bytes=0-0' } } : {}
    return channel.request(`check of ${shortDigest(digest)}`, method, url, expect, details)
  }
}

/** The size of the content that an answer is about, where it says one. */
function sizeIn(answer: Reply): number | undefined {
  const range = /\/(\d+)$/.exec(answer.header('content-range') ?? '')?.[1]
  const told = answer.status === 200 ? answer.header('content-length') : range
  return told === undefined ? undefined : Number(told)
}
