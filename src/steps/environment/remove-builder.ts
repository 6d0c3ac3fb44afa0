import type { Variables } from '../../environment.ts'
import { parseRecord } from '../../json.ts'
import { run } from '../../process/run.ts'
import { childVariables } from '../../process/variables.ts'

/** Milliseconds. */
const patience = 60_000

/** Removes a builder that a step left behind when it was killed. `state` is what the step saved. */
export async function removeBuilder(
  state: string,
  variables: Variables,
  warn: (message: string) => void | Promise<void>
): Promise<void> {
  const { name, DOCKER_CONFIG, BUILDX_CONFIG } = parseRecord(state)
  if (typeof name !== 'string' || !/^manifold-[\da-f]+$/.test(name)) return
  const folders = Object.entries({ DOCKER_CONFIG, BUILDX_CONFIG }).filter(([, folder]) => folder)
  const command = {
    program: 'docker',
    args: ['buildx', 'rm', '--force', name],
    variables: { ...childVariables(variables), ...(Object.fromEntries(folders) as Variables) },
  }
  const problem = await run({ ...command, signal: AbortSignal.timeout(patience) }).then(
    ({ exitCode, stderr }) => (exitCode === 0 ? '' : stderr.trim()),
    (error: Error) => error.message
  )
  if (problem !== '') await warn(`The builder ${name} was not removed: ${problem}. Run 'docker buildx rm ${name}'.`)
}
