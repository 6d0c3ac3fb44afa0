import { mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Ended, Environment } from '../../environment.ts'
import { ContentError } from '../../oci/content-error.ts'
import type { ImageSource } from '../../oci/image-source.ts'
import { childVariables } from '../../process/variables.ts'
import type { ComposeOptions } from './compose.ts'
import { openDockerArchive } from './open-archive.ts'

/** What saving an image from the engine takes. */
export type EngineContext = Pick<Environment, 'run' | 'variables' | 'log'> & ComposeOptions

/**
 * Opens an image of the Docker engine that Docker's client talks to, by its name or ID: `docker image save` writes it to
 * a temporary file, which is removed with the source. Throws ContentError.
 */
export async function openEngineImage(image: string, context: EngineContext): Promise<ImageSource> {
  const id = await findId(image, context)
  // One of its own: an image may be saved twice at a time, under two of its names.
  const directory = await mkdtemp(join(context.temp, 'engine-'))
  const archive = join(directory, 'image.tar')
  const remove = () => rm(directory, { recursive: true, force: true })
  try {
    context.log.info(`Saving ${image === id ? id : `${image} (${id})`} from the Docker engine`)
    // By ID: without a tag, the name would stand for all images of that name.
    await docker(['image', 'save', '--output', archive, '--', id], image, context)
    const shownAs = `docker-daemon:${image}`
    return await openDockerArchive({ ...context, location: archive, shownAs, onClosed: remove })
  } catch (error) {
    await remove()
    throw error
  }
}

/** Podman, which may be installed as `docker`, leaves out the algorithm. */
const idGrammar = /^(?:sha256:)?[0-9a-f]{64}$/

async function findId(image: string, context: EngineContext): Promise<string> {
  const { stdout } = await docker(['image', 'inspect', '--format', '{{.Id}}', '--', image], image, context)
  const id = stdout.trim()
  if (idGrammar.test(id)) return id
  throw new ContentError(`docker-daemon:${image}: 'docker image inspect' did not print an image ID`)
}

async function docker(args: readonly string[], image: string, context: EngineContext): Promise<Ended> {
  const { run, variables, signal } = context
  const command = { program: 'docker', args, variables: childVariables(variables), signal }
  const ended = await run(command).catch((cause: NodeJS.ErrnoException) => {
    signal.throwIfAborted()
    if (cause.code !== 'ENOENT') throw new ContentError(`docker-daemon:${image}: ${cause.message}`, { cause })
    throw new ContentError(
      `docker-daemon:${image} needs Docker's client, but 'docker' was not found on PATH. Install it, or save the image to a file and use 'docker-archive:'.`
    )
  })
  if (ended.exitCode === 0) return ended
  throw new ContentError(describe(args[1] ?? '', image, ended, context))
}

const failures: readonly (readonly [RegExp, (image: string, context: EngineContext) => string])[] = [
  [
    /no such image|reference does not exist|image not known/i,
    (image) =>
      `the Docker engine has no such image. Build it in an earlier step as ${image} ('docker buildx build' needs '--load' with a docker-container builder), or pull it.`,
  ],
  [
    /cannot connect to the docker daemon|error during connect|failed to connect to the docker api|is the docker daemon running/i,
    () => 'no Docker engine responds. Start it, or set DOCKER_HOST or DOCKER_CONTEXT to the one that has the image.',
  ],
  [
    /permission denied while trying to connect/i,
    () => "this user may not use the Docker engine. Add it to the group 'docker', or run the job as another user.",
  ],
  [/no space left on device/i, (_, { temp }) => `the image does not fit into ${temp}. Free up disk space there.`],
]

/** The client prints the cause last. */
function describe(subcommand: string, image: string, { stderr, exitCode }: Ended, context: EngineContext): string {
  const where = `docker-daemon:${image}`
  const known = failures.find(([pattern]) => pattern.test(stderr))
  const said = stderr.trim().split('\n').at(-1)?.slice(0, 500)
  if (known) return `${where}: ${known[1](image, context)} (${said})`
  return `${where}: 'docker image ${subcommand}' failed: ${said || `it exited with ${exitCode}`}`
}
