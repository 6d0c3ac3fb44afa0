import { join } from 'node:path'
import type { BuildRequest } from './build-request.ts'

/** Whether a context is fetched by the builder: BuildKit, frontend/dockerui/context.go */
export function isRemote(context: string): boolean {
  return /^(?:https?|git|ssh):\/\/|^git@|^github\.com\//.test(context)
}

/** The Dockerfile of a build: relative to the checkout, or within a context that is fetched. */
export function dockerfileOf({ context, file }: Pick<BuildRequest, 'context' | 'file'>): string {
  return file || (isRemote(context) ? 'Dockerfile' : join(context, 'Dockerfile'))
}
