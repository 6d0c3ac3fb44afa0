import { type Place, publishThrough, readTag, tags } from '../../../__tests__/push/support/bad-day.ts'
import { former, released } from '../../../__tests__/push/support/released.ts'
import { publishTo } from '../../../__tests__/support/publish.ts'
import type { RetryPolicy } from '../../../src/http/retry/backoff.ts'
import type { Outcome } from '../../../src/plan/outcome.ts'

/** As many attempts as the action makes, without its pauses, which would take most of the time. */
const retry: RetryPolicy = { attempts: 9, firstWait: 2, longestWait: 20, budget: 5_000 }

/** How a publication ended. `wrong`: a tag is not where it was reported to be, or points at an incomplete image. */
export type Ending = 'published' | 'put back' | 'withheld' | 'not known' | 'wrong'

/** The result of a publication, and its number of retries. */
export interface BadDay {
  readonly ending: Ending
  readonly retries: number
}

/** Publishes an image over an earlier one on faulty connections, then checks the result on a reliable one. */
export async function publishOnBadDay(places: readonly Place[], name: string): Promise<BadDay> {
  await publishTo(
    places.map(({ host }) => `${host}/${name}:latest`),
    former
  )
  const outcomes = await publishThrough(places, name, released, { retry, beforeBuild: true })
  const found = await Promise.all(
    places.flatMap((place) => tags.map((tag) => readTag(place, name, tag).catch(() => 'not whole')))
  )
  const retries = outcomes.reduce((sum, outcome) => sum + outcome.retries, 0)
  return { ending: isToldTruly(outcomes, found) ? endingOf(outcomes) : 'wrong', retries }
}

/** If a tag's state is unknown, or it is stuck, nothing more is guaranteed. */
function endingOf(outcomes: readonly Outcome[]): Ending {
  const statuses = outcomes.flatMap((outcome) => outcome.tags.map(({ status }) => status))
  if (statuses.every((status) => status === 'published')) return 'published'
  if (statuses.some((status) => status === 'stuck' || status === 'failed')) return 'not known'
  return statuses.includes('restored') ? 'put back' : 'withheld'
}

/** Whether each tag points where its status says, and all or none of them have moved. */
function isToldTruly(outcomes: readonly Outcome[], found: readonly (string | undefined)[]): boolean {
  const told = outcomes.flatMap((outcome) => outcome.tags)
  const isTrue = told.every(({ tag, status }, index) => expected(status, tag).includes(found[index]))
  const isOut = found.filter((digest) => digest === released.root.digest).length
  const isWhole = isOut === 0 || isOut === found.length || endingOf(outcomes) === 'not known'
  return isTrue && isWhole
}

function expected(status: string, tag: string): readonly (string | undefined)[] {
  const before = tag === 'latest' ? former.root.digest : undefined
  if (status === 'published') return [released.root.digest]
  return status === 'failed' || status === 'stuck' ? [before, released.root.digest] : [before]
}
