import type { Variables } from '../environment.ts'
import { type JsonRecord, parseRecord } from '../json.ts'
import { RegistryError } from '../registry/errors/registry-error.ts'
import type { ExchangeRequest, ExchangeResponse } from './exchange.ts'

interface Requesting {
  readonly registry: string
  readonly variables: Variables
  readonly exchange: (request: ExchangeRequest) => Promise<ExchangeResponse>
  readonly mask: (secret: string) => void
}

/**
 * Requests the workflow's OIDC token: docs.github.com, "OpenID Connect reference". Throws RegistryError, also if the
 * job may not have one.
 */
export async function requestOidcToken(
  audience: string,
  { registry, variables, exchange, mask }: Requesting
): Promise<string> {
  const { ACTIONS_ID_TOKEN_REQUEST_URL: service, ACTIONS_ID_TOKEN_REQUEST_TOKEN: token } = variables
  const failure = { where: registry, operation: "sign-in with the workflow's OIDC token" }
  if (!service || !token) {
    const advice = "Give the job 'permissions: id-token: write'. Pull requests from forks never get one"
    throw new RegistryError({ ...failure, reason: `this job may not request a token. ${advice}` })
  }
  mask(token)
  const url = new URL(service)
  url.searchParams.set('audience', audience)
  const { json } = await exchange({
    method: 'GET',
    url,
    headers: { authorization: `Bearer ${token}`, accept: 'application/json' },
  })
  if (typeof json.value !== 'string' || json.value === '') {
    throw new RegistryError({ ...failure, reason: "GitHub's response contains no token" })
  }
  mask(json.value)
  return json.value
}

const shown = ['sub', 'aud', 'repository', 'ref'] as const

/** The claims that trust policies look at, for errors: `sub=repo:acme/app:ref:refs/heads/main, aud=…`. */
export function describeClaims(token: string): string {
  const claims = claimsIn(token)
  return shown.flatMap((name) => (typeof claims[name] === 'string' ? [`${name}=${claims[name]}`] : [])).join(', ')
}

/** The claims of a JWT (RFC 7519), which are not verified; empty for any other text. */
export function claimsIn(token: string): JsonRecord {
  return parseRecord(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'))
}
