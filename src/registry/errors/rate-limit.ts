import type { ResponseHead } from '../../http/message.ts'
import { parseRetryAfter } from '../../http/retry/retry-after.ts'

/** The details of a refusal. `retryAfter` is in milliseconds. */
interface Refusal {
  readonly status?: number
  readonly problems?: readonly { readonly message: string }[]
  readonly retryAfter?: number
}

const disguises = [403, 404]

/** Whether the registry is limiting the rate of requests. GitHub reports its secondary limit as a 403. */
export function isRateLimit({ status = 0, problems = [], retryAfter = 0 }: Refusal): boolean {
  if (status === 429) return true
  if (status === 403 && problems.some(({ message }) => /rate limit/i.test(message))) return true
  // Missing or forbidden content stays so: a refusal with Retry-After means something else.
  return disguises.includes(status) && retryAfter > 0
}

/** Whether a response without a body, as to HEAD, is a rate limit disguised as a 403 or 404. */
export function isDisguisedRateLimit(response: ResponseHead, now: Date): boolean {
  const retryAfter = parseRetryAfter(response.header('retry-after'), '', now) ?? 0
  return disguises.includes(response.status) && retryAfter > 0
}
