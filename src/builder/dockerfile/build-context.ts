import { join, resolve } from 'node:path'
import { readText } from '../../disk/regular-file.ts'
import type { BuildRequest } from '../build-request.ts'

type Paths = Pick<BuildRequest, 'context' | 'file'>

/** Whether the builder fetches a context: BuildKit, frontend/dockerui/context.go */
export function isRemote(context: string): boolean {
  return /^(?:https?|git|ssh):\/\/|^git@|^github\.com\//.test(context)
}

/** The Dockerfile of a build: relative to the checkout, or to a remote context. */
export function dockerfileOf({ context, file }: Paths): string {
  return file || (isRemote(context) ? 'Dockerfile' : join(context, 'Dockerfile'))
}

/** The paths in the checkout at which the builder looks for the Dockerfile; none if only the builder can read it. */
export function dockerfilePaths({ context, file }: Paths): readonly string[] {
  if (isRemote(context) || isRemote(file)) return []
  // If no name is given, BuildKit also accepts the second.
  return file ? [file] : [dockerfileOf({ context, file }), join(context, 'dockerfile')]
}

/** The text of the Dockerfile; empty if only the builder can read it, or if it cannot be read. */
export async function readDockerfile(paths: Paths, workspace: string): Promise<string> {
  const texts = await Promise.allSettled(dockerfilePaths(paths).map((path) => readText(resolve(workspace, path))))
  return texts.find((text) => text.status === 'fulfilled')?.value ?? ''
}
