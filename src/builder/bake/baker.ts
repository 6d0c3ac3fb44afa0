import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { BuildError } from '../build-error.ts'
import type { BakeDestinations, Baker, BuilderContext, BuildResult } from '../builder.ts'
import { buildWithCaches } from '../buildx/cached-build.ts'
import { readBakeMetadata } from '../buildx/metadata-file.ts'
import type { BuildxProgram } from '../buildx/program.ts'
import type { BuilderSelection } from '../buildx/selection/selection.ts'
import { bakeArguments, printArguments } from './bake-arguments.ts'
import { type BakePlace, dockerfileIn, explainBake, explainDefinition } from './bake-failure.ts'
import { bakeNeeds } from './bake-needs.ts'
import type { BakeRequest, PlannedTarget } from './bake-request.ts'
import { type BakeTarget, parseBakeDefinition } from './definition.ts'
import { formatBakeDefinition } from './write-definition.ts'

/** docker buildx bake, https://docs.docker.com/reference/cli/docker/buildx/bake/ */
export class BuildxBaker implements Baker {
  readonly #program: BuildxProgram
  readonly #context: BuilderContext
  readonly #selection: BuilderSelection

  constructor(program: BuildxProgram, context: BuilderContext, selection: BuilderSelection) {
    this.#program = program
    this.#context = context
    this.#selection = selection
  }

  async read(request: BakeRequest): Promise<readonly BakeTarget[]> {
    const { redact } = this.#context.environment.log
    const { directory } = request
    const { exitCode, stdout, stderr } = await this.#program.ask({ args: printArguments(request), directory })
    if (exitCode !== 0) throw explainDefinition(redact(stderr), exitCode)
    return parseBakeDefinition(stdout)
  }

  async bake(
    request: BakeRequest,
    plan: readonly PlannedTarget[],
    destinations: BakeDestinations,
    signal?: AbortSignal
  ): Promise<ReadonlyMap<string, BuildResult>> {
    const { environment, variables, temp } = this.#context
    const [definition, metadata] = [join(temp, 'docker-bake.json'), join(temp, 'bake-metadata.json')]
    const nameOf = namingFor(request)
    const place = { ...request, workspace: environment.workspace }
    const names = plan.map(({ target }) => nameOf(target.name))
    const folders = [...destinations.values()].flatMap((each) => (each.kind === 'layout' ? [each.directory] : []))
    const builder = await this.#selection.choose(bakeNeeds(request, plan), folders.length > 0)
    // An untrusted definition may write nowhere but in the checkout, which the folders are not in.
    const isConfined = variables.BUILDX_BAKE_ENTITLEMENTS_FS !== '0'
    const allow = [...request.allow, ...(isConfined ? folders.map((folder) => `fs.write=${folder}`) : [])]
    const prepare = async (readsCaches: boolean) => {
      // Arguments and labels are the user's, and may hold what others should not read.
      const text = formatBakeDefinition(plan, destinations, { nameOf, readsCaches })
      await writeFile(definition, text, { mode: 0o600 })
      return {
        args: bakeArguments({ ...request, builder, allow }, names, { definition, metadata }),
        directory: request.directory,
        subject: subjectOf(plan, place),
        onLine: this.#selection.onLine,
        ...(signal && { signal }),
      }
    }
    const context = { environment, variables, program: this.#program }
    const { exitCode, output } = await buildWithCaches({ ...cachesOf(plan), prepare }, context)
    if (exitCode !== 0) throw await explainBake(output, exitCode, plan, place)
    if (request.call !== '') return new Map()
    const found = await readBakeMetadata(metadata)
    const named = plan.map(({ target }) => [target.name, found.get(nameOf(target.name))] as const)
    const results = new Map(named.filter((entry): entry is [string, BuildResult] => entry[1] !== undefined))
    const missing = [...destinations.keys()].find((name) => !results.has(name))
    if (missing === undefined) return results
    throw new BuildError(`The builder does not report that it built target '${missing}', so nothing is published.`)
  }
}

/**
 * The names of targets in the definition that is built. That of another repository is read again beside it, and targets
 * of the same name would be merged.
 */
function namingFor({ remote }: Pick<BakeRequest, 'remote'>): (target: string) => string {
  return remote === undefined ? (target) => target : (target) => `manifold-bake-${target}`
}

/** The caches of all targets, each once. */
function cachesOf(plan: readonly PlannedTarget[]) {
  const targets = plan.map(({ target }) => target)
  return {
    cacheFrom: [...new Set(targets.flatMap(({ cacheFrom }) => cacheFrom))],
    cacheTo: [...new Set(targets.flatMap(({ cacheTo }) => cacheTo))],
  }
}

/** What a report shows: the Dockerfile only if there is no other. */
function subjectOf(plan: readonly PlannedTarget[], place: BakePlace) {
  const files = new Set(plan.map(({ target }) => dockerfileIn(target, place)))
  const [file = ''] = files
  const platforms = [...new Set(plan.flatMap(({ target }) => target.platforms))]
  return { context: '.', file: files.size === 1 ? file : '', platforms }
}
