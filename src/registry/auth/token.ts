import { BodyTooLarge, type HttpRequest, type HttpResponse } from '../../http/message.ts'
import { parseRetryAfter } from '../../http/retry/retry-after.ts'
import { parseRecord } from '../../json.ts'
import { parseProblems, type RegistryProblem } from '../../oci/distribution/error-code.ts'
import { RegistryError } from '../errors/registry-error.ts'
import { basicAuthorization, type Credential } from './credential.ts'

/** A bearer token, and when to stop using it, in milliseconds since the epoch. */
export interface Token {
  readonly value: string
  readonly staleAt: number
  /** All tokens in the response, to be masked: some services return several, of which one is used. */
  readonly given: readonly string[]
}

export interface TokenRequest {
  readonly realm: URL
  readonly service: string | undefined
  readonly scopes: readonly string[]
  readonly credential: Credential | undefined
  /** The registry that the token is for, for errors. */
  readonly registry: string
  readonly redact: (text: string) => string
  readonly now: () => Date
  readonly signal: AbortSignal
}

type Send = (request: HttpRequest) => Promise<HttpResponse>

const answerLimit = 128 * 1024
/** Seconds. The default if the service does not say (token.md), and the minimum, as some say less. */
const shortestLife = 60
const tokenGrammar = /^[\x21-\x7e]+$/
/** The statuses of services that do not support the OAuth2 form; 400 is ACR's, and 401 Artifactory's. */
const formUnsupported = new Set([400, 401, 404, 405])

/**
 * Requests a token, without retries: distribution, docs/content/spec/auth/token.md, and oauth.md for identity tokens,
 * which are sent as a password if that is not supported. A token proves no access: it may grant less than requested.
 */
export async function requestToken(request: TokenRequest, send: Send): Promise<Token> {
  const { credential } = request
  if (credential?.kind !== 'identity-token') return await ask(byQuery(request), request, send)
  try {
    return await ask(byForm(request, credential.token), request, send)
  } catch (error) {
    const isUnknown = error instanceof RegistryError && formUnsupported.has(error.status ?? 0)
    if (!isUnknown || !credential.username) throw error
    return await ask(byQuery(request), request, send)
  }
}

async function ask(exchange: HttpRequest, request: TokenRequest, send: Send): Promise<Token> {
  const { registry, realm, credential, redact, now } = request
  const failure = { where: registry, operation: `sign-in at ${realm.host}`, signedIn: credential !== undefined }
  const response = await send(exchange)
  const isGiven = response.status >= 200 && response.status < 300
  const body = await bodyOf(response, isGiven).catch((cause: unknown) => {
    exchange.signal.throwIfAborted()
    throw new RegistryError({ ...failure, ...(cause instanceof BodyTooLarge ? { reason: cause.message } : { cause }) })
  })
  if (!isGiven) {
    const retryAfter = parseRetryAfter(response.header('retry-after'), body, now())
    const said = { status: response.status, problems: problemsIn(body, redact) }
    throw new RegistryError({ ...failure, ...said, ...(retryAfter !== undefined && { retryAfter }) })
  }
  const token = readToken(body, now())
  if (!token) throw new RegistryError({ ...failure, reason: 'its response contains no token' })
  return token
}

async function bodyOf(response: HttpResponse, isGiven: boolean): Promise<string> {
  const bytes = await response.bytes(answerLimit, isGiven ? 'needed' : 'good to know').catch((cause: unknown) => {
    // The status says enough, and a password that was refused must not be sent again.
    if (isGiven || cause instanceof BodyTooLarge) throw cause
    return new Uint8Array()
  })
  return new TextDecoder().decode(bytes)
}

/** Omits whatever may be a token: a response that contains one, a body that cannot be parsed, and token-like words. */
function problemsIn(body: string, redact: TokenRequest['redact']): readonly RegistryProblem[] {
  if (/"[^"]*token"\s*:/i.test(body)) return []
  const harmless = redact(body).replaceAll(/[\w.~+/=-]{20,}/g, (word) => (/\d/.test(word) ? '…' : word))
  return parseProblems(harmless, redact).filter(({ message }) => !/^[{[]/.test(message))
}

function byQuery({ realm, service, scopes, credential, signal }: TokenRequest): HttpRequest {
  const url = new URL(realm)
  if (service !== undefined) url.searchParams.set('service', service)
  for (const scope of scopes) url.searchParams.append('scope', scope)
  const authorization = basicAuthorization(credential)
  if (credential && 'username' in credential) url.searchParams.set('account', credential.username ?? '')
  return { method: 'GET', url, headers: authorization ? { authorization } : {}, signal }
}

function byForm({ realm, service, scopes, signal }: TokenRequest, refreshToken: string): HttpRequest {
  const form = new URLSearchParams({
    grant_type: 'refresh_token',
    refresh_token: refreshToken,
    client_id: 'manifold',
    scope: scopes.join(' '),
    ...(service !== undefined && { service }),
  })
  const headers = { 'content-type': 'application/x-www-form-urlencoded' }
  return { method: 'POST', url: realm, headers, body: new TextEncoder().encode(form.toString()), signal }
}

function readToken(body: string, now: Date): Token | undefined {
  const response = parseRecord(body)
  const { token, access_token: accessToken, expires_in: expiresIn } = response
  const value = typeof token === 'string' && token !== '' ? token : accessToken
  if (typeof value !== 'string' || !tokenGrammar.test(value)) return undefined
  const seconds = Math.max(shortestLife, typeof expiresIn === 'number' ? expiresIn : shortestLife)
  const early = Math.min(30, seconds / 4)
  const tokens = Object.entries(response).flatMap(([name, given]) => (/token$/i.test(name) ? [given] : []))
  const given = [...new Set(tokens)].filter((each) => typeof each === 'string')
  return { value, staleAt: now.getTime() + (seconds - early) * 1000, given }
}
