import { attributesOf, isPushed } from '../build/attributes.ts'
import type { BuildRequest } from '../build/build-request.ts'
import type { Distrust } from './trust.ts'

/** A request to the builder, and what was left out of what the inputs ask for. */
export interface Confined {
  readonly request: BuildRequest
  readonly leftOut: readonly string[]
}

/**
 * A stranger's build writes nothing that a trusted run reads: no output is pushed, and no cache is kept but where GitHub
 * keeps it apart.
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

/** What is shown of a cache or an output: any other attribute may be a secret. */
const shown = ['type', 'ref', 'name', 'scope']

function describe(text: string): string {
  if (!text.includes('=')) return text
  const attributes = [...(attributesOf(text) ?? [])].filter(([name]) => shown.includes(name))
  return attributes.map(([name, value]) => `${name}=${value}`).join(',') || '(cannot be parsed)'
}
