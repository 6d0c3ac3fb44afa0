import type { Head } from './exchange.ts'
import { parseRetryAfter } from './retry-after.ts'

/** What a refusal said. `retryAfter` is in milliseconds. */
interface Refusal {
  readonly status?: number
  readonly problems?: readonly { readonly message: string }[]
  readonly retryAfter?: number
}

const disguises = [403, 404]

/** Whether too much was asked of the registry. GitHub words its secondary limit as a 403. */
export function isRateLimit({ status = 0, problems = [], retryAfter = 0 }: Refusal): boolean {
  if (status === 429) return true
  if (status === 403 && problems.some(({ message }) => /rate limit/i.test(message))) return true
  // What is missing or forbidden is so later, too: who says when to come again means something else.
  return disguises.includes(status) && retryAfter > 0
}

/** The same of an answer whose body says nothing, as to HEAD: such a 403 or 404 is not about what was asked for. */
export function isHeldBack(answer: Head, now: Date): boolean {
  const retryAfter = parseRetryAfter(answer.header('retry-after'), '', now) ?? 0
  return disguises.includes(answer.status) && retryAfter > 0
}
