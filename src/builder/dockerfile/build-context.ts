import { join, resolve } from 'node:path'
import { readText } from '../../disk/regular-file.ts'
import type { BuildRequest } from '../build-request.ts'

type Paths = Pick<BuildRequest, 'context' | 'file'>

/** Whether the builder fetches a context: BuildKit, frontend/dockerui/context.go */
export function isRemote(context: string): boolean {
  return /^(?:https?|git|ssh):\/\/|^[\w.-]+@[\w.-]+:|^github\.com\//.test(context)
}

/** The Dockerfile of a build: relative to the checkout, or to a remote context. */
export function dockerfileOf({ context, file }: Paths): string {
  return file || (isRemote(context) ? 'Dockerfile' : join(context, 'Dockerfile'))
}

/**
 * The paths in the checkout at which the builder looks for the Dockerfile, which are `names` in the context if the inputs
 * give none. Empty if only the builder can read it.
 */
export function dockerfilePaths({ context, file }: Paths, names: readonly string[]): readonly string[] {
  if (isRemote(context) || isRemote(file)) return []
  return file ? [file] : names.map((name) => join(context, name))
}

/** A Dockerfile in the checkout. */
export interface FoundDockerfile {
  readonly path: string
  readonly text: string
}

/** The Dockerfile; undefined if only the builder can read it, or if it cannot be read. */
export async function findDockerfile(
  paths: Paths,
  names: readonly string[],
  workspace: string
): Promise<FoundDockerfile | undefined> {
  const found = dockerfilePaths(paths, names).map(async (path) => ({
    path,
    text: await readText(resolve(workspace, path)),
  }))
  return (await Promise.allSettled(found)).find((file) => file.status === 'fulfilled')?.value
}
