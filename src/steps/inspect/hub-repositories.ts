import type { Environment } from '../../environment.ts'
import type { Catalog } from '../../github/inputs/inspect-inputs.ts'
import { parseRecord, recordOf } from '../../json.ts'
import { dockerHub, formatRepository, parseRepository, type Repository } from '../../oci/distribution/reference.ts'
import { connect } from '../../registry/connect.ts'
import { RegistryError } from '../../registry/errors/registry-error.ts'
import type { Registry } from '../../registry/registry.ts'

/** Docker Hub's own API, which is not at its registry. Its users' credentials are for the registry, so none are sent. */
const apiHost = 'hub.docker.com'
const pageSize = 100
/** For a namespace. A search is ordered by relevance, so only its first page is read. */
const pageLimit = 100
const bytesLimit = 4 * 1024 * 1024

/**
 * The public repositories in a namespace of Docker Hub, or those that it finds first: docs.docker.com, "Docker Hub API",
 * `GET /v2/namespaces/{namespace}/repositories`; a search is `GET /v2/search/repositories/`. Throws RegistryError.
 */
export async function listHubRepositories(
  { path, query }: Catalog,
  { variables, log, now, signal }: Pick<Environment, 'variables' | 'log' | 'now' | 'signal'>
): Promise<readonly string[]> {
  const { mask, redact } = log
  const anonymous = async () => undefined
  await using api = await connect({ registry: apiHost, credential: anonymous, variables, mask, redact, now, signal })
  const where = query === undefined ? `${dockerHub}/${path}` : dockerHub
  const found: Repository[] = []
  for (let page = 1; page <= pageLimit; page += 1) {
    const url = new URL(
      query === undefined ? `/v2/namespaces/${path}/repositories` : '/v2/search/repositories/',
      api.home
    )
    url.search = String(
      new URLSearchParams({ ...(query !== undefined && { query }), page: `${page}`, page_size: `${pageSize}` })
    )
    const { results, next } = await readPageOf(api, url, where)
    found.push(...results.flatMap((entry) => repositoryIn(entry, path)))
    if (query !== undefined || typeof next !== 'string') return found.map(formatRepository)
  }
  const reason = `it has more than ${pageLimit * pageSize} repositories`
  throw new RegistryError({ where, operation: 'listing repositories', reason })
}

/** Pages are numbered here: the link to the next one would have to be checked before it is followed. */
async function readPageOf(api: Registry, url: URL, where: string) {
  const { signal } = api
  const operation = 'listing repositories'
  const request = {
    where,
    operation,
    method: 'GET',
    url,
    scopes: [],
    expect: [200],
    limit: bytesLimit,
    signal,
  } as const
  const { body } = await api.send(request).catch((error: unknown) => {
    if (!(error instanceof RegistryError) || error.status !== 404) throw error
    throw new RegistryError({ ...error.failure, advice: 'Check the name of the namespace.' })
  })
  const { results, next } = parseRecord(new TextDecoder().decode(body))
  if (Array.isArray(results)) return { results: results as readonly unknown[], next }
  throw new RegistryError({ where, operation, reason: 'the response is not a list of repositories' })
}

/** A namespace lists `name`; a search has `repo_name`, in which official images have no namespace. */
function repositoryIn(entry: unknown, namespace: string): readonly Repository[] {
  const { name, repo_name: found } = recordOf(entry)
  const text = typeof found === 'string' ? found : typeof name === 'string' ? `${namespace}/${name}` : ''
  const repository = parseRepository(`${dockerHub}/${text}`)
  return repository ? [repository] : []
}
