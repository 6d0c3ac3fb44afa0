import type { Environment } from '../environment.ts'
import { cleanUpInputs, cleanUpOutputs } from '../github/inputs/tables/clean-up-inputs.ts'
import { readCleanUp } from '../steps/clean-up/clean-up-job.ts'
import { cleanUpRepository } from '../steps/clean-up/clean-up-repository.ts'
import { OpenRepositories } from '../steps/clean-up/open-repositories.ts'
import { reportCleanUp } from '../steps/clean-up/report-clean-up.ts'
import type { RepositoryResult } from '../steps/clean-up/repository-result.ts'
import { writeNativePolicies } from '../steps/clean-up/write-native-policies.ts'
import type { Action } from './action.ts'

/** Deletes from registries what a policy does not keep, and says why. */
async function run(environment: Environment): Promise<boolean> {
  const job = await readCleanUp(environment)
  await using repositories = new OpenRepositories(job, environment)
  const results: RepositoryResult[] = []
  // One after the other: each has the whole rate limit of its registry, and its own part of the log.
  for (const repository of job.images) {
    results.push(await cleanUpRepository(() => repositories.open(repository), repository, job, environment))
  }
  if (job.nativePolicy) await writeNativePolicies(job.nativePolicy, job, environment)
  return await reportCleanUp(results, job.isDryRun, environment)
}

/** The action `clean-up`. Its inputs are read by `readCleanUp`, which throws an InputError for each mistake. */
export const cleanUpAction: Action = {
  title: 'Manifold clean-up',
  description: 'Deletes from registries what a policy does not keep, and never a part of what stays',
  inputs: cleanUpInputs,
  outputs: cleanUpOutputs,
  keepsFiles: false,
  run,
}
