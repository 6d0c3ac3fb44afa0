import { readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { dockerfileOf, isRemote } from '../build/context.ts'
import { ownLabels } from '../build/own-labels.ts'
import type { Environment } from '../environment.ts'
import type { Inputs } from '../github/inputs.ts'
import { expandContext } from './context.ts'

type LabelInputs = Pick<Inputs, 'defaultLabels' | 'source' | 'context' | 'file' | 'target' | 'buildArgs'>

/** Which labels are not for what is known of the repository: those that the Dockerfile sets, unless the input says more. */
export async function labelsTaken(
  inputs: LabelInputs,
  { workspace, log }: Pick<Environment, 'workspace' | 'log'>
): Promise<(key: string) => boolean> {
  if (inputs.defaultLabels === 'none') return () => true
  if (inputs.defaultLabels === 'overwrite' || inputs.source) return () => false
  const own = ownLabels(await readDockerfile(inputs, workspace), inputs)
  if (own) return own
  const instead = "Write them in 'labels', or set 'default-labels' to 'overwrite'."
  log.notice(`The image gets no labels of the repository: which ones its Dockerfile sets is not known here. ${instead}`)
  return () => true
}

/** Empty for one that only the builder can read. */
async function readDockerfile({ context: given, file }: LabelInputs, workspace: string): Promise<string> {
  const context = expandContext(given) || '.'
  if (isRemote(context) || isRemote(file)) return ''
  const read = (path: string) => readFile(resolve(workspace, path), 'utf8')
  // Without being told a name BuildKit takes the second, too.
  return await read(dockerfileOf({ context, file })).catch(() =>
    file ? '' : read(join(context, 'dockerfile')).catch(() => '')
  )
}
