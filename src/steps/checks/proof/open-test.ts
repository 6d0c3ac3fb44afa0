import { arch } from 'node:os'
import { resolve } from 'node:path'
import { TestCheck } from '../../../checks/test/test-check.ts'
import { runnerPlatform } from '../../../checks/test/test-platforms.ts'
import { secretFreeVariables } from '../../../process/variables.ts'
import type { CheckJob } from '../check-job.ts'
import { pullVariables } from './pull-access.ts'

/** Prepares the command in the input `test`. */
export function openTest(job: CheckJob): TestCheck {
  const { inputs, environment } = job
  const { variables, workspace, temp, log, signal } = environment
  return new TestCheck({
    script: inputs.test,
    directory: resolve(workspace, inputs.workingDirectory),
    timeout: inputs.testTimeout,
    platforms: inputs.testPlatforms,
    native: runnerPlatform(variables.RUNNER_OS, variables.RUNNER_ARCH, arch()),
    required: inputs.required,
    variables: secretFreeVariables(variables, log.redact),
    signIn: (repositories) => pullVariables(repositories, job),
    ...{ temp, environment, signal },
  })
}
