/** What docs/publishing.md says of tries and times, from where the code has it. */
import { lackingAttempts } from '../src/push/completion.ts'
import { redirectLimit } from '../src/registry/redirect.ts'
import { attemptsAtStranger } from '../src/registry/registry.ts'
import { passingStatuses } from '../src/registry/registry-error.ts'
import { defaultRetryPolicy, silentAttempts } from '../src/registry/retry.ts'
import { connectSteps, defaultTimeouts, interimLimit } from '../src/registry/transport.ts'
import { lostSessionLimit } from '../src/registry/upload.ts'

const { attempts, firstWait, longestWait, budget } = defaultRetryPolicy
const { connect, answer, store, optional, piece, body, unwanted } = defaultTimeouts

/** Milliseconds in words: `90 seconds`, `2 minutes`. */
function time(milliseconds: number): string {
  const minutes = milliseconds / 60_000
  if (minutes === 1) return '1 minute'
  return Number.isInteger(minutes) ? `${minutes} minutes` : `${milliseconds / 1000} seconds`
}

/** How long a registry is waited for that never says anything, beside the pauses. */
const silence = (head: number) => time(silentAttempts * (connectSteps * connect + head))

const rows: readonly (readonly [string, string])[] = [
  ['statuses that are tried again', [...passingStatuses].map((status) => `\`${status}\``).join(' ')],
  ['a request that fails so, or whose connection is cut', `${attempts} times in all`],
  ['... of a host of which nothing was ever heard', `${attemptsAtStranger} times`],
  ['... that is not answered in time', `${silentAttempts} times`],
  [
    'pauses in between',
    `${time(firstWait)}, then twice as long each time up to ${time(longestWait)}, less up to half of that by chance; never less than \`Retry-After\` asks for`,
  ],
  ['all pauses of a request', `${time(budget)}; a registry that asks for more is not tried again`],
  ['connecting', time(connect)],
  [
    'the head of an answer, from the last byte of the request on',
    `${time(answer)}, ${time(store)} after content of a blob, ${time(optional)} for the end of an upload session; with at most ${interimLimit} interim answers`,
  ],
  [
    'the body of an answer, as a whole',
    `${time(body)}, ${time(optional)} where it explains a refusal, ${time(unwanted)} where nobody reads it`,
  ],
  ['silence within a body, in either direction', time(piece)],
  ['a registry that is silent is given up', `after ${silence(answer)}, or ${silence(store)} while it stores a blob`],
  ['redirects in a row', String(redirectLimit)],
  ['an upload whose session is lost', `begun ${lostSessionLimit} times more, at once`],
  [
    'a manifest of whose content the registry lacks something',
    `${lackingAttempts} times, within the tries above; each time what it lacks is sent first`,
  ],
]

export const limits: string = [
  '| what | how often, how long |',
  '| :-- | :-- |',
  ...rows.map((row) => `| ${row.join(' | ')} |`),
].join('\n')
