import { parseReferences, type Reference } from '../../oci/distribution/reference.ts'
import type { BuildRequest } from '../build-request.ts'
import { baseOf } from '../dockerfile/base.ts'

/** Images that a build will share layers with, as far as known in advance: the Dockerfile's base, and the caches. */
export function baseImages(request: BuildRequest, dockerfile: string): readonly Reference[] {
  const base = baseOf(dockerfile, request)
  const names = [...(base ? [base] : []), ...[...request.cacheFrom, ...request.cacheTo].flatMap(cacheImage)]
  return parseReferences(names)
}

/** `type=registry,ref=ghcr.io/acme/app:cache`, or just the reference. */
function cacheImage(cache: string): readonly string[] {
  const fields = cache.split(',')
  if (fields.every((field) => !field.includes('='))) return fields
  const isRegistry = fields.includes('type=registry')
  return isRegistry ? fields.filter((field) => field.startsWith('ref=')).map((field) => field.slice('ref='.length)) : []
}
