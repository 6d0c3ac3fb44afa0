/** The table of retries and timeouts in docs/publishing.md, from the constants in the code. */

import { defaultApiPolicy } from '../src/github/repository/api.ts'
import { redirectLimit } from '../src/http/redirect.ts'
import { leastProgress } from '../src/http/response-body.ts'
import { silentAttempts } from '../src/http/retry/retry-state.ts'
import { transientStatuses } from '../src/http/retry/retryable.ts'
import { connectSteps, defaultTimeouts, interimLimit } from '../src/http/transport.ts'
import { missingContentAttempts } from '../src/push/content/content-upload.ts'
import { defaultLateAfter, defaultLateFor } from '../src/push/publish.ts'
import { defaultOthersWait, defaultRetryPolicy } from '../src/registry/limits/retry.ts'
import { attemptsAtStranger } from '../src/registry/registry.ts'
import { lostSessionLimit } from '../src/registry/upload/upload.ts'
import { defaultPatience } from '../src/sources/registry/shared-blob.ts'

const { attempts, firstWait, longestWait, budget } = defaultRetryPolicy
const { connect, answer, store, optional, piece, body, unwanted } = defaultTimeouts

/** Milliseconds in words: `90 seconds`, `2 minutes`. */
function time(milliseconds: number): string {
  const minutes = milliseconds / 60_000
  if (minutes === 1) return '1 minute'
  return Number.isInteger(minutes) ? `${minutes} minutes` : `${milliseconds / 1000} seconds`
}

/** How long a registry that never responds is waited for, not counting the pauses. */
const silence = (head: number) => time(silentAttempts * (connectSteps * connect + head))

const rows: readonly (readonly [string, string])[] = [
  ['statuses that are retried', [...transientStatuses].map((status) => `\`${status}\``).join(' ')],
  ['a request with such a status, or whose connection is dropped', `${attempts} attempts`],
  ['... to a host that has never responded', `${attemptsAtStranger} attempts`],
  ['... that times out', `${silentAttempts} attempts`],
  [
    'pauses between attempts',
    `${time(firstWait)}, doubled each time up to ${time(longestWait)}, less a random part of up to half; never less than \`Retry-After\``,
  ],
  ['all pauses of one request', `${time(budget)}; if a registry asks for more, the request is not retried`],
  ['a repository pauses because of another one in its registry', `${time(defaultOthersWait)} at most`],
  ['connecting', time(connect)],
  [
    'status and headers of a response, counted from the last byte of the request',
    `${time(answer)}, ${time(store)} after content of a blob, ${time(optional)} for cancelling an upload session; at most ${interimLimit} interim responses`,
  ],
  [
    'body of a response, as a whole, except for the content of a blob',
    `${time(body)}, ${time(optional)} if it explains an error, ${time(unwanted)} if it is discarded`,
  ],
  ['silence within a body, in either direction', time(piece)],
  ['a blob that is downloaded', `at least ${leastProgress / 1024} KiB in ${time(body)}`],
  ['a silent registry is given up', `after ${silence(answer)}, or ${silence(store)} while it stores a blob`],
  ['an optional target holds up the tags of the others', `${time(defaultLateAfter)} at most`],
  ['a late optional target, after the tags of the others', time(defaultLateFor)],
  ['a target of a promotion waits for slower ones', `${defaultPatience / 1000} seconds for each download`],
  ['redirects in a row', `${redirectLimit}; all their responses together have the time limit of one`],
  ['an upload whose session is lost', `restarted up to ${lostSessionLimit} times, at once`],
  [
    'a manifest that is refused because content is missing',
    `${missingContentAttempts} attempts, within those above; the missing content is sent before each`,
  ],
  [
    "a request to GitHub's API",
    `${defaultApiPolicy.attempts} attempts of ${time(defaultApiPolicy.timeout)} each; pauses of ${time(defaultApiPolicy.firstWait)} and ${time(defaultApiPolicy.longestWait)}, less a random part of up to half, or of \`Retry-After\`, up to ${time(defaultApiPolicy.budget)} in all`,
  ],
]

export const limits: string = [
  '| what | limit |',
  '| :-- | :-- |',
  ...rows.map((row) => `| ${row.join(' | ')} |`),
].join('\n')
