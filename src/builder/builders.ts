import type { InputError } from '../input-error.ts'
import type { BuildRequest } from './build-request.ts'
import { buildah, containerfiles, podman, type Tool } from './buildah/tool.ts'
import { problemsWith, unsupported } from './buildah/unsupported.ts'
import type { Builder, BuilderContext } from './builder.ts'
import { storeAdvice } from './store-advice.ts'

/** A kind of builder. */
interface BuilderKind {
  /** Inputs that it does not support, and what to do about them: predicates of a sentence about it. */
  readonly unsupported: Readonly<Record<string, string>>
  /** What else it cannot do with the inputs. */
  problemsWith(
    request: Pick<BuildRequest, 'builder' | 'platforms' | 'cacheFrom' | 'cacheTo' | 'load'>
  ): readonly InputError[]
  /** The names of the Dockerfile in a context, in the order in which it looks for them. */
  readonly dockerfiles: readonly string[]
  /** Whose file with logins it reads: Docker's config.json, or the auth.json of Podman, Buildah and Skopeo. */
  readonly logins: 'docker' | 'containers'
  /** Whether it clones contexts from Git with the secret GIT_AUTH_TOKEN. */
  readonly usesGitToken: boolean
  /** What to do about annotations that it does not store. */
  readonly annotationAdvice: string
  open(context: BuilderContext): Promise<Builder>
}

const buildx: BuilderKind = {
  unsupported: {},
  problemsWith: () => [],
  dockerfiles: ['Dockerfile', 'dockerfile'],
  logins: 'docker',
  usesGitToken: true,
  annotationAdvice: storeAdvice,
  async open(context) {
    const { Buildx } = await import('./buildx/buildx.ts')
    return new Buildx(context)
  },
}

/** Kinds of builders by the reserved word for them in the input `builder`. Any other text names a builder of buildx. */
const reservedBuilders: Readonly<Record<string, BuilderKind>> = {
  buildah: withTool(buildah),
  podman: withTool(podman),
}

function withTool(tool: Tool): BuilderKind {
  return {
    unsupported,
    problemsWith,
    dockerfiles: containerfiles,
    logins: 'containers',
    usesGitToken: false,
    annotationAdvice: `${tool.name} stores those of the level 'manifest' only, and those for one platform only if 'platforms' names it`,
    async open(context) {
      const { Buildah } = await import('./buildah/buildah.ts')
      return new Buildah(context, tool)
    },
  }
}

/** The kind of builder that the input `builder` asks for. */
export function builderKind(name: string): BuilderKind {
  return (Object.hasOwn(reservedBuilders, name) ? reservedBuilders[name] : undefined) ?? buildx
}
