import { join, resolve } from 'node:path'
import { writeAuthFile } from '../../credentials/auth-file.ts'
import { writeDockerConfig } from '../../credentials/builder-config.ts'
import { dockerConfigDirectory } from '../../credentials/config-files.ts'
import type { Variables } from '../../environment.ts'
import { encodeLogin } from '../../oci/distribution/login.ts'
import { commandVariables, untrustedVariables } from '../../process/variables.ts'
import type { CommandIntake } from '../../sources/command/command-intake.ts'
import { runCommand } from '../../sources/command/run-command.ts'
import { toolVariables } from '../../sources/command/tool-variables.ts'
import type { Job } from '../job/job.ts'

/**
 * Runs the job's command, which pushes to this intake, and ends the intake. Throws BuildError, or the reason why the run
 * was stopped.
 */
export async function runIn(intake: CommandIntake, job: Job, onStarted?: () => void): Promise<void> {
  const { inputs, stop, environment } = job
  await runCommand({
    script: inputs.run,
    shell: inputs.runShell,
    directory: resolve(environment.workspace, inputs.workingDirectory),
    variables: await variablesFor(intake, job),
    temp: environment.temp,
    environment,
    signal: stop.building,
    ...(onStarted && { onStarted }),
  })
  // What the command has left in the background could hold up the publication, or change what is published.
  if (await intake.end())
    environment.log.warning(
      "The command in 'run' ended while something that it left in the background was still pushing: what had not arrived by then is not published. Let the command wait for it"
    )
}

/**
 * The environment that a `run:` step would have, with the intake's address, and a configuration that holds its password
 * and what the job has signed in to, but none of the step's own credentials (docs/decisions/0055).
 */
async function variablesFor({ host, name, login }: CommandIntake, { trust, environment }: Job): Promise<Variables> {
  const { variables, temp, log } = environment
  const { isTrusted } = trust
  log.mask(login.password)
  log.mask(encodeLogin(login))
  const logins = new Map([[host, login]])
  const base = dockerConfigDirectory(variables)
  return {
    ...(isTrusted ? commandVariables(variables) : untrustedVariables(variables)),
    ...(await writeDockerConfig({
      ...{ base, logins, variables },
      directory: join(temp, 'docker'),
      isAnonymous: !isTrusted,
    })),
    ...(await writeAuthFile({ directory: temp, logins, variables: isTrusted ? variables : {} })),
    ...toolVariables(host, name),
  }
}
