import type { Environment, Variables } from '../../environment.ts'
import type { BuildRequest } from '../build-request.ts'
import type { BuilderProgram } from '../builder-program.ts'
import { leftOutCaches } from './options/cache-option.ts'
import { CacheFailures } from './progress/cache-failures.ts'
import { describeCacheFailure, leftOut, rebuilding, wasLostFromCache } from './progress/cache-messages.ts'

type Build = Parameters<BuilderProgram['build']>[0]

interface CachedBuild extends Pick<BuildRequest, 'cacheFrom' | 'cacheTo'> {
  /** What to run, with the caches that may be read. */
  readonly prepare: (readsCaches: boolean) => Promise<Build>
}

interface Context {
  readonly program: Pick<BuilderProgram, 'build'>
  readonly environment: Pick<Environment, 'log'>
  readonly variables: Variables
}

/** A run of buildx that has ended. */
interface Attempt {
  readonly exitCode: number
  readonly output: string
  /** Whether it read a cache. */
  readonly hasImported: boolean
}

/**
 * Runs a build whose caches may fail (docs/decisions/0058): warns about those that do, and repeats it without reading
 * any if layers of them are gone.
 */
export async function buildWithCaches(build: CachedBuild, context: Context): Promise<Attempt> {
  const { log } = context.environment
  for (const cache of leftOutCaches([...build.cacheFrom, ...build.cacheTo], context.variables)) {
    log.warning(leftOut(cache))
  }
  const first = await attempt(build, true, context)
  const cause = first.exitCode !== 0 && first.hasImported ? wasLostFromCache(first.output) : undefined
  if (cause === undefined) return first
  log.warning(rebuilding(cause))
  return await attempt({ ...build, cacheFrom: [] }, false, context)
}

async function attempt(
  { prepare, ...given }: CachedBuild,
  readsCaches: boolean,
  { program, environment: { log } }: Context
): Promise<Attempt> {
  const caches = new CacheFailures()
  const build = await prepare(readsCaches)
  const { exitCode, stdout, stderr } = await program.build({
    ...build,
    onLine: (line) => {
      build.onLine?.(line)
      caches.read(log.redact(line))
    },
  })
  for (const failure of caches.all) {
    // Otherwise the error that ends the build says it.
    if (failure.kind === 'import' || exitCode === 0) log.warning(describeCacheFailure(failure, given))
  }
  return { exitCode, output: log.redact(`${stdout}\n${stderr}`), hasImported: caches.hasImported }
}
