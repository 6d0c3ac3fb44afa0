import { join } from 'node:path'
import type { Login } from '../../oci/distribution/login.ts'
import type { BuildRequest } from '../build-request.ts'
import type { Builder, BuilderContext, BuildResult, Destination, Reach } from '../builder.ts'
import { dockerfileOf } from '../dockerfile/build-context.ts'
import { buildxArguments } from './arguments.ts'
import { readMetadata } from './metadata-file.ts'
import { BuildxProgram } from './program.ts'
import { explainFailure } from './progress/failure.ts'
import { reachOf } from './reach.ts'

/** docker buildx, with the builder that the user has chosen. */
export class Buildx implements Builder {
  readonly #context: BuilderContext
  readonly #program: BuildxProgram

  constructor(context: BuilderContext) {
    this.#context = context
    this.#program = new BuildxProgram(context)
  }

  async reach({ builder }: BuildRequest): Promise<Reach> {
    return await reachOf(builder, this.#context.variables)
  }

  async signIn(registry: string, login: Login): Promise<void> {
    await this.#context.addLogin(registry, login)
  }

  async build(request: BuildRequest, destination: Destination): Promise<BuildResult> {
    const { environment, temp } = this.#context
    const metadataFile = join(temp, 'metadata.json')
    const args = buildxArguments(request, destination, metadataFile)
    const { exitCode, stdout, stderr } = await this.#program.build({ args, subject: request })
    if (exitCode !== 0) {
      throw explainFailure(environment.log.redact(`${stdout}\n${stderr}`), exitCode, dockerfileOf(request))
    }
    return await readMetadata(metadataFile)
  }

  async [Symbol.asyncDispose](): Promise<void> {}
}
