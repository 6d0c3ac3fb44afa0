import { ContentError } from '../oci/content-error.ts'
import { manifestMediaTypes } from '../oci/descriptor.ts'
import { algorithmOf, type Digest, isDigest, shortDigest } from '../oci/digest.ts'
import { type Manifest, manifestLimit, parseManifest } from '../oci/manifest.ts'
import type { Tag } from '../oci/tag.ts'
import type { Channel } from './channel.ts'
import type { Answer } from './exchange.ts'
import { RegistryError } from './registry-error.ts'

const accept = { accept: manifestMediaTypes.join(', ') }

/** The manifests and tags of one repository: distribution-spec, "Pulling manifests" and "Pushing Manifests". */
export class Manifests {
  readonly #channel: Channel

  constructor(channel: Channel) {
    this.#channel = channel
  }

  /** end-3: the digest that a tag points at, or a digest that is there; undefined where there is nothing. */
  async head(reference: Tag | Digest): Promise<Digest | undefined> {
    const operation = `check of ${name(reference)}`
    const endpoint = { end: '3', method: 'HEAD', name: this.#channel.name, reference } as const
    const answer = await this.#channel.ask(operation, endpoint, [200, 404], { headers: accept })
    await answer.discard()
    if (answer.status === 404) return undefined
    return isDigest(reference) ? reference : (digestIn(answer) ?? (await this.get(reference))?.descriptor.digest)
  }

  /** end-3: a manifest, checked against the digest it was asked by; undefined where there is none. */
  async get(reference: Tag | Digest): Promise<Manifest | undefined> {
    const operation = `reading of ${name(reference)}`
    const endpoint = { end: '3', method: 'GET', name: this.#channel.name, reference } as const
    const answer = await this.#channel.ask(operation, endpoint, [200, 404], { headers: accept })
    if (answer.status === 404) {
      await answer.discard()
      return undefined
    }
    const bytes = await answer.bytes(manifestLimit)
    const algorithm = isDigest(reference) ? algorithmOf(reference) : 'sha256'
    const manifest = parseManifest(bytes, answer.header('content-type'), algorithm)
    if (!isDigest(reference) || manifest.descriptor.digest === reference) return manifest
    throw new ContentError(`${this.#channel.where} sent something else for ${reference}`)
  }

  /**
   * end-7a: writes a manifest under its digest or a tag, and gives the digest that the registry says it stored;
   * undefined where it says none. Throws RegistryError where that is another one.
   */
  async put(manifest: Manifest, reference: Tag | Digest): Promise<Digest | undefined> {
    const operation = isDigest(reference) ? `manifest ${name(reference)}` : `tag '${reference}'`
    const endpoint = { end: '7a', method: 'PUT', name: this.#channel.name, reference } as const
    const answer = await this.#channel.ask(operation, endpoint, [200, 201, 202], this.#bodyOf(manifest))
    await answer.discard()
    return this.#stored(answer, manifest, operation)
  }

  /** end-9. False where the registry has no such thing as removing a tag. */
  async remove(tag: Tag): Promise<boolean> {
    const endpoint = { end: '9', method: 'DELETE', name: this.#channel.name, reference: tag } as const
    const answer = await this.#channel.ask(`removal of tag '${tag}'`, endpoint, [200, 202, 204, 404, 400, 403, 405])
    await answer.discard()
    return answer.status < 300 || answer.status === 404
  }

  #bodyOf({ descriptor, bytes }: Manifest) {
    return { headers: { 'content-type': descriptor.mediaType }, body: bytes }
  }

  #stored(answer: Answer, { descriptor }: Manifest, operation: string): Digest | undefined {
    const stored = digestIn(answer)
    if (stored === undefined || stored === descriptor.digest) return stored
    throw new RegistryError({
      where: this.#channel.where,
      operation,
      reason: `it stored ${stored} instead of ${descriptor.digest}`,
    })
  }
}

function name(reference: Tag | Digest): string {
  return isDigest(reference) ? shortDigest(reference) : `tag '${reference}'`
}

function digestIn(answer: Answer): Digest | undefined {
  const text = answer.header('docker-content-digest')
  return text !== undefined && isDigest(text) ? text : undefined
}
