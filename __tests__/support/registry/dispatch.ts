import { type Answer, refusal, withHeaders } from './answer.ts'
import { type Auth, type Standing, standingOf } from './auth.ts'
import { answerBlob } from './blobs.ts'
import type { Call } from './call.ts'
import { type Desk, originOf } from './desk.ts'
import type { Place } from './entry.ts'
import { checkHeaders } from './headers.ts'
import { answerCatalog, answerReferrers, answerTags } from './listings.ts'
import { answerManifest } from './manifests.ts'
import { answerSession } from './upload-session.ts'
import { startUpload } from './uploads.ts'

/** The response to a request, at the registry's own origin or at the other one. */
export async function dispatch(desk: Desk, call: Call, auth: Auth | undefined, place: Place): Promise<Answer> {
  checkHeaders(call, place)
  const tooLong = urlRefused(desk, call)
  if (tooLong) return await refused(desk, call, tooLong)
  const tokens = auth?.kind === 'bearer' && place === 'home' ? auth.tokens : undefined
  if (tokens && call.route.kind === 'token') return await tokens.answer(call)
  const standing: Standing = place === 'home' ? standingOf(call, auth, desk.home) : { may: () => true }
  if ('status' in standing) return await refused(desk, call, standing)
  const early = objected(call) ?? missing(desk, call) ?? redirected(desk, call, place) ?? limited(desk, call)
  if (early) return await refused(desk, call, early)
  const answer = await answerEndpoint(desk, call, (name) => standing.may(`repository:${name}:pull`))
  const { warnings, headers } = desk.behaviour
  const warned = warnings.map((text) => `299 - "${text}"`)
  return withHeaders(answer, { ...headers, ...(warned.length > 0 && { warning: warned }) })
}

function urlRefused({ behaviour: { urlMaximum } }: Desk, call: Call): Answer | undefined {
  if (!urlMaximum || call.target.length <= urlMaximum.characters) return undefined
  return urlMaximum.answer === 'reset' ? call.break('reset') : { status: urlMaximum.answer }
}

/** Refuses a request whose body is not needed. */
async function refused({ behaviour }: Desk, call: Call, answer: Answer): Promise<Answer> {
  if (behaviour.refusals === 'early' && call.length) return withHeaders(answer, { connection: 'close' })
  await call.receive(() => {})
  return answer
}

function objected(call: Call): Answer | undefined {
  const { stray, objection } = call.route
  if (stray) call.object(`has the parameter '${stray}', which this endpoint does not have`)
  if (!objection) return undefined
  const [code, sentence] = objection
  call.object(sentence)
  return refusal(code, sentence)
}

/** As at ECR, where a push to a missing repository creates none. */
function missing({ behaviour: { repositories } }: Desk, { route: { name } }: Call): Answer | undefined {
  if (name === undefined || repositories === undefined || repositories.has(name)) return undefined
  return refusal('NAME_UNKNOWN', `The repository with name '${name}' does not exist in the registry`)
}

async function answerEndpoint(desk: Desk, call: Call, mayRead: (name: string) => boolean): Promise<Answer> {
  const { kind, session } = call.route
  switch (kind) {
    case 'blob':
    case 'manifest':
      return withHead(desk, call, await (kind === 'blob' ? answerBlob(desk, call) : answerManifest(desk, call)))
    case 'upload':
    case 'mount':
      return session === undefined ? await startUpload(desk, call, mayRead) : await answerSession(desk, call)
    case 'tags':
      return await answerTags(desk, call)
    case 'catalog':
      return await answerCatalog(desk, call)
    case 'referrers':
      return await answerReferrers(desk, call)
    default:
      await call.receive(() => {})
      return { status: 200, headers: { 'content-type': 'application/json' }, body: '{}' }
  }
}

/** The response to HEAD at registries that do not support it properly. */
function withHead({ behaviour }: Desk, call: Call, answer: Answer): Answer {
  if (call.method !== 'HEAD') return answer
  if (behaviour.head === 405) return { status: 405 }
  if (answer.status !== 200 || behaviour.headLength === 'right') return answer
  const { 'content-length': length, ...headers } = answer.headers ?? {}
  const size = Number(length ?? answer.body?.length)
  if (behaviour.headLength === 'wrong')
    return { status: 200, headers: { ...headers, 'content-length': String(size + 1) } }
  return { status: 200, headers: { ...headers, 'transfer-encoding': 'chunked' } }
}

function redirected(desk: Desk, call: Call, place: Place): Answer | undefined {
  const { redirect } = desk.behaviour
  if (!redirect || place === 'elsewhere' || !redirect.methods.includes(call.method)) return undefined
  if (call.method === 'GET' && call.route.kind === 'base') return undefined
  const mark = call.target.includes('?') ? '&' : '?'
  return {
    status: redirect.status,
    headers: { location: `${originOf(desk, redirect.to)}${call.target}${mark}_signed=yes` },
  }
}

/** Counts the recent requests in the log. */
function limited({ behaviour, log }: Desk, call: Call): Answer | undefined {
  const { rateLimit } = behaviour
  if (!rateLimit) return undefined
  const since = performance.now() - rateLimit.milliseconds
  const counted = log.entries.filter((entry) => entry !== call.entry && entry.beganAt > since && entry.status !== 429)
  if (counted.length < rateLimit.requests) return undefined
  const answer = refusal('TOOMANYREQUESTS', 'too many requests')
  return rateLimit.retryAfter === undefined ? answer : withHeaders(answer, { 'retry-after': rateLimit.retryAfter })
}
