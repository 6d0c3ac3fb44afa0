import { BuildError } from '../../build-error.ts'
import type { BuilderContext, Reach } from '../../builder.ts'
import { leftOutCaches } from '../options/cache-option.ts'
import type { BuildxProgram } from '../program.ts'
import { noOptions } from './builder-options.ts'
import { type BuilderNeeds, beyondClassicStore } from './classic-store.ts'
import { askEngine, type EngineFacts } from './engine-facts.ts'
import { currentBuilder, type StoredBuilder } from './node-group.ts'
import { type OwnBuilder, openOwnBuilder } from './own-builder.ts'
import { ProbeRunner } from './probe.ts'
import { reachOf } from './reach.ts'
import { thisMachine } from './this-machine.ts'

const unable = "with Docker's classic image store, the engine cannot"

/**
 * Chooses the builder of buildx for the builds of a step (docs/decisions/0052): the one that the user has chosen, the
 * engine's own, or one that is made for the step. Disposing removes that.
 */
export class BuilderSelection implements AsyncDisposable {
  readonly #context: BuilderContext
  readonly #program: BuildxProgram
  readonly #probes: ProbeRunner
  #own: Promise<OwnBuilder> | undefined
  #facts: Promise<EngineFacts | undefined> | undefined

  constructor(context: BuilderContext, program: BuildxProgram) {
    this.#context = context
    this.#program = program
    this.#probes = new ProbeRunner(program)
  }

  /** To be called with each line of a build. */
  readonly onLine = (line: string): void => this.#probes.onLine(line)

  /** The name of the builder to use for an image, or for one to export; empty for the current one. Throws BuildError. */
  async choose(request: BuilderNeeds, isExported = false): Promise<string> {
    const { ownBuilder, variables, environment } = this.#context
    if (this.#own || ownBuilder?.options) return (await this.#openOwn()).name
    const unused = leftOutCaches(request.cacheTo, variables)
    const cacheTo = request.cacheTo.filter((cache) => !unused.includes(cache))
    const beyond = isExported ? 'an OCI layout' : beyondClassicStore({ ...request, cacheTo })
    if (beyond === undefined || (await isChosen(request.builder, this.#context))) return request.builder
    const stored = await currentBuilder(request.builder, variables)
    if ((await this.#askEngine(stored))?.hasContainerdStore !== false) return request.builder
    environment.log.info(`A builder is created for this step: ${unable} build ${beyond}`)
    return (await this.#openOwn()).name
  }

  /** Where the chosen builder reaches this process. Throws BuildError if it can neither push nor export. */
  async reach(request: BuilderNeeds): Promise<Reach> {
    const { variables, environment } = this.#context
    const name = await this.choose(request)
    const stored = await currentBuilder(name, variables)
    const reach = await this.#reachOf(stored)
    const isSimple = stored.group || (reach.expected && !reach.probe)
    if (isSimple || (await this.#askEngine(stored))?.hasContainerdStore !== false) return reach
    if (await isChosen(request.builder, this.#context)) {
      throw new BuildError(
        `The engine of builder '${name}' is not on this machine, and ${unable} push to this job or export an image: enable the containerd image store there, or remove the input 'builder' so that a builder is created.`
      )
    }
    environment.log.info(`A builder is created for this step: ${unable} push to a job on another machine`)
    return await this.#reachOf(await currentBuilder((await this.#openOwn()).name, variables))
  }

  async [Symbol.asyncDispose](): Promise<void> {
    // If it could not be made, nothing is left of it.
    await (await this.#own?.catch(() => undefined))?.[Symbol.asyncDispose]()
  }

  async #reachOf(stored: StoredBuilder): Promise<Reach> {
    const { machine = thisMachine } = this.#context
    return await reachOf(stored, { ...this.#context, machine, probe: this.#probes.probe(stored.name) })
  }

  async #openOwn(): Promise<OwnBuilder> {
    const { ownBuilder } = this.#context
    this.#own ??= openOwnBuilder(ownBuilder?.options ?? noOptions, { ...this.#context, program: this.#program })
    return await this.#own
  }

  async #askEngine({ name }: StoredBuilder): Promise<EngineFacts | undefined> {
    this.#facts ??= askEngine(this.#context, name)
    return await this.#facts
  }
}

/** Whether the user has chosen a builder: by name, or with `buildx use`, as docker/setup-buildx-action does. */
async function isChosen(builder: string, { variables }: BuilderContext): Promise<boolean> {
  return (
    builder !== '' || Boolean(variables.BUILDX_BUILDER) || (await currentBuilder('', variables)).group !== undefined
  )
}
