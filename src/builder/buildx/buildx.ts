import { join } from 'node:path'
import type { Login } from '../../oci/distribution/login.ts'
import type { BuildRequest } from '../build-request.ts'
import type { Baker, Builder, BuilderContext, BuildResult, Destination, Reach } from '../builder.ts'
import { annotatedFile } from '../dockerfile/annotated-file.ts'
import { dockerfileOf } from '../dockerfile/build-context.ts'
import { buildxArguments } from './arguments.ts'
import { readMetadata } from './metadata-file.ts'
import { leftOutCaches } from './options/cache-option.ts'
import { BuildxProgram } from './program.ts'
import { CacheFailures } from './progress/cache-failures.ts'
import { describeCacheFailure, leftOut, rebuilding, wasLostFromCache } from './progress/cache-messages.ts'
import { explainFailure } from './progress/failure.ts'
import type { BuilderNeeds } from './selection/classic-store.ts'
import { BuilderSelection } from './selection/selection.ts'

interface Run {
  /** Where buildx writes its metadata. */
  readonly metadataFile: string
  readonly signal: AbortSignal | undefined
}

/** A run of buildx that has ended. */
interface Attempt {
  readonly exitCode: number
  readonly output: string
  /** Whether it read a cache. */
  readonly hasImported: boolean
}

/** docker buildx, with the builder that the user has chosen, or that is enough. */
export class Buildx implements Builder {
  readonly #context: BuilderContext
  readonly #program: BuildxProgram
  readonly #selection: BuilderSelection

  constructor(context: BuilderContext) {
    this.#context = context
    this.#program = new BuildxProgram(context)
    this.#selection = new BuilderSelection(context, this.#program)
  }

  async reach(needs: BuilderNeeds): Promise<Reach> {
    return await this.#selection.reach(needs)
  }

  async signIn(registry: string, login: Login): Promise<void> {
    await this.#context.addLogin(registry, login)
  }

  async build(request: BuildRequest, destination: Destination, signal?: AbortSignal): Promise<BuildResult> {
    const { environment, variables, temp } = this.#context
    const { workspace, log } = environment
    for (const cache of leftOutCaches([...request.cacheFrom, ...request.cacheTo], variables))
      log.warning(leftOut(cache))
    const metadataFile = join(temp, 'metadata.json')
    const builder = await this.#selection.choose(request)
    const run = (attempted: BuildRequest) =>
      this.#attempt({ ...attempted, builder }, destination, { metadataFile, signal })
    let attempt = await run(request)
    const cause = attempt.exitCode !== 0 && attempt.hasImported ? wasLostFromCache(attempt.output) : undefined
    if (cause !== undefined) {
      log.warning(rebuilding(cause))
      attempt = await run({ ...request, cacheFrom: [] })
    }
    if (attempt.exitCode === 0) return await readMetadata(metadataFile)
    const annotated = await annotatedFile(request, workspace)
    throw explainFailure(attempt.output, attempt.exitCode, dockerfileOf(request), annotated)
  }

  /** Runs buildx once, and warns about caches that fail. */
  async #attempt(request: BuildRequest, destination: Destination, { metadataFile, signal }: Run): Promise<Attempt> {
    const { log } = this.#context.environment
    const caches = new CacheFailures()
    const { exitCode, stdout, stderr } = await this.#program.build({
      args: buildxArguments(request, destination, metadataFile),
      subject: request,
      onLine: (line) => {
        this.#selection.onLine(line)
        caches.read(log.redact(line))
      },
      ...(signal && { signal }),
    })
    for (const failure of caches.all) {
      // Otherwise the error that ends the build says it.
      if (failure.kind === 'import' || exitCode === 0) log.warning(describeCacheFailure(failure, request))
    }
    return { exitCode, output: log.redact(`${stdout}\n${stderr}`), hasImported: caches.hasImported }
  }

  async baker(): Promise<Baker> {
    const { BuildxBaker } = await import('../bake/baker.ts')
    return new BuildxBaker(this.#program, this.#context, this.#selection)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#selection[Symbol.asyncDispose]()
  }
}
