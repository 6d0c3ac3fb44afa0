import { formatTarget } from '../oci/distribution/target.ts'
import type { Outcome } from './outcome.ts'
import { addTraffic } from './step.ts'

/** The worst first. */
const order: readonly Outcome['status'][] = ['failed', 'unconfirmed', 'withheld', 'published', 'planned']

/** One outcome for each target, for people: what became of all images that went there. */
export function mergeOutcomes(outcomes: readonly Outcome[]): readonly Outcome[] {
  return [...Map.groupBy(outcomes, ({ target }) => formatTarget(target)).values()].map(merged)
}

function merged(outcomes: readonly Outcome[]): Outcome {
  const [first, ...others] = outcomes as readonly [Outcome, ...Outcome[]]
  if (others.length === 0) return first
  const { root: _, platforms: __, isEquivalent: ___, comparison: ____, ...rest } = first
  const error = outcomes.find((outcome) => outcome.error)?.error
  const objection = outcomes.find((outcome) => outcome.objection)?.objection
  const referrers = sumOf(outcomes, (outcome) => outcome.referrers)
  const repaired = sumOf(outcomes, (outcome) => outcome.repaired)
  return {
    ...rest,
    target: { ...first.target, tags: outcomes.flatMap(({ target }) => target.tags) },
    status: order.find((status) => outcomes.some((outcome) => outcome.status === status)) ?? first.status,
    images: outcomes.length,
    ...(first.bakeTargets && { bakeTargets: outcomes.flatMap(({ bakeTargets = [] }) => bakeTargets) }),
    tags: outcomes.flatMap(({ tags }) => tags),
    traffic: outcomes.map(({ traffic }) => traffic).reduce(addTraffic),
    sent: sumOf(outcomes, ({ sent }) => sent),
    retries: sumOf(outcomes, ({ retries }) => retries),
    seconds: Math.max(...outcomes.map(({ seconds }) => seconds)),
    ...(referrers > 0 && { referrers }),
    ...(repaired > 0 && { repaired }),
    ...(error && { error }),
    ...(objection && { objection }),
  }
}

function sumOf(outcomes: readonly Outcome[], of: (outcome: Outcome) => number | undefined): number {
  return outcomes.reduce((sum, outcome) => sum + (of(outcome) ?? 0), 0)
}
