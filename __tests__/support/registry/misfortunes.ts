import { type Answer, refusal, withHeaders } from './answer.ts'

// Responses that clients have received in practice, for `fail()`.

/** A rate limit with seconds or a date to wait for, or without either. */
export function tooManyRequests(retryAfter?: string | number): Answer {
  const answer = refusal('TOOMANYREQUESTS', 'too many requests')
  return retryAfter === undefined ? answer : withHeaders(answer, { 'retry-after': String(retryAfter) })
}

/** The GitHub registry's rate limit: the wait is in the message, as a Go duration. */
export function tooManyRequestsInWords(wait = '10.3ms'): Answer {
  return refusal('TOOMANYREQUESTS', `retry-after: ${wait}, allowed: 2000/minute`)
}

/** The GitHub registry's secondary rate limit: a 403 that is not about permissions. */
export const secondaryRateLimit: Answer = refusal(
  'DENIED',
  'permission_denied: You have exceeded a secondary rate limit. Please wait a few minutes before you try again.'
)

/** The same with a Retry-After header. */
export const tooManyRequestsAsForbidden: Answer = withHeaders(secondaryRateLimit, { 'retry-after': '1' })

/** A proxy in front of the registry that refuses large bodies. */
export const tooLargeForProxy: Answer = page(413, 'Request Entity Too Large')

/** A proxy whose registry is unavailable. */
export const badGateway: Answer = page(502, 'Bad Gateway')

export const unavailable: Answer = {
  status: 503,
  headers: { 'content-type': 'text/plain' },
  body: 'no healthy upstream',
}

function page(status: number, title: string): Answer {
  const body = `<html>\r\n<head><title>${status} ${title}</title></head>\r\n<body>\r\n<center><h1>${status} ${title}</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n`
  return { status, headers: { 'content-type': 'text/html' }, body }
}
