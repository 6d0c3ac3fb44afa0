import { randomUUID } from 'node:crypto'
import { mediaTypes } from '../../../oci/descriptor.ts'
import type { Digest } from '../../../oci/digest.ts'
import type { Tag } from '../../../oci/distribution/tag.ts'
import { type Manifest, parseManifest } from '../../../oci/manifest.ts'
import { RegistryError } from '../../../registry/errors/registry-error.ts'
import { inWords } from '../../../registry/in-words.ts'
import { RemoteRepository } from '../../../registry/repository.ts'
import type { Removal } from '../../inventory.ts'
import type { InventoryContext } from '../../inventory-kind.ts'
import { refused, removed } from '../listed.ts'

/** Deletes a manifest with its tag; undefined if the registry does not know it yet. `turn` counts from 1. */
type Remove = (replacement: Digest, turn: number) => Promise<Removal | undefined>

/**
 * Removes a tag where that takes its manifest along: moves it to an empty index that nobody else has, and deletes that.
 * If it cannot be deleted, the tag is put back.
 */
export async function untagByReplacing(
  tag: Tag,
  digest: Digest,
  { registry, repository, signal }: Pick<InventoryContext, 'registry' | 'repository' | 'signal'>,
  remove: Remove
): Promise<Removal> {
  const { manifests } = new RemoteRepository(registry, repository)
  const before = await manifests.get(tag)
  if (!before) return removed
  if (before.descriptor.digest !== digest) return refused(`it points at ${inWords(before.descriptor.digest)} by now`)
  const replacement = uniqueIndex()
  await manifests.put(replacement, tag)
  const patience = registry.retryState(signal)
  try {
    for (let turn = 1; ; turn++) {
      const removal = await remove(replacement.descriptor.digest, turn)
      if (removal?.removed === false) await manifests.put(before, tag)
      if (removal) return removal
      await patience.pause(turn)
    }
  } catch (error) {
    if (error instanceof RegistryError) await manifests.put(before, tag)
    throw error
  }
}

/** The digest of an index that is like others would be theirs, too. */
function uniqueIndex(): Manifest {
  const annotations = { 'org.opencontainers.image.ref.name': `removed-${randomUUID()}` }
  const index = { schemaVersion: 2, mediaType: mediaTypes.ociIndex, manifests: [], annotations }
  return parseManifest(new TextEncoder().encode(JSON.stringify(index)))
}
