import type { BuildRequest } from '../../builder/build-request.ts'
import { attributesOf, isPushed } from '../../builder/buildx/options/attributes.ts'
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
export function confine(request: BuildRequest, { ownCaches }: Distrust): Confined {
  const cacheFrom = (cache: string) => typeOf(cache) !== 'gha' || ownCaches.includes('gha')
  const cacheTo = (cache: string) => ownCaches.includes(typeOf(cache))
  const outputs = (output: string) => !isPushed(output)
  const leftOut = [
    ...request.cacheFrom.filter((cache) => !cacheFrom(cache)).map((cache) => `cache-from ${describe(cache)}`),
    ...request.cacheTo.filter((cache) => !cacheTo(cache)).map((cache) => `cache-to ${describe(cache)}`),
    ...request.outputs.filter((output) => !outputs(output)).map((output) => `outputs ${describe(output)}`),
  ]
  const confined = {
    ...request,
    cacheFrom: request.cacheFrom.filter(cacheFrom),
    cacheTo: request.cacheTo.filter(cacheTo),
    outputs: request.outputs.filter(outputs),
  }
  return { request: confined, leftOut }
}

function typeOf(text: string): string {
  return attributesOf(text)?.get('type') ?? ''
}

/** The attributes of a cache or output that may be shown. The others can hold secrets. */
const shown = ['type', 'ref', 'name', 'scope']

function describe(text: string): string {
  if (!text.includes('=')) return text
  const attributes = [...(attributesOf(text) ?? [])].filter(([name]) => shown.includes(name))
  return attributes.map(([name, value]) => `${name}=${value}`).join(',') || '(cannot be parsed)'
}
