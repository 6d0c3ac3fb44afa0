import type { Environment } from '../../environment.ts'
import { throwAll } from '../../input-error.ts'
import { ContentError } from '../../oci/content-error.ts'
import { formatRepository } from '../../oci/distribution/reference.ts'
import type { Registries } from '../../registry/connect.ts'
import { RegistryError } from '../../registry/errors/registry-error.ts'
import { RemoteRepository } from '../../registry/repository.ts'
import type { PublishedName } from './published-outputs.ts'

/**
 * Reads images back in all their repositories, since the note that names them was written by another job. Warns about
 * those that this job may not read. Throws ContentError if one does not have it, RegistryError if one does not respond,
 * or an AggregateError.
 */
export async function verifyPublished(
  names: readonly PublishedName[],
  { registries, log }: { readonly registries: Registries; readonly log: Environment['log'] }
): Promise<void> {
  const results = await Promise.allSettled(names.map((each) => readBack(each, registries)))
  const failures = results.filter((result) => result.status === 'rejected').map(({ reason }) => reason as unknown)
  for (const failure of failures.filter(isDenied)) {
    log.warning(`The image could not be verified, since this job may not read it. ${(failure as Error).message}`)
  }
  throwAll(failures.filter((failure) => !isDenied(failure)))
}

async function readBack({ repository, digest }: PublishedName, registries: Registries): Promise<void> {
  const registry = await registries.at(repository)
  if (await new RemoteRepository(registry, repository, 'pull').manifests.get(digest)) return
  throw new ContentError(
    `${formatRepository(repository)} does not have ${digest}, which this run published: it may have been deleted since. Start a new run.`
  )
}

function isDenied(failure: unknown): boolean {
  return failure instanceof RegistryError && [401, 403].includes(failure.status ?? 0) && !failure.isRateLimit
}
