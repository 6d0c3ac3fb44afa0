import type { Variables } from '../environment.ts'
import { attributesOf } from './attributes.ts'

/** What a child has no business to know: inputs, saved state, the runner's own tokens, and what was a credential. */
const secret = /^(?:INPUT_|STATE_|ACTIONS_|GITHUB_TOKEN$|GH_TOKEN$|DOCKER_AUTH_CONFIG$)/

/** The runner's cache service, which buildx needs for `type=gha`. */
const cacheService = /^ACTIONS_(?:RUNTIME_TOKEN|RESULTS_URL|CACHE_URL|CACHE_SERVICE_V2)$/

/** The environment for a child: all of ours but secrets, and of those what `named` names. */
export function childVariables(variables: Variables, named: readonly string[] = []): Variables {
  return Object.fromEntries(Object.entries(variables).filter(([name]) => !secret.test(name) || named.includes(name)))
}

/** What is of this step alone: its inputs, and what it saved. No build may name it. */
const own = /^(?:INPUT_|STATE_)/

/** The job's environment as a workflow may name it for a build, with what leads to the runner's cache service or without. */
export function jobVariables(variables: Variables, hasCacheService: boolean): Variables {
  const isKept = (name: string) => !own.test(name) && (hasCacheService || !cacheService.test(name))
  return Object.fromEntries(Object.entries(variables).filter(([name]) => isKept(name)))
}

/** The secret variables that a build needs by what it was asked: those it passes on, and the cache service's. */
export function namedVariables(
  variables: Variables,
  request: {
    readonly buildArgs: readonly string[]
    readonly cacheFrom: readonly string[]
    readonly cacheTo: readonly string[]
  },
  secretVariables: readonly string[]
): readonly string[] {
  const passedOn = request.buildArgs.filter((argument) => !argument.includes('='))
  const isCached = [...request.cacheFrom, ...request.cacheTo].some(
    (cache) => attributesOf(cache)?.get('type') === 'gha'
  )
  const service = isCached ? Object.keys(variables).filter((name) => cacheService.test(name)) : []
  return [...passedOn, ...secretVariables, ...service]
}
