import { type Contender, type Order, repositoryOf } from '../contenders/contender.ts'
import type { Field, Observed } from '../field/field.ts'
import { measure } from '../measure/meter.ts'
import { type Sample, type Score, scoreOf } from '../measure/score.ts'
import { rotated } from '../measure/statistics.ts'

/** One case, which all contenders run in turn, several times. */
export interface Trial<Subject> extends Omit<Order<Subject>, 'names'> {
  readonly label: string
  /** The prefix of the repository names, the same on each registry; the contender's name follows. */
  readonly repository: string
  /** Whether `mountFrom` is the full name of a repository shared by all, not a prefix of the contender's name. */
  readonly isMountShared?: boolean
  /** How many of the registries to publish to. */
  readonly registries: number
  /** Restores the contender's repositories, and everything else, to the initial state of the case. */
  readonly before: (repositories: readonly string[]) => Promise<void>
  /** What the tags must point at afterwards, if known. */
  readonly digest?: string
}

export interface Result {
  readonly label: string
  readonly scores: readonly Score[]
}

/** Where a trial takes place. */
export interface Ground {
  /** The registries to publish to. */
  readonly field: Field
  /** The registries to read from. */
  readonly origin?: Field
}

/** Runs the contenders in turn, in a different order each round. */
export async function runTrial<Subject>(
  trial: Trial<Subject>,
  contenders: readonly Contender<Subject>[],
  ground: Ground,
  rounds: number
): Promise<Result> {
  const samples = new Map<string, Sample[]>(contenders.map(({ name }) => [name, []]))
  for (let round = 0; round < rounds; round++) {
    for (const contender of rotated(contenders, round)) {
      samples.get(contender.name)?.push(await runOnce(trial, contender, ground))
    }
  }
  return { label: trial.label, scores: [...samples].map(([name, runs]) => scoreOf(name, runs)) }
}

async function runOnce<Subject>(
  trial: Trial<Subject>,
  contender: Contender<Subject>,
  { field, origin }: Ground
): Promise<Sample> {
  await trial.before(
    [trial.repository, ...(trial.mountFrom ? [trial.mountFrom] : [])].map((name) => repositoryOf(name, contender))
  )
  await field.clear()
  await origin?.clear()
  const usage = await measure(() => contender.publish(orderFor(trial, contender, field)))
  const observed: Observed = await field.observed()
  const fetched = await origin?.observed()
  await check(trial, contender, field)
  return { ...usage, ...observed, ...(fetched && { fetched }) }
}

/** A trial with a contender's repository names. */
function orderFor<Subject>(trial: Trial<Subject>, contender: Contender<Subject>, field: Field): Order<Subject> {
  const { subject, tags, way, repository, registries, mountFrom, isMountShared } = trial
  const names = field.hosts.slice(0, registries).map((host) => `${host}/${repositoryOf(repository, contender)}`)
  const mount = mountFrom && (isMountShared ? mountFrom : repositoryOf(mountFrom, contender))
  return { subject, tags, way, names, ...(mount && { mountFrom: mount }) }
}

/** No contender may be fast by leaving something out. Throws if a tag does not point at the right digest. */
async function check<Subject>(
  { label, repository, registries, tags, digest }: Trial<Subject>,
  contender: Contender<Subject>,
  field: Field
): Promise<void> {
  const isRight = (found: string | null) =>
    found !== null && (digest === undefined || contender.makesOwn || found === digest)
  for (const tag of tags) {
    const found = (await field.digestsOf(repositoryOf(repository, contender), tag)).slice(0, registries)
    if (!found.every(isRight)) throw new Error(`${label}: ${contender.name} left ${tag} at ${found.join(', ')}`)
  }
}
