import { manifestMediaTypes } from '../oci/descriptor.ts'
import { algorithmOf, type Digest, digestOf, isDigest, shortDigest } from '../oci/digest.ts'
import type { On } from '../oci/endpoint.ts'
import { type Manifest, manifestLimit, parseManifest } from '../oci/manifest.ts'
import { isTag, type Tag } from '../oci/tag.ts'
import type { Channel } from './channel.ts'
import { claimedDigest, contradicts } from './claim.ts'
import { type Condition, entityTagOf, type Sighting } from './condition.ts'
import type { Reply } from './exchange.ts'
import { RegistryError } from './registry-error.ts'
import type { Patience } from './retry.ts'
import { listTags } from './tag-list.ts'

const accept = { accept: manifestMediaTypes.join(', ') }
const stored = [200, 201, 202]
/** Characters. IIS takes 2,048 for a query unless told otherwise, nginx 8,192 for the line, HAProxy 16,384 for the head. */
const urlLimit = 2_000
/** It may be the tags that a registry has a bad moment over: without them nothing is lost but a round trip. */
const triesWithTags = 3

/** The manifests and tags of one repository: distribution-spec, "Pulling manifests" and "Pushing Manifests". */
export class Manifests {
  readonly #channel: Channel

  constructor(channel: Channel) {
    this.#channel = channel
  }

  /** end-3: the digest that a tag points at, or a digest that is there; undefined where there is nothing. */
  async head(reference: Tag | Digest): Promise<Digest | undefined> {
    return (await this.look(reference))?.digest
  }

