import { type Answer, refusal, withHeaders } from './answer.ts'
import type { Call } from './call.ts'
import { type ChallengeStyle, challengeLines } from './challenges.ts'
import type { Right } from './rights.ts'
import type { Tokens } from './tokens.ts'

/** How a registry authorizes requests. */
export type Auth =
  | {
      readonly kind: 'basic'
      readonly users?: Readonly<Record<string, string>>
      readonly anonymousPull?: boolean
      /** Whether a wrong password is challenged, or called an expired one, as at ECR. */
      readonly wrong?: 'challenged' | 'expired'
    }
  | {
      readonly kind: 'bearer'
      readonly tokens: Tokens
      /** The URL of the token service; by default `/token` at the registry. */
      readonly realm?: string
      /** By default `test-registry`. */
      readonly service?: string
      /** Allows pulling without a token. */
      readonly anonymousPull?: boolean
      readonly style?: ChallengeStyle
      /** Replaces the header lines of the challenge. */
      readonly challenge?: readonly string[]
      /** Whether a valid token with insufficient rights gets another challenge or a final refusal. */
      readonly insufficient?: 401 | 403
      /** The right to cancel an upload session: `delete` for registries built on distribution. */
      readonly cancelAction?: 'push' | 'delete'
      /** The right to delete anything else: `delete` by default, `push` at Quay. */
      readonly removeAction?: 'push' | 'delete'
    }

export const realmPath = '/token'

/** The rights that a request needs. */
function neededRights(call: Call, auth: Auth): readonly Right[] {
  const { kind, name, session } = call.route
  if (kind === 'catalog') return ['registry:catalog:*']
  if (name === undefined) return []
  const right = (action: string) => `repository:${name}:${action}`
  if (call.method === 'GET' || call.method === 'HEAD') return [right('pull')]
  if (call.method !== 'DELETE') return [right('pull'), right('push')]
  const cancels = kind === 'upload' && session !== undefined
  const { cancelAction = 'push', removeAction = 'delete' } = auth.kind === 'bearer' ? auth : {}
  return [right(cancels ? cancelAction : removeAction)]
}

/** The rights of a request, or the response that refuses it. */
export type Standing = { readonly may: (right: Right) => boolean } | Answer

export function standingOf(call: Call, auth: Auth | undefined, origin: string): Standing {
  const authorization = call.header('authorization')
  if (!auth) return { may: () => true }
  const needed = neededRights(call, auth)
  const open = auth.anonymousPull && needed.every((right) => right.endsWith(':pull'))
  if (authorization === undefined && open && call.route.kind !== 'base')
    return { may: (right) => right.endsWith(':pull') }
  return auth.kind === 'basic'
    ? basicStanding(auth, authorization)
    : bearerStanding(auth, authorization, needed, origin)
}

function basicStanding(auth: Auth & { kind: 'basic' }, authorization: string | undefined): Standing {
  if (isUser(auth.users ?? { ann: 'secret' }, authorization)) return { may: () => true }
  if (authorization !== undefined && auth.wrong === 'expired')
    return refusal('DENIED', 'Your authorization token has expired. Reauthenticate and try again.')
  const refused = refusal('UNAUTHORIZED', 'authentication required')
  return withHeaders(refused, { 'www-authenticate': 'Basic realm="test registry"' })
}

function isUser(users: Readonly<Record<string, string>>, authorization = ''): boolean {
  const [user = '', password] = Buffer.from(/^basic (.*)$/i.exec(authorization)?.[1] ?? '', 'base64')
    .toString()
    .split(/:(.*)/s)
  return password !== undefined && users[user] === password
}

type Bearer = Auth & { readonly kind: 'bearer' }

function bearerStanding(
  auth: Bearer,
  authorization: string | undefined,
  needed: readonly Right[],
  origin: string
): Standing {
  const { tokens, style, insufficient = 401, service = 'test-registry' } = auth
  const offersBasic = style === 'basic in one header' || style === 'basic in two headers'
  if (offersBasic && isUser(tokens.users, authorization)) return { may: () => true }
  const token = /^bearer (\S+)$/i.exec(authorization ?? '')?.[1] ?? ''
  const rights = tokens.use(token, service)
  if (!rights) return challenged(auth, needed, origin, authorization === undefined ? undefined : 'invalid_token')
  if (needed.every((right) => grants(rights, right))) return { may: (right) => grants(rights, right) }
  if (insufficient === 403) return refusal('DENIED', 'requested access to the resource is denied')
  return challenged(auth, needed, origin, 'insufficient_scope')
}

function challenged(auth: Bearer, needed: readonly Right[], origin: string, error: string | undefined): Answer {
  const { realm = `${origin}${realmPath}`, service = 'test-registry', style = 'plain' } = auth
  const lines = auth.challenge ?? challengeLines(style, { realm, service, scope: scopeOf(needed), error })
  return withHeaders(refusal('UNAUTHORIZED', 'authentication required'), { 'www-authenticate': lines })
}

function grants(rights: ReadonlySet<Right>, right: Right): boolean {
  return rights.has(right) || rights.has(right.replace(/:[^:]*$/, ':*'))
}

/** `repository:<name>:pull,push`, the scope for the rights to one repository. */
function scopeOf(rights: readonly Right[]): string | undefined {
  const [first] = rights
  if (first === undefined) return undefined
  const actions = rights.map((right) => right.slice(right.lastIndexOf(':') + 1))
  return `${first.slice(0, first.lastIndexOf(':'))}:${actions.join(',')}`
}
