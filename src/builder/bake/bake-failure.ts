import { join, relative, resolve } from 'node:path'
import { BuildError } from '../build-error.ts'
import { explainFailure, type FailureAdvice } from '../buildx/progress/failure.ts'
import { annotatedFile } from '../dockerfile/annotated-file.ts'
import { isRemote } from '../dockerfile/build-context.ts'
import type { BakeRequest, PlannedTarget } from './bake-request.ts'
import type { BakeTarget } from './definition.ts'

/** What buildx puts before the reason: docker/buildx, build/build.go */
const failedTarget = /^ERROR: target (?:manifold-bake-)?(?<name>[\w-]+): /m
const askedPrivileges = /^Pass "(?<flags>--allow=[^"]+)" to grant requested privileges\.$/m

/** docker/buildx, bake/bake.go, ResolveTarget */
const missingTarget = /^ERROR: failed to find target (?<name>\S+)$/m
/** The place of an error, which is also above the excerpt that precedes it. */
const hclPlace = /(?<start>^ERROR: )\S+:\d+,[\d,-]+: /m

/** The error for a definition that cannot be read, based on what buildx printed. */
export function explainDefinition(output: string, exitCode: number): BuildError {
  if (/couldn't find a bake definition/.test(output)) {
    return new BuildError("A bake file was not found: name it in 'bake-files', or its folder in 'bake-source'.")
  }
  const { name } = missingTarget.exec(output)?.groups ?? {}
  if (name !== undefined) {
    return new BuildError(
      `The bake definition has no target or group '${name}': check 'bake-targets', and what its groups and targets name.`
    )
  }
  return renamed(
    explainFailure(output.replace(hclPlace, '$<start>'), exitCode, ''),
    'The bake definition cannot be read'
  )
}

/** What to do about a target, since the inputs of a single build have no effect on it. */
const advice: FailureAdvice = [
  [/failed to read dockerfile|unable to prepare context/i, "Check 'context' and 'dockerfile' of the target."],
  [/^ERROR: .*target stage .* could not be found/m, "Check 'target' in the bake file."],
  [
    /^ERROR: .*secret \S+: not found/m,
    "Name it in 'secret' of the target, or add a line '*.secrets=type=env,id=ID,env=VARIABLE' to 'set', and set the variable in 'env' of the step.",
  ],
]

/** Where a definition is. */
export interface BakePlace extends Pick<BakeRequest, 'directory' | 'remote'> {
  readonly workspace: string
}

/** A target's Dockerfile: relative to the checkout, or to what it is fetched from. */
export function dockerfileIn({ context, dockerfile }: BakeTarget, { directory, remote, workspace }: BakePlace): string {
  if (isRemote(context)) return dockerfile
  return remote === undefined ? relative(workspace, resolve(directory, context, dockerfile)) : join(context, dockerfile)
}

/** The error for a bake that failed, based on its output: it names the target that failed. */
export async function explainBake(
  output: string,
  exitCode: number,
  plan: readonly PlannedTarget[],
  place: BakePlace
): Promise<BuildError> {
  const { flags } = askedPrivileges.exec(output)?.groups ?? {}
  if (flags !== undefined) {
    const asked = flags.split(/\s+/).map((flag) => flag.replace('--allow=', ''))
    return new BuildError(
      `The bake definition asks for privileges that it was not granted: ${asked.join(', ')}. To grant them, add them to the input 'allow'.`
    )
  }
  const { name } = failedTarget.exec(output)?.groups ?? {}
  const only = plan.length === 1 ? plan[0]?.target : undefined
  const target = plan.find((each) => each.target.name === name)?.target ?? only
  if (!target) return explainFailure(output, exitCode, '', { first: advice })
  const file = dockerfileIn(target, place)
  const isHere = place.remote === undefined && !isRemote(target.context)
  const annotated = isHere ? await annotatedFile({ context: '.', file }, place.workspace) : file
  const error = explainFailure(output.replace(failedTarget, 'ERROR: '), exitCode, file, { annotated, first: advice })
  return renamed(error, `The build of target '${target.name}' failed`)
}

function renamed({ message, place, excerpt }: BuildError, what: string): BuildError {
  return new BuildError(message.replace(/^The build failed/, what), { place, excerpt })
}
