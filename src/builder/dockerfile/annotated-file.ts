import { stat } from 'node:fs/promises'
import { dirname, join, relative, resolve } from 'node:path'
import type { BuildRequest } from '../build-request.ts'
import { dockerfileOf, isRemote } from './build-context.ts'

type Paths = Pick<BuildRequest, 'context' | 'file' | 'inRepository'>

/**
 * The file that annotations of a Dockerfile refer to: its path from the root of its repository, which may be checked out
 * below the workspace. For a Dockerfile of another repository, the address of that, where GitHub shows no file.
 */
export async function annotatedFile(request: Paths, workspace: string): Promise<string> {
  const { context, inRepository } = request
  const file = dockerfileOf(request)
  if (isRemote(file)) return file
  if (isRemote(context)) return inRepository ?? `${context}/${file}`
  const path = resolve(workspace, file)
  const root = await repositoryOf(dirname(path), workspace)
  return relative(root, path)
}

/** The folder up to the workspace that is the root of a repository; otherwise the workspace. */
async function repositoryOf(folder: string, workspace: string): Promise<string> {
  const isOutside = relative(workspace, folder).startsWith('..')
  if (isOutside || relative(workspace, folder) === '') return workspace
  const isRoot = await stat(join(folder, '.git')).then(
    () => true,
    () => false
  )
  return isRoot ? folder : await repositoryOf(dirname(folder), workspace)
}
