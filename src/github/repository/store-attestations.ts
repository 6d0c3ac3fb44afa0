import type { Environment } from '../../environment.ts'
import type { JsonRecord } from '../../json.ts'
import { defaultApiPolicy } from './api.ts'
import type { ApiResponse } from './api-error.ts'
import { apiUrl } from './github-server.ts'

/**
 * Stores bundles with GitHub, as attestations of a repository `owner/name`: docs.github.com/rest/repos/attestations. Throws
 * ApiError.
 */
export async function storeAttestations(
  repository: string,
  bundles: readonly JsonRecord[],
  { token, ...environment }: Pick<Environment, 'variables' | 'signal' | 'now'> & { readonly token: string }
): Promise<void> {
  const { ApiClient } = await import('./api-client.ts')
  const { variables, signal, now } = environment
  const home = new URL(apiUrl(variables))
  await using client = new ApiClient({ home, token, retryPolicy: defaultApiPolicy, variables, signal, now })
  const [owner = '', repo = ''] = repository.split('/')
  for (const bundle of bundles) {
    await client.ask<ApiResponse>(({ rest }, request) => rest.repos.createAttestation({ owner, repo, bundle, request }))
  }
}