  /** The same, with what a write may be made conditional on. */
  async look(reference: Tag | Digest): Promise<Sighting | undefined> {
    const operation = `check of ${inWords(reference)}`
    const endpoint = { end: '3', method: 'HEAD', name: this.#channel.name, reference } as const
    const answer = await this.#channel.ask(operation, endpoint, [200, 403, 404, 405], { headers: accept })
    if (answer.status === 404) return undefined
    const claimed = answer.status === 200 ? claimedDigest(answer) : undefined
    const isSure = isDigest(reference) ? answer.status === 200 && !contradicts(answer, reference) && reference : claimed
    if (isSure) return { digest: isSure, ...entityTagOf(answer) }
    // HEAD says too little, or nothing where it is not known; a 403 may mean that nothing is there. Content that is
    // written again does no harm, other than a tag.
    return await this.#sight(reference, isDigest(reference))
  }

  /** The same for a tag, by its bytes: headers may lie. */
  async lookClosely(tag: Tag): Promise<Sighting | undefined> {
    return await this.#sight(tag, false)
  }

  /** end-3: a manifest, checked against the digest it was asked by; undefined where there is none. */
  async get(reference: Tag | Digest): Promise<Manifest | undefined> {
    return (await this.#read(reference, false))?.manifest
  }

  /** end-8: all tags of the repository, in the registry's order; none where there is no such repository. `time` is in milliseconds. */
  async tags(time?: number): Promise<readonly Tag[]> {
    return await listTags(this.#channel, time)
  }

  /**
   * end-7a: writes a manifest under its digest or a tag, and gives the digest that the registry says it stored;
   * undefined where it says none. Throws RegistryError where that is another one. `patience` is what is left of the tries,
   * where the registry may be given what it lacks and asked again.
   */
  async put(manifest: Manifest, reference: Tag | Digest, patience?: Patience): Promise<Digest | undefined> {
    const operation = isDigest(reference) ? `manifest ${inWords(reference)}` : `tag '${reference}'`
    const endpoint = { end: '7a', method: 'PUT', name: this.#channel.name, reference } as const
    const answer = await this.#channel.ask(operation, endpoint, stored, { ...bodyOf(manifest), patience })
    return this.#verify(answer, manifest, operation)
  }

  /**
   * The same for a tag, tried once: who tries again (`patience`) may want to look at the tag first. A registry that does
   * not know conditions carries out the write whatever the condition.
   */
  async putOnce(manifest: Manifest, tag: Tag, condition?: Condition): Promise<Digest | undefined> {
    const channel = this.#channel
    const operation = `tag '${tag}'`
    const url = channel.urlOf({ end: '7a', method: 'PUT', name: channel.name, reference: tag })
    const request = channel.request(operation, 'PUT', url, stored, bodyOf(manifest, condition))
    return this.#verify(await channel.registry.attempt(request), manifest, operation)
  }

  /** For what is tried several times here as a whole. */
  patience(): Patience {
    return this.#channel.patience()
  }

  /** Waits after a failed try as long as it takes; throws `error` where another is not worth it. */
  async recover(error: unknown, patience: Patience): Promise<void> {
    const { registry, countRetry } = this.#channel
    // Waiting alone does not bring what a manifest names.
    if (error instanceof RegistryError && error.lacksContent) throw error
    await registry.recover(error, patience)
    countRetry()
  }

  /** Whether one request may write several tags; undefined where that was not tried yet. */
  get takesTags(): boolean | undefined {
    return this.#channel.registry.habits.takesTags
  }

  /**
   * end-7b: writes a manifest under its digest and, in the same request, under these tags where the registry knows how;
   * in several, where their URL would be too long. Gives the tags that it took; the others are to be written one by one.
   * So what this costs where it is not known is no more than a `put` by digest, once per registry.
   */
  async putTags(manifest: Manifest, tags: readonly Tag[], patience?: Patience): Promise<readonly Tag[]> {
    const { habits } = this.#channel.registry
    const [first = [], ...others] = this.#inUrls(manifest, tags)
    if (habits.takesTags === false || tags.length === 0) {
      await this.put(manifest, manifest.descriptor.digest, patience)
      return []
    }
    const taken = await this.#putSome(manifest, first, patience)
    habits.takesTags = taken.length > 0
    const more = habits.takesTags ? others : []
    return [taken, ...(await Promise.all(more.map((some) => this.#putSome(manifest, some))))].flat()
  }

  /** The tags in as many parts as it takes for the URL of each to get through. */
  #inUrls({ descriptor: { digest } }: Manifest, tags: readonly Tag[]): readonly (readonly Tag[])[] {
    const parts: Tag[][] = []
    const lengthWith = (some: readonly Tag[]) => this.#channel.urlOf(this.#tagging(digest, some)).href.length
    for (const tag of tags) {
      const last = parts.at(-1)
      if (last && lengthWith([...last, tag]) <= urlLimit) last.push(tag)
      else parts.push([tag])
    }
    return parts
  }

  #tagging(reference: Digest, tags: readonly Tag[]): On<'7b'> {
    return { end: '7b', method: 'PUT', name: this.#channel.name, reference, tags }
  }

  async #putSome(manifest: Manifest, tags: readonly Tag[], patience?: Patience): Promise<readonly Tag[]> {
    const { digest } = manifest.descriptor
    const { takesTags } = this.#channel.registry.habits
    const operation = `manifest ${inWords(digest)} with ${tags.length} tags`
    const details = { ...bodyOf(manifest), patience, ...(!takesTags && { attempts: triesWithTags }) }
    const asked = this.#channel.ask(operation, this.#tagging(digest, tags), stored, details)
    const answer = await asked.catch((error: unknown) => {
      if (takesTags || !mayBeForTags(error)) throw error
    })
    // What is wrong with the manifest itself is said again.
    if (!answer) await this.put(manifest, digest, patience)
    else this.#verify(answer, manifest, operation)
    const told = answer ? tagsIn(answer) : []
    return tags.filter((tag) => told.includes(tag))
  }

  /** end-9, tried once. False where the registry has no such thing as removing a tag. */
  async removeOnce(tag: Tag): Promise<boolean> {
    const channel = this.#channel
    const url = channel.urlOf({ end: '9', method: 'DELETE', name: channel.name, reference: tag })
    const expect = [200, 202, 204, 404, 400, 403, 405]
    // Scopes apart: what a registry asks for beyond them is not to be asked for with each push. Quay refuses `delete`.
    const scopes = channel.scopesWith('pull', channel.name)
    const request = channel.request(`removal of tag '${tag}'`, 'DELETE', url, expect, { scopes })
    const { status } = await channel.registry.attempt(request)
    return status < 300 || status === 404
  }

  /** Artifactory answers 403 for what is not there (RTFACT-13797): `deniedIsMissing` takes it so. */
  async #read(
    reference: Tag | Digest,
    deniedIsMissing: boolean
  ): Promise<{ readonly manifest: Manifest; readonly answer: Reply } | undefined> {
    const operation = `reading of ${inWords(reference)}`
    const endpoint = { end: '3', method: 'GET', name: this.#channel.name, reference } as const
    const details = { headers: accept, limit: manifestLimit }
    const answer = await this.#channel.ask(operation, endpoint, [200, 404], details).catch((error: unknown) => {
      if (!(error instanceof RegistryError) || !tellsMissing(error, deniedIsMissing)) throw error
    })
    if (answer?.status !== 200) return undefined
    return { manifest: this.#parse(answer, reference, operation), answer }
  }

  async #sight(reference: Tag | Digest, deniedIsMissing: boolean): Promise<Sighting | undefined> {
    const found = await this.#read(reference, deniedIsMissing)
    return found && { digest: found.manifest.descriptor.digest, ...entityTagOf(found.answer) }
  }

  #parse(answer: Reply, reference: Tag | Digest, operation: string): Manifest {
    const algorithm = isDigest(reference) ? algorithmOf(reference) : 'sha256'
    try {
      const manifest = parseManifest(answer.body, answer.header('content-type'), algorithm)
      if (!isDigest(reference) || manifest.descriptor.digest === reference) return manifest
    } catch (cause) {
      throw new RegistryError({ where: this.#channel.where, operation, reason: (cause as Error).message, cause })
    }
    throw new RegistryError({
      where: this.#channel.where,
      operation,
      reason: `it sent something else for ${reference}`,
    })
  }

  #verify(answer: Reply, { descriptor, bytes }: Manifest, operation: string): Digest | undefined {
    const claimed = claimedDigest(answer)
    if (claimed === undefined) return undefined
    if (claimed === digestOf(bytes, algorithmOf(claimed))) return descriptor.digest
    throw new RegistryError({
      where: this.#channel.where,
      operation,
      reason: `it stored ${claimed} instead of ${descriptor.digest}`,
    })
  }
}

/** Whether a request failed in a way that it might not without the tags. Proxies end connections over a long URL, too. */
function mayBeForTags(error: unknown): boolean {
  if (!(error instanceof RegistryError) || error.lacksContent) return false
  return error.status !== undefined || (error.transient && !error.isSilence)
}

/** Told with a 403 by registries that tell strangers nothing. */
const missing = ['MANIFEST_UNKNOWN', 'NAME_UNKNOWN']

function tellsMissing(error: RegistryError, deniedIsMissing: boolean): boolean {
  if (missing.some((code) => error.has(code))) return true
  return deniedIsMissing && error.status === 403 && !error.isRateLimit
}

function bodyOf({ descriptor, bytes }: Manifest, condition?: Condition) {
  return { headers: { 'content-type': descriptor.mediaType, ...condition }, body: bytes }
}

function tagsIn(answer: Reply): readonly Tag[] {
  return answer
    .headers('oci-tag')
    .flatMap((line) => line.split(','))
    .map((tag) => tag.trim())
    .filter(isTag)
}

function inWords(reference: Tag | Digest): string {
  return isDigest(reference) ? shortDigest(reference) : `tag '${reference}'`
}
