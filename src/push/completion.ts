import { setTimeout } from 'node:timers/promises'
import { isDistributable } from '../oci/descriptor.ts'
import { type Digest, isDigest } from '../oci/digest.ts'
import type { Image } from '../oci/image.ts'
import type { Manifest } from '../oci/manifest.ts'
import type { Tag } from '../oci/tag.ts'
import { RegistryError } from '../registry/registry-error.ts'
import type { BlobContent } from '../registry/upload.ts'
import type { Push } from './push.ts'
import { settleAll } from './settle.ts'

/** The content of a blob, where it is in our hands. */
export type ContentOf = (digest: Digest) => BlobContent | undefined

/** How often a registry may say that it lacks what it said it has. */
const attempts = 4
/** Milliseconds before a registry that may not have caught up with itself is asked again. */
const firstWait = 500

/**
 * Makes an image whole at one target, blobs before manifests and children before parents, all under digests: no tag
 * shows any of it. Each part follows its own chain, none waits for a part that it does not need. Rejects with
 * MissingBlobs where blobs are neither there nor in our hands.
 */
export class Completion {
  readonly push: Push
  readonly image: Image
  readonly #contentOf: ContentOf
  readonly #manifests: ReadonlyMap<Digest, Manifest>
  readonly #puts = new Map<Digest, Promise<void>>()

  constructor(push: Push, image: Image, contentOf: ContentOf) {
    this.push = push
    this.image = image
    this.#contentOf = contentOf
    this.#manifests = new Map(image.manifests.map((manifest) => [manifest.descriptor.digest, manifest]))
    if (push.isPresent(image.root.digest)) {
      push.addPresent([...this.#manifests.keys(), ...image.blobs.map(({ digest }) => digest)])
    }
  }

  get root(): Manifest {
    return this.#manifests.get(this.image.root.digest) as Manifest
  }

  /** Brings all there is, the root included. */
  async complete(): Promise<void> {
    await this.#bring(this.root)
  }

  /** Brings all there is below the root. */
  async bringContent(): Promise<void> {
    await this.#bringContentOf(this.root)
  }

  /** Writes the root, and gives the digest that the registry says it stored, if it says one. */
  async putRoot(reference: Digest | Tag): Promise<Digest | undefined> {
    return await this.#put(this.root, reference)
  }

  async #bringContentOf(manifest: Manifest): Promise<void> {
    await settleAll([
      ...manifest.blobs.filter(isDistributable).map((blob) => this.push.ensure(blob, this.#contentOf(blob.digest))),
      ...manifest.children.map((child) => {
        const known = this.#manifests.get(child.digest)
        return known ? this.#bring(known) : this.push.ensure(child, this.#contentOf(child.digest))
      }),
    ])
  }

  #bring(manifest: Manifest): Promise<void> {
    const { digest } = manifest.descriptor
    const running = this.#puts.get(digest) ?? this.#putOnce(manifest)
    this.#puts.set(digest, running)
    return running
  }

  async #putOnce(manifest: Manifest): Promise<void> {
    const { digest } = manifest.descriptor
    await this.#bringContentOf(manifest)
    if (!this.push.isPresent(digest)) await this.#put(manifest, digest)
  }

  /** Writes a manifest. A registry that lacks what it claimed is waited for, then believed no more. */
  async #put(manifest: Manifest, reference: Digest | Tag): Promise<Digest | undefined> {
    for (let attempt = 1; ; attempt++) {
      await this.#bringContentOf(manifest)
      try {
        return await this.push.remote.manifests.put(manifest, reference)
      } catch (error) {
        if (!lacksContent(error) || attempt === attempts) throw error
        await setTimeout(firstWait * 2 ** (attempt - 1))
        if (attempt > 1) this.#distrust(namedBy(error, manifest))
      }
    }
  }

  #distrust(digests: readonly Digest[]): void {
    for (const digest of digests) {
      this.push.distrust(digest)
      this.#puts.delete(digest)
    }
  }
}

function lacksContent(error: unknown): error is RegistryError {
  const codes = ['MANIFEST_BLOB_UNKNOWN', 'BLOB_UNKNOWN', 'MANIFEST_UNKNOWN']
  return error instanceof RegistryError && codes.some((code) => error.has(code))
}

/** What an error names as unknown, or all that the manifest needs where it names none of it. */
function namedBy(error: RegistryError, manifest: Manifest): readonly Digest[] {
  const own = [...manifest.blobs, ...manifest.children].map(({ digest }) => digest)
  const said = JSON.stringify(error.failure.problems?.map(({ detail, message }) => [detail, message])) ?? ''
  const digests = [...said.matchAll(/sha(?:256|512):[0-9a-f]+/g)].map(([digest]) => digest)
  const named = digests.filter(isDigest).filter((digest) => own.includes(digest))
  return named.length > 0 ? named : own
}
