import type { Digest } from '../../oci/digest.ts'
import { type Repository, sameRepository } from '../../oci/distribution/reference.ts'
import type { Image } from '../../oci/image.ts'
import type { ImageSource } from '../../oci/image-source.ts'
import { storedConfig } from '../../oci/stored-config.ts'
import { combinedReferrers } from './combined-referrers.ts'

/** An image that was made from others: each of its blobs is read from the first that has it. */
export function combinedSource(image: Image, sources: readonly ImageSource[], resources: AsyncDisposable): ImageSource {
  const [only, ...others] = sources
  const referrers = combinedReferrers(image, sources)
  const hasOrigins = sources.some(({ origin }) => origin !== undefined)
  return {
    name: sources.map(({ name }) => name).join(', '),
    image,
    blob: (digest) => sources.map((source) => source.blob(digest)).find((content) => content !== undefined),
    config: (digest) => sources.map((source) => storedConfig(source, digest)).find((content) => content !== undefined),
    ...(hasOrigins && { origin: (digest: Digest, near?: Repository) => nearest(digest, near, sources) }),
    ...(referrers && { referrers }),
    absence:
      only && others.length === 0
        ? only.absence
        : "and neither does any line of 'source'. Name complete images, or list a repository that has it in 'mount-from'.",
    [Symbol.asyncDispose]: () => resources[Symbol.asyncDispose](),
  }
}

/** The repository itself if it has the content, otherwise one in the same registry, otherwise any. */
function nearest(
  digest: Digest,
  near: Repository | undefined,
  sources: readonly ImageSource[]
): Repository | undefined {
  const all = sources.map(({ origin }) => origin?.(digest)).filter((origin) => origin !== undefined)
  if (!near) return all[0]
  const here = all.find((origin) => sameRepository(origin, near))
  return here ?? all.find(({ registry }) => registry === near.registry) ?? all[0]
}
