import type { BufferedResponse } from '../../http/message.ts'
import { parseRecord } from '../../json.ts'
import { isName } from '../../oci/distribution/reference.ts'
import { RegistryError } from '../errors/registry-error.ts'
import type { Registry } from '../registry.ts'
import { brokenList, followPages, type PagedList, readPage } from './pages.ts'

const pageSize = 1_000
/** Against endless lists: no registry that lists its repositories is known to have more. */
const repositoryLimit = 1_000_000
/** Milliseconds that a list may take in total. */
const timeLimit = 300_000
const bytesLimit = 4 * 1024 * 1024
/** distribution, docs/content/spec/auth/scope.md */
const scopes = ['registry:catalog:*']
/** What registries without a catalog answer, or those that show it to administrators only. */
const refusals: readonly unknown[] = [400, 401, 403, 404, 405, 501]

/**
 * Names of the repositories that a registry shows to this user, in its order: distribution,
 * docs/content/spec/api.md, "Listing Repositories". Throws RegistryError.
 */
export async function listRepositories(registry: Registry): Promise<readonly string[]> {
  const list = catalogOf(registry)
  const names = new Set<string>()
  try {
    const first = await readPage(list, new URL(`/v2/_catalog?n=${pageSize}`, registry.home), [200])
    for await (const page of followPages(list, first)) {
      for (const name of namesIn(page, list)) names.add(name)
      if (names.size > repositoryLimit) throw brokenList(list, `it has more than ${repositoryLimit} entries`)
    }
  } catch (error) {
    if (!(error instanceof RegistryError) || error.isRateLimit || !refusals.includes(error.status)) throw error
    const advice = `Not every registry lists its repositories, and some do so only for administrators: name the images of ${registry.name} one by one.`
    throw new RegistryError({ ...error.failure, advice })
  }
  return [...names]
}

function catalogOf(registry: Registry): PagedList {
  const { name: where, signal } = registry
  return {
    requests: {
      registry,
      where,
      countRetry: () => undefined,
      request: (operation, method, url, expect, details) => {
        return { where, operation, method, url, expect, scopes, signal, ...details }
      },
    },
    operation: 'listing repositories',
    bytes: bytesLimit,
    time: timeLimit,
    retryState: registry.retryState(signal),
  }
}

function namesIn({ body }: BufferedResponse, list: PagedList): readonly string[] {
  const { repositories } = parseRecord(new TextDecoder().decode(body))
  // Go encodes an empty list as null.
  if (repositories === null) return []
  if (!Array.isArray(repositories)) throw brokenList(list, 'the response is not a list of repositories')
  return repositories.filter((name) => typeof name === 'string').filter(isName)
}
