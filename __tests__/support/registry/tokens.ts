import { randomBytes } from 'node:crypto'
import { type Answer, refusal } from './answer.ts'
import type { Call } from './call.ts'
import { type Right, rightsOf } from './rights.ts'

export interface TokenBehaviour {
  /** The status of the response with a token. */
  readonly status: number
  /** The field with the token. */
  readonly field: 'token' | 'access_token' | 'both'
  /** `expires_in` in seconds; omitted if undefined. How long the token really lives is `life`. */
  readonly expiresIn: number | undefined
  /** After how many requests to registries, or milliseconds, a token is refused. */
  readonly life: { readonly requests?: number; readonly milliseconds?: number }
  /** Which of the requested rights are granted. By default all. */
  readonly grant: (rights: readonly Right[], user: string | undefined) => readonly Right[]
  /** Actions that a token cannot be requested for: Quay refuses requests with an unknown action. */
  readonly unknownActions: readonly string[]
  /** Whether anonymous users get a token, for pulling. */
  readonly anonymous: 'pull' | 'refused'
  /** Whether the OAuth 2.0 form (POST) is supported, or else its status. */
  readonly post: 'works' | number
  /** Whether a POST or `offline_token` returns a refresh token. */
  readonly refreshToken: boolean
}

export interface TokenOptions {
  readonly users?: Readonly<Record<string, string>>
  /** Identity tokens, each with its user. */
  readonly refreshTokens?: Readonly<Record<string, string>>
}

interface Issued {
  readonly rights: ReadonlySet<Right>
  readonly service: string
  requests: number
  readonly endsAt: number
}

/** Bearer tokens: distribution, docs/content/spec/auth/token.md and oauth.md. Any server can issue them. */
export class Tokens {
  readonly users: Readonly<Record<string, string>>
  readonly #refreshTokens: Map<string, string>
  readonly #issued = new Map<string, Issued>()
  readonly #asked: (readonly Right[])[] = []
  behaviour: TokenBehaviour = {
    status: 200,
    field: 'both',
    expiresIn: 300,
    life: {},
    grant: (rights) => rights,
    unknownActions: [],
    anonymous: 'pull',
    post: 'works',
    refreshToken: false,
  }

  constructor({ users = { ann: 'secret' }, refreshTokens = {} }: TokenOptions = {}) {
    this.users = users
    this.#refreshTokens = new Map(Object.entries(refreshTokens))
  }

  behave(behaviour: Partial<TokenBehaviour>): void {
    this.behaviour = { ...this.behaviour, ...behaviour }
  }

  /** The requested rights, for each request. */
  get asked(): readonly (readonly Right[])[] {
    return this.#asked
  }

  /** Expires one token, or all. */
  expire(token?: string): void {
    if (token === undefined) this.#issued.clear()
    else this.#issued.delete(token)
  }

  /** The rights of a token, counting this use; undefined if it is unknown or has expired. */
  use(token: string, service: string): ReadonlySet<Right> | undefined {
    const issued = this.#issued.get(token)
    if (!issued || issued.service !== service || issued.requests <= 0 || Date.now() >= issued.endsAt) return undefined
    issued.requests -= 1
    return issued.rights
  }

  /** Handles a request to the token service. */
  async answer(call: Call): Promise<Answer> {
    if (call.method === 'POST') return await this.#answerPost(call)
    await call.receive(() => {})
    const { query } = call
    if (!query.has('service')) call.object('MUST name the service of the challenge')
    const user = this.userOf(call.header('authorization'))
    if (user === null) return refusal('UNAUTHORIZED', 'wrong user name or password')
    if (user === undefined && this.behaviour.anonymous === 'refused') return refusal('UNAUTHORIZED', 'who are you?')
    return this.#issue(call, query.getAll('scope'), query.get('service') ?? '', user, query.has('offline_token'))
  }

  /** The user by Basic credentials: undefined without any, null if they are wrong. */
  userOf(authorization: string | undefined): string | undefined | null {
    if (authorization === undefined) return undefined
    const encoded = /^basic (.*)$/i.exec(authorization)?.[1]
    const [user = '', password] = Buffer.from(encoded ?? '', 'base64')
      .toString()
      .split(/:(.*)/s)
    return password !== undefined && this.users[user] === password ? user : null
  }

  async #answerPost(call: Call): Promise<Answer> {
    const form = new URLSearchParams((await call.bytes(64 * 1024))?.toString())
    const { post } = this.behaviour
    if (post !== 'works') return refusal('UNSUPPORTED', 'GET a token instead', post)
    if (call.header('content-type')?.split(';')[0] !== 'application/x-www-form-urlencoded') {
      call.object('MUST have Content-Type: application/x-www-form-urlencoded')
    }
    for (const field of ['grant_type', 'service', 'client_id']) if (!form.has(field)) call.object(`MUST have ${field}`)
    const isRefresh = form.get('grant_type') === 'refresh_token'
    const credentials = Buffer.from(`${form.get('username')}:${form.get('password')}`).toString('base64')
    const user = isRefresh
      ? this.#refreshTokens.get(form.get('refresh_token') ?? '')
      : this.userOf(`basic ${credentials}`)
    if (!user) return refusal('UNAUTHORIZED', 'wrong credentials')
    return this.#issue(call, form.getAll('scope'), form.get('service') ?? '', user, true)
  }

  #issue(call: Call, scopes: readonly string[], service: string, user: string | undefined, offline: boolean): Answer {
    const { status, field, expiresIn, life, grant, refreshToken, unknownActions } = this.behaviour
    const asked = scopes.flatMap((scope) => scope.split(' ').filter(Boolean)).flatMap((scope) => rightsOf(call, scope))
    this.#asked.push(asked)
    const unknown = asked.find((right) => unknownActions.some((action) => right.endsWith(`:${action}`)))
    if (unknown) return refusal('INVALID_REQUEST', `Unable to decode repository and actions: ${unknown}`, 400)
    const allowed = user === undefined ? asked.filter((right) => right.endsWith(':pull')) : asked
    const token = randomBytes(24).toString('base64url')
    const { requests = Number.POSITIVE_INFINITY, milliseconds = Number.POSITIVE_INFINITY } = life
    this.#issued.set(token, {
      rights: new Set(grant(allowed, user)),
      service,
      requests,
      endsAt: Date.now() + milliseconds,
    })
    const fields = {
      ...(field !== 'access_token' && { token }),
      ...(field !== 'token' && { access_token: token }),
      ...(expiresIn !== undefined && { expires_in: expiresIn, issued_at: new Date().toISOString() }),
      ...(refreshToken && offline && user && { refresh_token: this.#newRefreshToken(user) }),
    }
    return { status, headers: { 'content-type': 'application/json' }, body: JSON.stringify(fields) }
  }

  #newRefreshToken(user: string): string {
    const token = randomBytes(24).toString('base64url')
    this.#refreshTokens.set(token, user)
    return token
  }
}
