import type { Variables } from '../../../environment.ts'
import { cacheService } from '../../../process/variables.ts'
import { attributesOf } from './attributes.ts'

/** The secret variables that a build request needs: those it passes on, and those for the cache service. */
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
