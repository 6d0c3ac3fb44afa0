import type { BufferedResponse } from '../http/message.ts'
import type { RetryState } from '../http/retry/retry-state.ts'
import { algorithmOf, type Digest, digestOf, isDigest } from '../oci/digest.ts'
import type { On } from '../oci/distribution/endpoint.ts'
import { isTag, type Tag } from '../oci/distribution/tag.ts'
import { type Manifest, manifestLimit } from '../oci/manifest.ts'
import { type Condition, entityTagOf, type TagSnapshot } from './condition.ts'
import { claimedDigest, contradicts } from './digest-header.ts'
import { RegistryError } from './errors/registry-error.ts'
import { inWords, manifestInWords } from './in-words.ts'
import { listTags } from './lists/tag-list.ts'
import { acceptManifests, parseResponse } from './pull/find-manifest.ts'
import type { RepositoryRequests, RequestDetails } from './repository-requests.ts'

const stored = [200, 201, 202]
/** Characters. Defaults: IIS 2,048 for a query, nginx 8,192 for the request line, HAProxy 16,384 for the head. */
const urlLimit = 2_000
/** Transient failures may be due to the tags: going on without them costs only a round trip. */
const triesWithTags = 3

/** The manifests and tags of one repository: distribution-spec, "Pulling manifests" and "Pushing Manifests". */
export class Manifests {
  readonly #requests: RepositoryRequests

  constructor(requests: RepositoryRequests) {
    this.#requests = requests
  }

  /** end-3: the digest of the manifest that a tag or digest refers to; undefined if it does not exist. */
  async head(reference: Tag | Digest): Promise<Digest | undefined> {
    return (await this.look(reference))?.digest
  }

