import type { BuildRequest } from '../../builder/build-request.ts'
import { isPushed } from '../../builder/buildx/options/attributes.ts'
import { cacheType, describeOption } from '../../builder/buildx/options/cache-option.ts'
import type { Distrust } from './trust.ts'

/** A build request, and what the inputs ask for that was left out of it. */
export interface Confined {
  readonly request: BuildRequest
  readonly leftOut: readonly string[]
}

/**
 * An untrusted build writes nothing that a trusted run reads: no output is pushed, and a cache is only written where
 * GitHub isolates it.
 */
export function confine(request: BuildRequest, { ownCaches }: Pick<Distrust, 'ownCaches'>): Confined {
  const cacheFrom = (cache: string) => cacheType(cache) !== 'gha' || ownCaches.includes('gha')
  const cacheTo = (cache: string) => ownCaches.includes(cacheType(cache))
  const outputs = (output: string) => !isPushed(output)
  const leftOut = [
    ...request.cacheFrom.filter((cache) => !cacheFrom(cache)).map((cache) => `cache-from ${describeOption(cache)}`),
    ...request.cacheTo.filter((cache) => !cacheTo(cache)).map((cache) => `cache-to ${describeOption(cache)}`),
    ...request.outputs.filter((output) => !outputs(output)).map((output) => `outputs ${describeOption(output)}`),
  ]
  const confined = {
    ...request,
    cacheFrom: request.cacheFrom.filter(cacheFrom),
    cacheTo: request.cacheTo.filter(cacheTo),
    outputs: request.outputs.filter(outputs),
  }
  return { request: confined, leftOut }
}
