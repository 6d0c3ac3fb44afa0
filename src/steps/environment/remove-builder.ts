import { contextOf } from '../../builder/buildx/selection/builder-options.ts'
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
  const own = { ...childVariables(variables), ...(Object.fromEntries(folders) as Variables) }
  const docker = (...args: readonly string[]) =>
    run({ program: 'docker', args, variables: own, signal: AbortSignal.timeout(patience) }).then(
      ({ exitCode, stderr }) => (exitCode === 0 ? '' : stderr.trim()),
      (error: Error) => error.message
    )
  const problem = await docker('buildx', 'rm', '--force', name)
  // It holds keys, and is only there if the engine has certificates.
  await docker('context', 'rm', '--force', contextOf(name))
  if (problem !== '') await warn(`The builder ${name} was not removed: ${problem}. Run 'docker buildx rm ${name}'.`)
}
