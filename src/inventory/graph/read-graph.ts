import type { Log } from '../../environment.ts'
import { formatCount } from '../../format-amount.ts'
import type { Digest } from '../../oci/digest.ts'
import { formatRepository, type Repository } from '../../oci/distribution/reference.ts'
import type { Registry } from '../../registry/registry.ts'
import type { Inventory } from '../inventory.ts'
import { GraphReader } from './graph-reader.ts'

/** What is read, and how. */
export interface GraphOptions {
  readonly inventory: Pick<Inventory, 'list'>
  readonly registry: Registry
  readonly repository: Repository
  /** Digests that are read even if nothing else names them, such as those that an environment runs. */
  readonly keepDigests: readonly Digest[]
  readonly log: Pick<Log, 'info' | 'notice'>
}

/**
 * Reads all that a repository holds. What cannot be read is an error: nothing may be deleted without knowing what it is
 * part of. Throws RegistryError and ContentError.
 */
export async function readGraph({
  inventory,
  registry,
  repository,
  keepDigests,
  log,
}: GraphOptions): Promise<GraphReader> {
  const where = formatRepository(repository)
  const reader = new GraphReader({ registry, repository, progress: (line) => log.info(`${where}: ${line}`) })
  const listing = await inventory.list()
  log.info(`${where}: ${formatCount(listing.tags.length, 'tag')}${listed(listing.manifests?.length)}`)
  if (listing.tags.length === 0 && !listing.manifests?.length) log.notice(`${where}: ${emptyList}`)
  await reader.read(listing, keepDigests)
  const { dangling } = reader
  if (dangling.length > 0) {
    const names = dangling.slice(0, 5).map(({ tag }) => tag)
    const more = dangling.length > names.length ? `, and ${dangling.length - names.length} more` : ''
    log.notice(
      `${where}: these tags point at no manifest, and are left as they are: ${names.join(', ')}${more}. A registry lists such tags if its garbage collection removed their manifests`
    )
  }
  return reader
}

const emptyList =
  'the registry lists nothing here: if there are images, check the name, and whether this user may list them'

function listed(count: number | undefined): string {
  return count === undefined ? '; it does not list manifests without a tag' : `, ${formatCount(count, 'manifest')}`
}
