import { realpath, stat } from 'node:fs/promises'
import { isAbsolute, relative, resolve, sep } from 'node:path'
import type { Environment } from '../../environment.ts'
import { namesOfGiven } from '../../github/inputs/input.ts'
import type { Inputs } from '../../github/inputs/inputs.ts'
import { buildInputs } from '../../github/inputs/tables/build-inputs.ts'
import { commandInputs } from '../../github/inputs/tables/command-inputs.ts'
import { InputError, throwAll } from '../../input-error.ts'

type CommandInputs = Pick<Inputs, 'run' | 'test' | 'workingDirectory' | 'source' | 'part'>

/** Rejects inputs that do not fit a command, or that need one. Throws InputError, or an AggregateError. */
export async function checkCommand(
  inputs: CommandInputs,
  { variables, workspace }: Pick<Environment, 'variables' | 'workspace'>
): Promise<void> {
  if (!inputs.run) {
    const idle = namesOfGiven(commandInputs, variables).filter((name) => !inputs.test || name !== 'working-directory')
    const folder = inputs.test ? await problemWithFolder(inputs.workingDirectory, workspace) : undefined
    throwAll([
      ...idle.map((name) => new InputError(name, "it has no effect without 'run': remove it")),
      ...(folder ? [new InputError('working-directory', folder)] : []),
    ])
    return
  }
  const isForPart = (name: string) => inputs.part.length > 0 && ['platforms', 'part'].includes(name)
  const given = namesOfGiven(buildInputs, variables).filter((name) => !isForPart(name))
  const folder = await problemWithFolder(inputs.workingDirectory, workspace)
  throwAll([
    ...(inputs.source ? [new InputError('source', "the image is made by 'run': remove one of the two")] : []),
    ...given.map(
      (name) => new InputError(name, "it has no effect with 'run', whose command makes the image: remove it")
    ),
    ...(folder ? [new InputError('working-directory', folder)] : []),
  ])
}

/** Why a command cannot run in a folder, as the end of a sentence. */
async function problemWithFolder(folder: string, workspace: string): Promise<string | undefined> {
  const path = resolve(workspace, folder)
  const found = await stat(path).catch(() => undefined)
  if (!found) return `${folder || 'the checkout'} does not exist. Does actions/checkout run before this step?`
  if (!found.isDirectory()) return `${folder} is not a directory`
  const way = relative(await realpath(workspace), await realpath(path))
  if (way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way)) return undefined
  return `${folder} is outside the checkout: write the path of a folder in it`
}
