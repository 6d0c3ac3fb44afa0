import { resolve } from 'node:path'
import type { BuildRequest } from '../../builder/build-request.ts'
import { baseOf } from '../../builder/dockerfile/base.ts'
import { dockerfileOf, isRemote } from '../../builder/dockerfile/build-context.ts'
import { readText } from '../../disk/regular-file.ts'
import { parseReferences, type Reference } from '../../oci/distribution/reference.ts'

/** Images that a build will share layers with, as far as known in advance: its base and its caches. */
export async function baseImages(request: BuildRequest, workspace: string): Promise<readonly Reference[]> {
  const base = await findBase(request, workspace)
  const names = [...(base ? [base] : []), ...[...request.cacheFrom, ...request.cacheTo].flatMap(cacheImage)]
  return parseReferences(names)
}

async function findBase(request: BuildRequest, workspace: string): Promise<string | undefined> {
  const file = dockerfileOf(request)
  if (isRemote(request.context) || isRemote(file)) return undefined
  const dockerfile = await readText(resolve(workspace, file)).catch(() => '')
  return baseOf(dockerfile, request)
}

/** `type=registry,ref=ghcr.io/acme/app:cache`, or just the reference. */
function cacheImage(cache: string): readonly string[] {
  const fields = cache.split(',')
  if (fields.every((field) => !field.includes('='))) return fields
  const isRegistry = fields.includes('type=registry')
  return isRegistry ? fields.filter((field) => field.startsWith('ref=')).map((field) => field.slice('ref='.length)) : []
}
