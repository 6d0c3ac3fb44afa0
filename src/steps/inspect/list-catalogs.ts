import type { Environment } from '../../environment.ts'
import type { Catalog } from '../../github/inputs/inspect-inputs.ts'
import { dockerHub, formatRepository } from '../../oci/distribution/reference.ts'
import { formatScope, isWithin } from '../../oci/distribution/registry-scope.ts'
import type { Registries } from '../../registry/connect.ts'
import { listRepositories } from '../../registry/lists/repository-list.ts'
import { listHubRepositories } from './hub-repositories.ts'

/** The repositories of one line of the input, or why they could not be listed. */
export type ListedCatalog =
  | { readonly name: string; readonly repositories: readonly string[] }
  | { readonly name: string; readonly error: unknown }

/** Lists repositories, of several registries in parallel. Rejects only if the run is cancelled. */
export async function listCatalogs(
  catalogs: readonly Catalog[],
  registries: Registries,
  environment: Environment
): Promise<readonly ListedCatalog[]> {
  return await Promise.all(
    catalogs.map(async (catalog): Promise<ListedCatalog> => {
      const name = nameOf(catalog)
      try {
        return { name, repositories: await listCatalog(catalog, registries, environment) }
      } catch (error) {
        environment.signal.throwIfAborted()
        return { name, error }
      }
    })
  )
}

function nameOf(catalog: Catalog): string {
  return catalog.query === undefined ? formatScope(catalog) : `${dockerHub}?query=${catalog.query}`
}

async function listCatalog(
  catalog: Catalog,
  registries: Registries,
  environment: Environment
): Promise<readonly string[]> {
  const { registry, path } = catalog
  if (registry === dockerHub) return await listHubRepositories(catalog, environment)
  // The credential is the one for the path.
  const client = await registries.at({ registry, name: path })
  const all = (await listRepositories(client)).map((name) => ({ registry, name }))
  return all.filter((repository) => isWithin(repository, catalog)).map(formatRepository)
}
