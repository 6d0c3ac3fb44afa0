import { join } from 'node:path'
import type { Login } from '../../oci/distribution/login.ts'
import type { BuildRequest } from '../build-request.ts'
import type { Baker, Builder, BuilderContext, BuildResult, Destination, Reach } from '../builder.ts'
import { annotatedFile } from '../dockerfile/annotated-file.ts'
import { dockerfileOf } from '../dockerfile/build-context.ts'
import { buildxArguments } from './arguments.ts'
import { buildWithCaches } from './cached-build.ts'
import { readMetadata } from './metadata-file.ts'
import { BuildxProgram } from './program.ts'
import { explainFailure } from './progress/failure.ts'
import type { BuilderNeeds } from './selection/classic-store.ts'
import { BuilderSelection } from './selection/selection.ts'

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
    const metadataFile = join(temp, 'metadata.json')
    const builder = await this.#selection.choose(request, destination.kind === 'layout')
    const prepare = async (readsCaches: boolean) => {
      const attempted = { ...request, builder, ...(!readsCaches && { cacheFrom: [] }) }
      return {
        args: buildxArguments(attempted, destination, metadataFile),
        subject: request,
        onLine: this.#selection.onLine,
        ...(signal && { signal }),
      }
    }
    const context = { environment, variables, program: this.#program }
    const { exitCode, output } = await buildWithCaches({ ...request, prepare }, context)
    if (exitCode === 0) return await readMetadata(metadataFile)
    const annotated = await annotatedFile(request, environment.workspace)
    throw explainFailure(output, exitCode, dockerfileOf(request), { annotated })
  }

  async baker(): Promise<Baker> {
    const { BuildxBaker } = await import('../bake/baker.ts')
    return new BuildxBaker(this.#program, this.#context, this.#selection)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#selection[Symbol.asyncDispose]()
  }
}
