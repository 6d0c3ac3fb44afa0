import { join, resolve } from 'node:path'
import { dockerfileOf, isRemote } from '../../builder/dockerfile/build-context.ts'
import { readText } from '../../disk/regular-file.ts'
import type { Inputs } from '../../github/inputs/inputs.ts'
import { expandPaths } from './context.ts'

/** The text of the Dockerfile; empty if only the builder can read it or nothing is built. */
export async function readDockerfile(
  inputs: Pick<Inputs, 'context' | 'file' | 'source'>,
  workspace: string
): Promise<string> {
  const { context, file } = expandPaths(inputs)
  if (inputs.source || isRemote(context) || isRemote(file)) return ''
  // If no name is given, BuildKit also accepts the second.
  const names = file ? [file] : [dockerfileOf({ context, file }), join(context, 'dockerfile')]
  const texts = await Promise.allSettled(names.map((name) => readText(resolve(workspace, name))))
  return texts.find((text) => text.status === 'fulfilled')?.value ?? ''
}
