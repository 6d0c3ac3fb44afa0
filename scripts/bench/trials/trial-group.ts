import type { Progress } from '../../machine/run.ts'
import { type Contender, repositoryOf } from '../contenders/contender.ts'
import type { Field } from '../field/field.ts'
import { describeResult } from '../report/report.ts'
import { type Ground, type Result, runTrial, type Trial } from './trial.ts'

/** Trials that start with the same content on the registries, which `Field.restore` restores. */
export interface TrialGroup<Subject> {
  /** What every contender publishes to all registries beforehand; undefined if the trials do so themselves. */
  readonly published?: { readonly subject: Subject; readonly tags: readonly string[]; readonly repository: string }
  readonly trials: readonly Trial<Subject>[]
}

export interface GroupRun<Subject> extends Ground {
  readonly groups: readonly TrialGroup<Subject>[]
  readonly contenders: readonly Contender<Subject>[]
  /** How often a trial is run; 0 skips it. */
  readonly rounds: (trial: Trial<Subject>) => number
  readonly progress: Progress
}

export async function runGroups<Subject>(run: GroupRun<Subject>): Promise<readonly Result[]> {
  const { groups, contenders, rounds, field, progress } = run
  const results: Result[] = []
  for (const { published, trials } of groups) {
    const asked = trials.filter((trial) => rounds(trial) > 0)
    if (published && asked.length > 0) await arrange(published, contenders, field)
    for (const trial of asked) {
      const result = await runTrial(trial, contenders, run, rounds(trial))
      progress(`  ${describeResult(result)}`)
      results.push(result)
    }
  }
  return results
}

/** Only the first contender sends content: the others get a copy of its repository, and publish on top of it. */
async function arrange<Subject>(
  { subject, tags, repository }: NonNullable<TrialGroup<Subject>['published']>,
  contenders: readonly Contender<Subject>[],
  field: Field
): Promise<void> {
  const [first] = contenders
  for (const contender of contenders) {
    const own = repositoryOf(repository, contender)
    if (first && contender !== first) await field.copyRepository(repositoryOf(repository, first), own)
    await contender.publish({ subject, tags, names: field.nearHosts.map((host) => `${host}/${own}`), way: 'in turn' })
  }
  await field.save()
}
