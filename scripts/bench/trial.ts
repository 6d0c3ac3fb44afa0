import type { Request } from '../machine/requests.ts'
import type { Contender, Order } from './contenders/contender.ts'
import type { Field } from './field.ts'
import type { Passed } from './line.ts'
import { measure } from './meter.ts'
import { medianOf, rotated } from './statistics.ts'
import type { Usage } from './usage.ts'

/** One case, which all contenders do in turn, several times. */
export interface Trial<Subject> extends Omit<Order<Subject>, 'names'> {
  readonly label: string
  /** The repository's name, the same at each registry. */
  readonly repository: string
  /** How many of the registries it is published to. */
  readonly registries: number
  /** Brings registries, and whatever else there is, to where the case begins. */
  readonly before: () => Promise<void>
  /** What the tags must point at afterwards, where that is known. */
  readonly digest?: string
}

/** One run by one contender. */
interface Sample extends Usage {
  readonly requests: readonly Request[]
  readonly passed: Passed | undefined
}

/** What came of a trial for one contender: medians. */
export interface Score extends Usage {
  readonly contender: string
  /** Requests by method, of the run in the middle. */
  readonly methods: Readonly<Record<string, number>>
  readonly requests: number
  readonly passed: Passed | undefined
}

export interface Result {
  readonly label: string
  readonly scores: readonly Score[]
}

/** Lets contenders take turns, each round in another order. */
export async function runTrial<Subject>(
  trial: Trial<Subject>,
  contenders: readonly Contender<Subject>[],
  field: Field,
  rounds: number
): Promise<Result> {
  const samples = new Map<string, Sample[]>(contenders.map(({ name }) => [name, []]))
  for (let round = 0; round < rounds; round++) {
    for (const contender of rotated(contenders, round)) {
      samples.get(contender.name)?.push(await runOnce(trial, contender, field))
    }
  }
  return { label: trial.label, scores: [...samples].map(([name, runs]) => scoreOf(name, runs)) }
}

async function runOnce<Subject>(trial: Trial<Subject>, contender: Contender<Subject>, field: Field): Promise<Sample> {
  const { repository, registries, tags, before, digest } = trial
  await before()
  await field.clear()
  const names = field.hosts.slice(0, registries).map((host) => `${host}/${repository}`)
  const usage = await measure(() => contender.publish({ ...trial, names }))
  const sample = { ...usage, ...(await field.observed()) }
  // Nobody is fast by leaving something out.
  for (const tag of tags) {
    const found = (await field.digestsOf(repository, tag)).slice(0, registries)
    const isThere = found.every((each) => each !== null && (digest === undefined || each === digest))
    if (!isThere) throw new Error(`${trial.label}: ${contender.name} left ${tag} at ${found.join(', ')}`)
  }
  return sample
}

function scoreOf(contender: string, samples: readonly Sample[]): Score {
  const byRequests = samples.toSorted((a, b) => a.requests.length - b.requests.length)
  const usual = byRequests[Math.floor(byRequests.length / 2)]
  return {
    contender,
    seconds: medianOf(samples, ({ seconds }) => seconds) ?? 0,
    cpuSeconds: medianOf(samples, ({ cpuSeconds }) => cpuSeconds),
    peakBytes: medianOf(samples, ({ peakBytes }) => peakBytes),
    methods: countMethods(usual?.requests ?? []),
    requests: usual?.requests.length ?? 0,
    passed: usual?.passed,
  }
}

/** How many requests of each method, the most frequent first. */
export function countMethods(requests: readonly Pick<Request, 'method'>[]): Readonly<Record<string, number>> {
  const groups = Map.groupBy(requests, ({ method }) => method)
  const counts = [...groups].map(([method, { length }]) => [method, length] as const)
  return Object.fromEntries(counts.toSorted(([a, many], [b, few]) => few - many || a.localeCompare(b)))
}
