import { join } from 'node:path'
import type { BuildRequest } from '../build-request.ts'

/** Whether the builder fetches a context: BuildKit, frontend/dockerui/context.go */
export function isRemote(context: string): boolean {
  return /^(?:https?|git|ssh):\/\/|^git@|^github\.com\//.test(context)
}

/** The Dockerfile of a build: relative to the checkout, or to a remote context. */
export function dockerfileOf({ context, file }: Pick<BuildRequest, 'context' | 'file'>): string {
  return file || (isRemote(context) ? 'Dockerfile' : join(context, 'Dockerfile'))
}
