import type { BuildRequest } from '../../build-request.ts'
import { cacheType, describeOption } from '../options/cache-option.ts'
import type { CacheFailure } from './cache-failures.ts'

type Caches = Pick<BuildRequest, 'cacheFrom' | 'cacheTo'>

/** The warning about a cache that could not be read or written. */
export function describeCacheFailure({ kind, cache, reason }: CacheFailure, { cacheFrom, cacheTo }: Caches): string {
  const why = reason.replace(/\.$/, '')
  if (kind === 'import') return `Cache ${named(cache, cacheFrom)} could not be read and was not used: ${why}.`
  return `Cache ${named(cache, cacheTo)} could not be written: ${why}. The image is not affected. To make this an error, add 'ignore-error=false' to 'cache-to'.`
}

/** A cache as the workflow writes it, if its type tells which one it is. */
function named(cache: string, given: readonly string[]): string {
  const [only, ...others] = given.filter((text) => cacheType(text) === cache).map(describeOption)
  return only === undefined ? cache : others.length === 0 ? only : `of type ${cache}`
}

/** The warning about a cache that buildx leaves out. */
export function leftOut(cache: string): string {
  return `Cache ${describeOption(cache)} is not used: the runner does not provide GitHub's cache service (ACTIONS_RUNTIME_TOKEN and ACTIONS_RESULTS_URL are not set). Use another type, such as 'type=registry,ref=…'.`
}

/** What BuildKit prints if it has read a cache's index, but then does not get a layer that the index lists. */
const lost = /^ERROR: .*?((?:failed to copy|could not fetch content descriptor): .*)$/m

/** Why the build failed, if the cause may be a layer that a cache no longer has (moby/buildkit#2836). */
export function wasLostFromCache(output: string): string | undefined {
  return lost.exec(output)?.[1]
}

/** The warning before the image is built without its caches. */
export function rebuilding(cause: string): string {
  return `A layer could not be fetched, perhaps from a cache of 'cache-from', so the image is built again without these: ${cause.replace(/\.$/, '')}.`
}
