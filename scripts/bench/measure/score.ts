import type { Request } from '../../machine/requests.ts'
import type { Observed } from '../field/field.ts'
import type { Passed } from '../field/line.ts'
import { medianOf } from './statistics.ts'
import type { Usage } from './usage.ts'

/** A run of one contender. */
export interface Sample extends Usage, Observed {
  /** What was observed where content is read from. */
  readonly fetched?: Observed
}

/** Requests by method, and traffic on lines, of the run with the median number of requests. */
export interface Traffic {
  readonly requests: number
  readonly methods: Readonly<Record<string, number>>
  readonly passed: Passed | undefined
}

/** The result of a trial for one contender: medians. */
export interface Score extends Usage, Traffic {
  readonly contender: string
  /** Seconds for each run, in the order of the rounds. */
  readonly times: readonly number[]
  readonly fetched?: Traffic
}

export function scoreOf(contender: string, samples: readonly Sample[]): Score {
  const fetched = samples.flatMap((sample) => sample.fetched ?? [])
  return {
    contender,
    times: samples.map(({ seconds }) => seconds),
    seconds: medianOf(samples, ({ seconds }) => seconds) ?? 0,
    cpuSeconds: medianOf(samples, ({ cpuSeconds }) => cpuSeconds),
    peakBytes: medianOf(samples, ({ peakBytes }) => peakBytes),
    ownPeakBytes: medianOf(samples, ({ ownPeakBytes }) => ownPeakBytes),
    ...trafficOf(samples),
    ...(fetched.length > 0 && { fetched: trafficOf(fetched) }),
  }
}

function trafficOf(observed: readonly Observed[]): Traffic {
  const byRequests = observed.toSorted((a, b) => a.requests.length - b.requests.length)
  const usual = byRequests[Math.floor(byRequests.length / 2)]
  return {
    methods: countMethods(usual?.requests ?? []),
    requests: usual?.requests.length ?? 0,
    passed: usual?.passed,
  }
}

/** The number of requests by method, most frequent first. */
function countMethods(requests: readonly Pick<Request, 'method'>[]): Readonly<Record<string, number>> {
  const groups = Map.groupBy(requests, ({ method }) => method)
  const counts = [...groups].map(([method, { length }]) => [method, length] as const)
  return Object.fromEntries(counts.toSorted(([a, many], [b, few]) => few - many || a.localeCompare(b)))
}
