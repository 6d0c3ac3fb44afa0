import { join } from 'node:path'
import type { Login } from '../../oci/distribution/login.ts'
import type { BuildRequest } from '../build-request.ts'
import type { Baker, Builder, BuilderContext, BuildResult, Destination, Reach } from '../builder.ts'
import { dockerfileOf } from '../dockerfile/build-context.ts'
import { buildxArguments } from './arguments.ts'
import { readMetadata } from './metadata-file.ts'
import { BuildxProgram } from './program.ts'
import { explainFailure } from './progress/failure.ts'
import { currentBuilder } from './selection/node-group.ts'
import { ProbeRunner } from './selection/probe.ts'
import { reachOf } from './selection/reach.ts'
import { thisMachine } from './selection/this-machine.ts'

/** docker buildx, with the builder that the user has chosen. */
export class Buildx implements Builder {
  readonly #context: BuilderContext
  readonly #program: BuildxProgram
  readonly #probes: ProbeRunner

  constructor(context: BuilderContext) {
    this.#context = context
    this.#program = new BuildxProgram(context)
    this.#probes = new ProbeRunner(this.#program)
  }

  async reach({ builder }: BuildRequest): Promise<Reach> {
    const { machine = thisMachine, variables } = this.#context
    const stored = await currentBuilder(builder, variables)
    return await reachOf(stored, { ...this.#context, machine, probe: this.#probes.probe(builder) })
  }

  async signIn(registry: string, login: Login): Promise<void> {
    await this.#context.addLogin(registry, login)
  }

  async build(request: BuildRequest, destination: Destination, signal?: AbortSignal): Promise<BuildResult> {
    const { environment, temp } = this.#context
    const metadataFile = join(temp, 'metadata.json')
    const args = buildxArguments(request, destination, metadataFile)
    const { exitCode, stdout, stderr } = await this.#program.build({
      args,
      subject: request,
      onLine: this.#probes.onLine,
      ...(signal && { signal }),
    })
    if (exitCode !== 0) {
      throw explainFailure(environment.log.redact(`${stdout}\n${stderr}`), exitCode, dockerfileOf(request))
    }
    return await readMetadata(metadataFile)
  }

  async baker(): Promise<Baker> {
    const { BuildxBaker } = await import('../bake/baker.ts')
    return new BuildxBaker(this.#program, this.#context, this.#probes.onLine)
  }

  async [Symbol.asyncDispose](): Promise<void> {}
}
