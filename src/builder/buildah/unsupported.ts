import { InputError } from '../../input-error.ts'
import type { BuildRequest } from '../build-request.ts'
import { cacheRepository } from './cache-repository.ts'

const attestations = "does not support attestations: remove this input, or build with buildx (remove 'builder')"

const definitions = "does not support bake: remove this input, or build with buildx (remove 'builder')"

/** Inputs that have no meaning for Buildah and Podman, and what to do: predicates about the builder. */
export const unsupported: Readonly<Record<string, string>> = {
  attests: attestations,
  provenance: attestations,
  sbom: attestations,
  allow: 'has no entitlements to grant: remove this input',
  'builder-options': 'does not use a buildx builder: remove this input',
  'keep-builder': 'does not use a buildx builder: remove this input',
  'bake-files': definitions,
  'bake-targets': definitions,
  'bake-source': definitions,
  set: definitions,
  'verify-base': "does not report what it built from: remove this input, or build with buildx (remove 'builder')",
  vars: definitions,
  call: "only builds: remove this input, or build with buildx (remove 'builder')",
  'no-cache-filters': "uses its cache for all stages or for none: set 'no-cache: true' instead",
  outputs:
    "has no other outputs: remove this input. 'load: true' keeps the image in its storage, under the published names",
}

type Checked = Pick<BuildRequest, 'builder' | 'platforms' | 'cacheFrom' | 'cacheTo' | 'load'>

/** What Buildah and Podman cannot do with the values of other inputs. */
export function problemsWith({ builder, platforms, cacheFrom, cacheTo, load }: Checked): readonly InputError[] {
  return [
    ...cacheFrom.flatMap((cache) => problemWithCache('cache-from', cache, builder)),
    ...cacheTo.flatMap((cache) => problemWithCache('cache-to', cache, builder)),
    ...(load && platforms.length > 1
      ? [
          new InputError(
            'load',
            `${builder} keeps an image for one platform only: remove this input, or set one platform`
          ),
        ]
      : []),
  ]
}

function problemWithCache(input: string, cache: string, builder: string): readonly InputError[] {
  const repository = cacheRepository(cache)
  const wanted = 'write the name of a repository, such as ghcr.io/acme/app/cache'
  if (repository === undefined)
    return [new InputError(input, `${builder} keeps its cache in registries only: ${wanted}`)]
  const [, name, rest] = /^(.*?)(:[^:/]*|@.*)?$/s.exec(repository) ?? []
  if (!rest) return []
  return [
    new InputError(
      input,
      `${builder} writes a tag for each step to the repository of its cache: remove '${rest}' from ${name}${rest}`
    ),
  ]
}
