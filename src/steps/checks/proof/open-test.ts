import { arch } from 'node:os'
import { resolve } from 'node:path'
import { TestCheck } from '../../../checks/test/test-check.ts'
import { runnerPlatform } from '../../../checks/test/test-platforms.ts'
import { secretFreeVariables } from '../../../process/variables.ts'
import type { CheckJob } from '../check-job.ts'
import { pullVariables } from './pull-access.ts'

/**
 * Prepares the command in the input `test`. Undefined, with a notice, where it might run what strangers have written in a
 * job that has secrets: the environment of this process holds the inputs.
 */
export function openTest(job: CheckJob): TestCheck | undefined {
  const { inputs, trust, environment } = job
  if (!trust.isTrusted && !trust.isIsolated) {
    const remedy = "Run it under 'pull_request', or under an event of this repository"
    environment.log.notice(`Not tested: for ${trust.stranger} the command could read the secrets of the job. ${remedy}`)
    return undefined
  }
  const { variables, workspace, temp, log, signal } = environment
  return new TestCheck({
    script: inputs.test,
    directory: resolve(workspace, inputs.workingDirectory),
    timeout: inputs.testTimeout,
    platforms: inputs.testPlatforms,
    isPart: inputs.part.length > 0,
    native: runnerPlatform(variables.RUNNER_OS, variables.RUNNER_ARCH, arch()),
    required: inputs.required,
    variables: secretFreeVariables(variables, log.redact),
    signIn: (repositories) => pullVariables(repositories, job),
    ...{ temp, environment, signal },
  })
}
