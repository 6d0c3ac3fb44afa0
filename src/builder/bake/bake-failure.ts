import { join } from 'node:path'
import { BuildError } from '../build-error.ts'
import { explainFailure } from '../buildx/progress/failure.ts'
import { isRemote } from '../dockerfile/build-context.ts'
import type { PlannedTarget } from './bake-request.ts'

/** What buildx puts before the reason: docker/buildx, build/build.go */
const failedTarget = /^ERROR: target (?:manifold-bake-)?(?<name>[\w-]+): /m
const askedPrivileges = /^Pass "(?<flags>--allow=[^"]+)" to grant requested privileges\.$/m

/** The error for a definition that cannot be read, based on what buildx printed. */
export function explainDefinition(output: string, exitCode: number): BuildError {
  if (/couldn't find a bake definition/.test(output)) {
    return new BuildError("A bake file was not found: name it in 'bake-files', or its folder in 'bake-source'.")
  }
  return renamed(explainFailure(output, exitCode, ''), 'The bake definition cannot be read')
}

/** The error for a bake that failed, based on its output: it names the target that failed. */
export function explainBake(output: string, exitCode: number, plan: readonly PlannedTarget[]): BuildError {
  const { flags } = askedPrivileges.exec(output)?.groups ?? {}
  if (flags !== undefined) {
    const asked = flags.split(/\s+/).map((flag) => flag.replace('--allow=', ''))
    return new BuildError(
      `The bake definition asks for privileges that it was not granted: ${asked.join(', ')}. To grant them, add them to the input 'allow'.`
    )
  }
  const { name } = failedTarget.exec(output)?.groups ?? {}
  const target = plan.find((each) => each.target.name === name)?.target
  if (!target) return explainFailure(output, exitCode, '')
  const { context, dockerfile } = target
  const file = isRemote(context) ? dockerfile : join(context, dockerfile)
  const error = explainFailure(output.replace(failedTarget, 'ERROR: '), exitCode, file)
  return renamed(error, `The build of target '${target.name}' failed`)
}

function renamed({ message, place, excerpt }: BuildError, what: string): BuildError {
  return new BuildError(message.replace(/^The build failed/, what), { place, excerpt })
}
