import { randomUUID } from 'node:crypto'
import { contentOfBytes } from '../oci/blob-content.ts'
import { mediaTypes } from '../oci/descriptor.ts'
import { type Digest, digestOf } from '../oci/digest.ts'
import { formatRepository } from '../oci/distribution/reference.ts'
import type { Tag } from '../oci/distribution/tag.ts'
import { type Manifest, parseManifest } from '../oci/manifest.ts'
import { conditionOf } from '../registry/condition.ts'
import { RegistryError } from '../registry/errors/registry-error.ts'
import type { RemoteRepository } from '../registry/repository.ts'
import type { Removal } from './inventory.ts'

const emptyConfig = new TextEncoder().encode('{}')
/** image-spec, manifest.md, "Guidance for an Empty Descriptor" */
const emptyType = 'application/vnd.oci.empty.v1+json'

/**
 * Removes tags where only manifests can be deleted: moves the tag to a manifest of its own, and deletes that one, which
 * takes the tag with it.
 */
export class TagDisplacement {
  readonly #remote: RemoteRepository
  readonly #remove: (digest: Digest) => Promise<Removal>
  #prepared: Promise<void> | undefined

  /** `remove` deletes a manifest by its digest. */
  constructor(remote: RemoteRepository, remove: (digest: Digest) => Promise<Removal>) {
    this.#remote = remote
    this.#remove = remove
  }

  /** Removes a tag that points at `digest`; one that has moved stays. Throws RegistryError. */
  async untag(tag: Tag, digest: Digest): Promise<Removal> {
    const { manifests } = this.#remote
    this.#prepared ??= this.#prepare()
    await this.#prepared
    const seen = await manifests.lookClosely(tag)
    if (!seen?.manifest) return { removed: true }
    if (seen.digest !== digest) return { removed: false, reason: 'it was moved meanwhile' }
    const other = uniqueManifest()
    await manifests.putOnce(other, tag, conditionOf(seen))
    try {
      const removal = await this.#remove(other.descriptor.digest)
      if (!removal.removed) await this.#putBack(seen.manifest, tag)
      return removal
    } catch (error) {
      await this.#putBack(seen.manifest, tag)
      throw error
    }
  }

  /** Proves that manifests can be deleted, before a tag is moved to one that must be. */
  async #prepare(): Promise<void> {
    const { blobs, manifests } = this.#remote
    const config = { digest: digestOf(emptyConfig), size: emptyConfig.length }
    if (!(await blobs.has(config.digest))) await blobs.upload(config, contentOfBytes(emptyConfig), () => undefined)
    const probe = uniqueManifest()
    await manifests.put(probe, probe.descriptor.digest)
    const removal = await this.#remove(probe.descriptor.digest)
    if (removal.removed) return
    const where = formatRepository(this.#remote.repository)
    throw new RegistryError({ where, operation: 'deleting a manifest to try it out', reason: removal.reason })
  }

  async #putBack(manifest: Manifest, tag: Tag): Promise<void> {
    await this.#remote.afterwards.put(manifest, tag).catch((error: unknown) => {
      const where = formatRepository(this.#remote.repository)
      const advice = `The tag '${tag}' pointed at ${manifest.descriptor.digest}: push it again, or delete it.`
      throw new RegistryError({ where, operation: `putting the tag '${tag}' back`, advice, cause: error })
    })
  }
}

/** A manifest that no other tag can point at. */
function uniqueManifest(): Manifest {
  const config = { mediaType: emptyType, digest: digestOf(emptyConfig), size: emptyConfig.length }
  const fields = {
    schemaVersion: 2,
    mediaType: mediaTypes.ociManifest,
    artifactType: 'application/vnd.manifold.deleted-tag.v1',
    config,
    layers: [],
    annotations: { 'io.manifold.id': randomUUID() },
  }
  return parseManifest(new TextEncoder().encode(JSON.stringify(fields)))
}
