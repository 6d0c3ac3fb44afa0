import type { TestRegistry } from '../registry/registry.ts'
import type { StandInResponse } from './internet.ts'

/** Issues access tokens of a test registry whose token service knows the refresh token `known`, for whoever is allowed. */
export function issueFor(registry: TestRegistry) {
  return async (form: URLSearchParams): Promise<StandInResponse> => {
    form.set('refresh_token', 'known')
    const response = await fetch(`https://${registry.host}/token`, { method: 'POST', body: form })
    const { access_token } = (await response.json()) as { access_token?: string }
    return { status: response.status, body: { access_token } }
  }
}
