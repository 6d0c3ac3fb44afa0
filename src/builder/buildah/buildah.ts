import { join } from 'node:path'
import { readText } from '../../disk/regular-file.ts'
import type { Login } from '../../oci/distribution/login.ts'
import { BuildError } from '../build-error.ts'
import type { BuildRequest } from '../build-request.ts'
import type { Builder, BuilderContext, BuildResult, Destination, Reach } from '../builder.ts'
import { BuilderProgram } from '../builder-program.ts'
import { dockerfileOf, type FoundDockerfile, findDockerfile } from '../dockerfile/build-context.ts'
import { type BuildOptions, buildArguments } from './build-arguments.ts'
import { BuildOutput } from './build-output.ts'
import { explainFailedBuild } from './explain.ts'
import { Images } from './images.ts'
import { secretFiles } from './secret-files.ts'
import { sourceDateEpoch, timestampArguments } from './timestamps.ts'
import { containerfiles, type Tool } from './tool.ts'

/** Buildah or Podman: builds into the local storage of containers, and pushes from there. */
export class Buildah implements Builder {
  readonly #context: BuilderContext
  readonly #tool: Tool
  readonly #program: BuilderProgram
  readonly #images: Images
  #output = new BuildOutput('')

  constructor(context: BuilderContext, tool: Tool) {
    const { name } = tool
    this.#context = context
    this.#tool = tool
    this.#program = new BuilderProgram(context, {
      find: async () => ({ path: name, args: [] }),
      progress: (dockerfile) => {
        this.#output = new BuildOutput(dockerfile)
        return (line) => this.#output.read(line)
      },
      absence: `${name} cannot be started. Install ${name} before this step, or remove the input 'builder' to build with Docker.`,
    })
    this.#images = new Images(this.#program, tool, context.temp)
  }

  /** It runs on this machine, in its network. */
  async reach(): Promise<Reach> {
    return { expected: true, address: '127.0.0.1' }
  }

  async signIn(registry: string, login: Login): Promise<void> {
    await this.#context.addLogin(registry, login)
  }

  async build(request: BuildRequest, destination: Destination): Promise<BuildResult> {
    const options = await this.#options(request)
    const platforms = request.platforms.length === 0 ? [''] : [...new Set(request.platforms)]
    const found = await findDockerfile(request, containerfiles, this.#context.environment.workspace)
    const subject = found ? { ...request, file: found.path } : request
    const ids = await this.#program.several(subject, async (run) => {
      const build = async (more: Pick<BuildOptions, 'platform' | 'noCache'>) => {
        const { exitCode, stderr } = await run({ args: buildArguments(request, { ...options, ...more }) })
        if (exitCode === 0) return (await readText(options.idFile)).trim().replace(/^sha256:/, '')
        throw this.#explain(exitCode, stderr, found ?? { path: dockerfileOf(request), text: '' })
      }
      const built: string[] = []
      for (const platform of platforms) built.push(await this.#buildFor(platform, built, request.noCache, build))
      return built
    })
    const [only = ''] = ids
    if (request.load) await this.#images.name(only, request.names)
    const format = options.format ?? this.#context.variables.BUILDAH_FORMAT ?? ''
    const digest =
      destination.kind === 'none' ? undefined : await this.#images.send(ids, { platforms, format }, destination)
    return resultOf(digest, ids.length === 1 ? `sha256:${only}` : undefined)
  }

  async [Symbol.asyncDispose](): Promise<void> {}

  async #options(request: BuildRequest): Promise<Omit<BuildOptions, 'platform' | 'noCache'>> {
    const { temp, variables } = this.#context
    const { BUILDAH_FORMAT, BUILDAH_LAYERS } = variables
    const epoch = sourceDateEpoch(request, variables)
    const help = epoch === '' ? '' : (await this.#program.ask({ args: ['build', '--help'] })).stdout
    const isCached = request.cacheFrom.length > 0 || request.cacheTo.length > 0
    return {
      idFile: join(temp, 'image-id'),
      format: BUILDAH_FORMAT ? undefined : 'oci',
      layers: isCached || !BUILDAH_LAYERS,
      secrets: await secretFiles(request.secrets, this.#context),
      timestamps: timestampArguments(epoch, help),
    }
  }

  /** Builds for one platform, and returns the image's ID. Without a name it stays in the storage as a part of the cache. */
  async #buildFor(platform: string, others: readonly string[], noCache: boolean, build: BuildOnce): Promise<string> {
    const isRight = async (id: string) =>
      platform === '' || (!others.includes(id) && (await this.#images.isFor(platform, id)))
    const id = await build({ platform, noCache })
    if (await isRight(id)) return id
    this.#context.environment.log.info(`The cache holds the image of another platform: building ${platform} without it`)
    const again = await build({ platform, noCache: true })
    if (await isRight(again)) return again
    throw new BuildError(
      `${this.#tool.name} built an image for another platform than ${platform}. Check '--platform' in the Dockerfile's FROM.`
    )
  }

  #explain(exitCode: number, stderr: string, { path, text }: FoundDockerfile): BuildError {
    const { step, said } = this.#output
    return explainFailedBuild({
      builder: this.#tool.name,
      exitCode,
      stderr: this.#context.environment.log.redact(stderr),
      step,
      said,
      file: path,
      dockerfile: text,
    })
  }
}

type BuildOnce = (more: Pick<BuildOptions, 'platform' | 'noCache'>) => Promise<string>

/** In the words of buildx's metadata file, which the output `metadata` has. */
function resultOf(digest: string | undefined, configDigest: string | undefined): BuildResult {
  const fields = {
    ...(configDigest && { 'containerimage.config.digest': configDigest }),
    ...(digest && { 'containerimage.digest': digest }),
  }
  return {
    materials: [],
    text: JSON.stringify(fields, null, 2),
    ...(digest && { digest }),
    ...(configDigest && { configDigest }),
  }
}
