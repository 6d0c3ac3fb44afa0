import type { Variables } from '../../../environment.ts'
import { attributesOf } from './attributes.ts'
import { csv } from './output-option.ts'

/** The attributes of a cache or output that may be shown, in this order. The others can hold secrets. */
const shown = ['type', 'ref', 'name', 'scope']

/** A cache or output as a message names it: without what may be secret. */
export function describeOption(text: string): string {
  if (!text.includes('=')) return text
  const attributes = attributesOf(text)
  const parts = shown.flatMap((name) => (attributes?.has(name) ? [`${name}=${attributes.get(name)}`] : []))
  return parts.join(',') || '(cannot be parsed)'
}

/** The type of a cache: a reference alone is one in a registry. Empty if it cannot be parsed. */
export function cacheType(text: string): string {
  return text.includes('=') ? (attributesOf(text)?.get('type') ?? '') : 'registry'
}

/**
 * Cache destinations whose failure does not fail the build, unless the workflow says so with `ignore-error`. One of
 * type `inline` is a part of the image.
 */
export function tolerant(destinations: readonly string[]): readonly string[] {
  return destinations.map((text) => {
    if (/^[\w./:@-]+$/.test(text)) return `type=registry,ref=${text},ignore-error=true`
    const attributes = attributesOf(text) ?? new Map<string, string>()
    const isFinal = ['', 'inline'].includes(attributes.get('type') ?? '') || attributes.has('ignore-error')
    if (isFinal) return text
    return csv([...[...attributes].map(([name, value]) => `${name}=${value}`), 'ignore-error=true'])
  })
}

/** Caches that buildx silently leaves out, because it does not find the runner's cache service: build/opt.go. */
export function leftOutCaches(caches: readonly string[], variables: Variables): readonly string[] {
  return caches.filter((text) => {
    if (cacheType(text) !== 'gha') return false
    const attributes = attributesOf(text)
    const token = attributes?.get('token') || variables.ACTIONS_RUNTIME_TOKEN
    const service = ['url', 'url_v2'].map((name) => attributes?.get(name)).find(Boolean)
    return !token || !(service || variables.ACTIONS_CACHE_URL || variables.ACTIONS_RESULTS_URL)
  })
}
