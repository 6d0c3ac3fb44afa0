import { ConcurrencyLimit } from '../../async/concurrency-limit.ts'
import { wait } from '../../async/wait.ts'
import type { Digest } from '../../oci/digest.ts'
import type { Tag } from '../../oci/distribution/tag.ts'
import type { RemoteRepository } from '../../registry/repository.ts'
import type { Inventory } from '../inventory.ts'
import type { RemovalReport } from './removal-report.ts'

const requestsAtOnce = 32

/** What a registry has after a removal that it should not have, or that is new. */
export interface RemovalCheck {
  /** Removed tags that are still listed without a manifest: registry 2.8 leaves them if another client pushes at that moment. */
  readonly dangling: readonly Tag[]
  /** Removed tags and manifests that are still there, whatever the registry said. */
  readonly undeleted: readonly (Tag | Digest)[]
  /** Tags that were created or moved since the plan was made. */
  readonly changed: readonly Tag[]
}

interface Before {
  /** The tags of the plan, and what they pointed at. */
  readonly tags: readonly { readonly tag: Tag; readonly digest: Digest }[]
  readonly removal: Pick<RemovalReport, 'tags' | 'manifests'>
  /** Milliseconds until what should be gone is checked a second time. */
  readonly pause: number
  readonly signal: AbortSignal
}

/**
 * Lists a repository again and compares it with the report of a removal: a proxy may have answered in place of the
 * registry. Throws RegistryError.
 */
export async function checkRemoval(
  { tags, removal, pause, signal }: Before,
  inventory: Pick<Inventory, 'list'>,
  { manifests }: Pick<RemoteRepository, 'manifests'>
): Promise<RemovalCheck> {
  const turns = new ConcurrencyLimit(requestsAtOnce)
  const digestsAt = async <Name extends Tag | Digest>(names: readonly Name[]) =>
    new Map(await Promise.all(names.map((name) => turns.run(async () => [name, await manifests.head(name)] as const))))
  const listing = await inventory.list()
  const listed = new Set(listing.tags.map(({ tag }) => tag))
  const listedManifests = new Set((listing.manifests ?? []).map(({ digest }) => digest))
  const before = new Map(tags.map(({ tag, digest }) => [tag, digest]))
  const found = await digestsAt(removal.tags.filter((tag) => listed.has(tag)))
  const dangling = found.keys().filter((tag) => found.get(tag) === undefined)
  const same = [...found.keys().filter((tag) => found.get(tag) !== undefined && found.get(tag) === before.get(tag))]
  const moved = found.keys().filter((tag) => found.get(tag) !== undefined && found.get(tag) !== before.get(tag))
  const left = removal.manifests.filter((digest) => listedManifests.has(digest))
  if (same.length + left.length > 0) await wait(pause, signal)
  const again = new Map<Tag | Digest, Digest | undefined>([...(await digestsAt(same)), ...(await digestsAt(left))])
  return {
    dangling: [...dangling],
    undeleted: [...again.keys().filter((name) => again.get(name) !== undefined)],
    changed: [...listed].filter((tag) => !before.has(tag)).concat(...moved),
  }
}