  /** Like `head`, with the entity tag for a conditional write. */
  async look(reference: Tag | Digest): Promise<TagSnapshot | undefined> {
    const operation = `check of ${inWords(reference)}`
    const endpoint = { end: '3', method: 'HEAD', name: this.#requests.name, reference } as const
    const response = await this.#requests.ask(operation, endpoint, [200, 403, 404, 405], { headers: acceptManifests })
    if (response.status === 404) return undefined
    const claimed = response.status === 200 ? claimedDigest(response) : undefined
    const isSure = isDigest(reference)
      ? response.status === 200 && !contradicts(response, reference) && reference
      : claimed
    if (isSure) return { digest: isSure, ...entityTagOf(response) }
    // HEAD says too little, or is not supported; a 403 may mean that the manifest is missing. Writing content again
    // does no harm; writing a tag again may.
    return await this.#sight(reference, isDigest(reference))
  }

  /** Like `look`, but reads the tag's manifest: headers may be wrong. */
  async lookClosely(tag: Tag): Promise<TagSnapshot | undefined> {
    return await this.#sight(tag, false)
  }

  /** end-3: a manifest, verified against the digest in `reference`; undefined if it does not exist. */
  async get(reference: Tag | Digest): Promise<Manifest | undefined> {
    return (await this.#read(reference, false))?.manifest
  }

  /** end-8: all tags, in the registry's order; empty if the repository does not exist. `time` is in milliseconds. */
  async tags(time?: number): Promise<readonly Tag[]> {
    return await listTags(this.#requests, time)
  }

  /**
   * end-7a: pushes a manifest by digest or tag, and returns the digest that the registry says it stored; undefined if
   * it does not say. Throws RegistryError if that is a different one. `retryState` is what to continue with,
   * for callers that push the missing content and try again.
   */
  async put(manifest: Manifest, reference: Tag | Digest, retryState?: RetryState): Promise<Digest | undefined> {
    const operation = isDigest(reference) ? manifestInWords(manifest, reference) : `tag '${reference}'`
    const endpoint = { end: '7a', method: 'PUT', name: this.#requests.name, reference } as const
    const response = await this.#requests.ask(operation, endpoint, stored, {
      ...bodyOf(manifest),
      retryState,
    })
    return this.#verify(response, manifest, operation)
  }

  /**
   * Pushes a tag without retries: callers that retry (`retryState`) may want to read the tag first. A registry that does
   * not support conditions writes regardless of the condition.
   */
  async putOnce(manifest: Manifest, tag: Tag, condition?: Condition): Promise<Digest | undefined> {
    const requests = this.#requests
    const operation = `tag '${tag}'`
    const url = requests.urlOf({ end: '7a', method: 'PUT', name: requests.name, reference: tag })
    const request = requests.request(operation, 'PUT', url, stored, bodyOf(manifest, condition))
    return this.#verify(await requests.registry.attempt(request), manifest, operation)
  }

  /** The retry state for an operation of several requests. */
  retryState(): RetryState {
    return this.#requests.retryState()
  }

  /** Waits after a failed attempt until the next one; throws `error` if another is not worth it. */
  async recover(error: unknown, retryState: RetryState): Promise<void> {
    const { registry, countRetry } = this.#requests
    // Waiting alone does not supply the content that a manifest references.
    if (error instanceof RegistryError && error.lacksContent) throw error
    await registry.recover(error, retryState)
    countRetry()
  }

  /** Whether one request may write several tags; undefined until that was tried. */
  get takesTags(): boolean | undefined {
    return this.#requests.registry.capabilities.takesTags
  }

  /**
   * end-7b: pushes a manifest by digest and, in the same request, by these tags if the registry supports that; in
   * several requests if the URL would be too long. Returns the tags that were written; the others must be written one
   * by one. If this is not supported, it costs only one `put` by digest, once per registry.
   */
  async putTags(manifest: Manifest, tags: readonly Tag[], retryState?: RetryState): Promise<readonly Tag[]> {
    const { capabilities } = this.#requests.registry
    const [first = [], ...others] = this.#inUrls(manifest, tags)
    if (capabilities.takesTags === false || tags.length === 0) {
      await this.put(manifest, manifest.descriptor.digest, retryState)
      return []
    }
    const taken = await this.#putSome(manifest, first, retryState)
    capabilities.takesTags = taken.length > 0
    const more = capabilities.takesTags ? others : []
    return [taken, ...(await Promise.all(more.map((some) => this.#putSome(manifest, some))))].flat()
  }

  /** Splits the tags so that no URL is too long. */
  #inUrls({ descriptor: { digest } }: Manifest, tags: readonly Tag[]): readonly (readonly Tag[])[] {
    const parts: Tag[][] = []
    const lengthWith = (some: readonly Tag[]) => this.#requests.urlOf(this.#tagging(digest, some)).href.length
    for (const tag of tags) {
      const last = parts.at(-1)
      if (last && lengthWith([...last, tag]) <= urlLimit) last.push(tag)
      else parts.push([tag])
    }
    return parts
  }

  #tagging(reference: Digest, tags: readonly Tag[]): On<'7b'> {
    return { end: '7b', method: 'PUT', name: this.#requests.name, reference, tags }
  }

  async #putSome(manifest: Manifest, tags: readonly Tag[], retryState?: RetryState): Promise<readonly Tag[]> {
    const { digest } = manifest.descriptor
    const { takesTags } = this.#requests.registry.capabilities
    const operation = `manifest ${inWords(digest)} with ${tags.length} tags`
    const details: RequestDetails = { ...bodyOf(manifest), retryState, ...(!takesTags && { attempts: triesWithTags }) }
    const asked = this.#requests.ask(operation, this.#tagging(digest, tags), stored, details)
    const response = await asked.catch((error: unknown) => {
      if (takesTags || !mayBeForTags(error)) throw error
    })
    // If the manifest itself is at fault, this fails with that error.
    if (!response) await this.put(manifest, digest, retryState)
    else this.#verify(response, manifest, operation)
    const told = response ? tagsIn(response) : []
    return tags.filter((tag) => told.includes(tag))
  }

  /** end-9, without retries. False if the registry does not support deleting it. */
  async removeOnce(reference: Tag | Digest): Promise<boolean> {
    const requests = this.#requests
    const url = requests.urlOf({ end: '9', method: 'DELETE', name: requests.name, reference })
    const expect = [200, 202, 204, 404, 400, 403, 405]
    // Separate scopes: what a registry asks for beyond them must not be requested for each push. Quay refuses `delete`.
    const scopes = requests.scopesWith('pull', requests.name)
    const request = requests.request(`removal of ${inWords(reference)}`, 'DELETE', url, expect, { scopes })
    const { status } = await requests.registry.attempt(request)
    return status < 300 || status === 404
  }

  /** Artifactory answers 403 for a missing manifest (RTFACT-13797): with `deniedIsMissing` that counts as missing. */
  async #read(
    reference: Tag | Digest,
    deniedIsMissing: boolean
  ): Promise<{ readonly manifest: Manifest; readonly response: BufferedResponse } | undefined> {
    const operation = `reading ${inWords(reference)}`
    const endpoint = { end: '3', method: 'GET', name: this.#requests.name, reference } as const
    const details = { headers: acceptManifests, limit: manifestLimit }
    const response = await this.#requests.ask(operation, endpoint, [200, 404], details).catch((error: unknown) => {
      if (!(error instanceof RegistryError) || !meansMissing(error, deniedIsMissing)) throw error
    })
    if (response?.status !== 200) return undefined
    return { manifest: parseResponse(response, reference, { where: this.#requests.where, operation }), response }
  }

  async #sight(reference: Tag | Digest, deniedIsMissing: boolean): Promise<TagSnapshot | undefined> {
    const seen = await this.#read(reference, deniedIsMissing)
    return seen && { digest: seen.manifest.descriptor.digest, manifest: seen.manifest, ...entityTagOf(seen.response) }
  }

  #verify(response: BufferedResponse, { descriptor, bytes, subject }: Manifest, operation: string): Digest | undefined {
    if (subject) this.#requests.registry.capabilities.takesSubject = response.header('oci-subject') !== undefined
    const claimed = claimedDigest(response)
    if (claimed === undefined) return undefined
    if (claimed === digestOf(bytes, algorithmOf(claimed))) return descriptor.digest
    throw new RegistryError({
      where: this.#requests.where,
      operation,
      reason: `it stored ${claimed} instead of ${descriptor.digest}`,
    })
  }
}

/** Whether a request may succeed without the tags. Proxies also close connections because of a long URL. */
function mayBeForTags(error: unknown): boolean {
  if (!(error instanceof RegistryError) || error.lacksContent) return false
  return error.status !== undefined || (error.transient && !error.isSilence)
}

/** Sent with a 403 by registries that do not disclose what exists. */
const missing = ['MANIFEST_UNKNOWN', 'NAME_UNKNOWN']

function meansMissing(error: RegistryError, deniedIsMissing: boolean): boolean {
  if (missing.some((code) => error.has(code))) return true
  return deniedIsMissing && error.status === 403 && !error.isRateLimit
}

function bodyOf({ descriptor, bytes }: Manifest, condition?: Condition) {
  return { headers: { 'content-type': descriptor.mediaType, ...condition }, body: bytes }
}

function tagsIn(response: BufferedResponse): readonly Tag[] {
  return response
    .headers('oci-tag')
    .flatMap((line) => line.split(','))
    .map((tag) => tag.trim())
    .filter(isTag)
}
