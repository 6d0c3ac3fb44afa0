import { parseProblems } from '../oci/error-code.ts'
import { basicAuthorization, type Credential } from './credentials/credential.ts'
import type { Answer, Exchange } from './exchange.ts'
import { RegistryError } from './registry-error.ts'
import { parseRetryAfter } from './retry.ts'

/** A bearer token and when it is better not used any more, in milliseconds since the epoch. */
export interface Token {
  readonly value: string
  readonly staleAt: number
}

export interface TokenRequest {
  readonly realm: URL
  readonly service: string | undefined
  readonly scopes: readonly string[]
  readonly credential: Credential | undefined
  /** The registry that the token is for, to be named in errors. */
  readonly registry: string
  readonly now: () => Date
  readonly signal: AbortSignal
}

const answerLimit = 128 * 1024
const shortestLife = 60
const tokenGrammar = /^[\x21-\x7e]+$/

/**
 * Asks the token service once: distribution, docs/content/spec/auth/token.md, and oauth.md for identity tokens.
 * That it answers proves no right: it may grant less than was asked.
 */
export async function requestToken(
  request: TokenRequest,
  send: (exchange: Exchange) => Promise<Answer>
): Promise<Token> {
  const answer = await send(formOf(request))
  const body = new TextDecoder().decode(await answer.bytes(answerLimit))
  if (answer.status === 200) return readToken(body, request)
  throw new RegistryError({
    where: request.registry,
    operation: `sign-in at ${request.realm.host}`,
    status: answer.status,
    problems: parseProblems(body),
    signedIn: request.credential !== undefined,
    ...optional('retryAfter', parseRetryAfter(answer.header('retry-after'), body, request.now())),
  })
}

function formOf({ realm, service, scopes, credential, signal }: TokenRequest): Exchange {
  if (credential?.kind === 'identity-token') {
    const form = new URLSearchParams({
      grant_type: 'refresh_token',
      refresh_token: credential.token,
      client_id: 'manifold',
      scope: scopes.join(' '),
      ...optional('service', service),
    })
    const headers = { 'content-type': 'application/x-www-form-urlencoded' }
    return { method: 'POST', url: realm, headers, body: new TextEncoder().encode(form.toString()), signal }
  }
  const url = new URL(realm)
  if (service !== undefined) url.searchParams.set('service', service)
  for (const scope of scopes) url.searchParams.append('scope', scope)
  if (credential?.kind !== 'password') return { method: 'GET', url, headers: {}, signal }
  url.searchParams.set('account', credential.username)
  const authorization = basicAuthorization(credential.username, credential.password)
  return { method: 'GET', url, headers: { authorization }, signal }
}

function readToken(body: string, { registry, realm, now }: TokenRequest): Token {
  const { token, access_token: accessToken, expires_in: expiresIn } = parseObject(body)
  const value = typeof token === 'string' && token !== '' ? token : accessToken
  if (typeof value !== 'string' || !tokenGrammar.test(value)) {
    throw new RegistryError({
      where: registry,
      operation: `sign-in at ${realm.host}`,
      reason: 'its answer holds no token',
    })
  }
  const seconds = Math.max(shortestLife, typeof expiresIn === 'number' ? expiresIn : shortestLife)
  const early = Math.min(30, seconds / 4)
  return { value, staleAt: now().getTime() + (seconds - early) * 1000 }
}

function parseObject(body: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(body)
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
  } catch {
    return {}
  }
}

function optional<Key extends string, Value>(key: Key, value: Value | undefined): Partial<Record<Key, Value>> {
  return value === undefined ? {} : ({ [key]: value } as Record<Key, Value>)
}
