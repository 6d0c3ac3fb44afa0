import type { BufferedResponse } from '../../http/message.ts'
import { BadRedirect } from '../../http/redirect.ts'
import type { BlobId } from '../../oci/descriptor.ts'
import { type Digest, digestOf, shortDigest } from '../../oci/digest.ts'
import { contradicts } from '../digest-header.ts'
import { RegistryError } from '../errors/registry-error.ts'
import type { RegistryRequest } from '../registry-request.ts'
import type { RepositoryRequests } from '../repository-requests.ts'

/** The blob to check for, with its size if known. */
interface Asked {
  readonly digest: Digest
  readonly size?: number | undefined
}

type Send = (request: RegistryRequest) => Promise<BufferedResponse>

/** The digests of empty content. */
const empty: ReadonlySet<Digest> = new Set(
  (['sha256', 'sha512'] as const).map((algorithm) => digestOf(new Uint8Array(), algorithm))
)

/**
 * Checks whether one repository has a blob: end-2. Anything but a clear yes counts as no: Artifactory answers 403 for a
 * missing blob, and a full disk leaves blobs of the wrong size. A wrong size is checked again with GET, since responses
 * to HEAD may have any length.
 */
export class BlobCheck {
  readonly #requests: RepositoryRequests
  /** The sizes that the registry reported for blobs that were checked without a known size. */
  readonly #shown = new Map<Digest, number>()
  readonly #damaged = new Set<Digest>()

  constructor(requests: RepositoryRequests) {
    this.#requests = requests
  }

  isDamaged(digest: Digest): boolean {
    return this.#damaged.has(digest)
  }

  isSuspect({ digest, size }: BlobId): boolean {
    return (this.#shown.get(digest) ?? size) !== size
  }

  /** Checks with retries. */
  async isThere(asked: Asked): Promise<boolean> {
    const { registry, countRetry } = this.#requests
    return await this.#isThere(asked, (request) => registry.send(request, countRetry))
  }

  /** Checks without retries. */
  async isThereOnce(asked: Asked): Promise<boolean> {
    return await this.#isThere(asked, (request) => this.#requests.registry.attempt(request))
  }

  async #isThere(asked: Asked, send: Send): Promise<boolean> {
    try {
      return (await this.#byHead(asked, send)) ?? (await this.#byGet(asked, send))
    } catch (error) {
      // The redirect must not be followed to check; uploading the blob again does no harm.
      if (error instanceof RegistryError && error.cause instanceof BadRedirect) return false
      throw error
    }
  }

  /** Undefined if HEAD is not supported, or reports a size that is not the blob's. */
  async #byHead(asked: Asked, send: Send): Promise<boolean | undefined> {
    const { digest } = asked
    const { capabilities } = this.#requests.registry
    if (!capabilities.knowsHead) return undefined
    const response = await send(this.#request('HEAD', digest, [200, 403, 404, 405]))
    if (response.status === 405) {
      capabilities.knowsHead = false
      return undefined
    }
    if (response.status !== 200 || contradicts(response, digest)) return false
    return this.#fits(asked, sizeIn(response)) ? true : undefined
  }

  /** 416 means that the stored blob is empty. If ranges are not supported, the rest of the body is not awaited. */
  async #byGet(asked: Asked, send: Send): Promise<boolean> {
    const { digest } = asked
    const response = await send(this.#request('GET', digest, [200, 206, 416, 403, 404]))
    if ([403, 404].includes(response.status) || contradicts(response, digest)) return false
    const size = sizeIn(response)
    // Without the size of what is stored (RFC 9110, 15.5.17), a proxy may as well have answered.
    if (response.status === 416 && size === undefined) return false
    const isWhole = this.#fits(asked, size)
    if (isWhole) this.#damaged.delete(digest)
    else this.#damaged.add(digest)
    return isWhole
  }

  /** Whether the reported size fits the blob. If its size is not known, any size fits but zero. */
  #fits({ digest, size }: Asked, shown: number | undefined): boolean {
    if (size !== undefined) this.#shown.delete(digest)
    if (shown === undefined) return true
    if (size !== undefined) return shown === size
    this.#shown.set(digest, shown)
    return shown > 0 || empty.has(digest)
  }

  #request(method: 'HEAD' | 'GET', digest: Digest, expect: readonly number[]): RegistryRequest {
    const requests = this.#requests
    const url = requests.urlOf({ end: '2', method, name: requests.name, digest })
    const details = method === 'GET' ? { headers: { range: 'bytes=0-0' } } : {}
    return requests.request(`check of ${shortDigest(digest)}`, method, url, expect, details)
  }
}

/** The size of the content that a response is about, if it states one. */
function sizeIn(response: BufferedResponse): number | undefined {
  const range = /\/(\d+)$/.exec(response.header('content-range') ?? '')?.[1]
  const told = response.status === 200 ? response.header('content-length') : range
  return told === undefined ? undefined : Number(told)
}
