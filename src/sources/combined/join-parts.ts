import { ContentError } from '../../oci/content-error.ts'
import type { Digest } from '../../oci/digest.ts'
import type { Repository } from '../../oci/distribution/reference.ts'
import type { ImageSource } from '../../oci/image-source.ts'
import { isForPlatform, parsePlatform, shownPlatform, withNormalVariant } from '../../oci/index/image-platform.ts'
import { entriesOf, type IndexPart, platformOfEntry } from '../../oci/index/index-entry.ts'
import { type Composition, combineImages } from '../../oci/index/new-image.ts'
import { combinedSource } from './combined-source.ts'
import { readPart } from './part-platform.ts'

/** A part of an image, opened where it is. */
export interface OpenPart {
  /** The platforms that its job built it for. */
  readonly part: readonly string[]
  readonly source: ImageSource
}

/**
 * Makes the image that a build of all platforms would have made of these parts, apart from their own digests. `holds` says
 * which repositories have all of them. Throws ContentError if a part is not for the platforms that its job names.
 */
export async function joinParts(
  parts: readonly OpenPart[],
  composition: Composition,
  holds: (repository: Repository) => boolean
): Promise<ImageSource> {
  const read = await Promise.all(parts.map(readOne))
  const image = await combineImages(read, { ...composition, platforms: [] })
  const sources = parts.map(({ source }) => source)
  const joined = combinedSource(image, sources, stackOf(sources))
  const known = new Set(
    [...image.manifests.map(({ descriptor }) => descriptor), ...image.blobs].map((each) => each.digest)
  )
  known.delete(image.root.digest)
  return {
    ...joined,
    origin: (digest: Digest, near?: Repository) =>
      near && known.has(digest) && holds(near) ? near : joined.origin?.(digest, near),
  }
}

async function readOne({ part, source }: OpenPart): Promise<IndexPart> {
  const { platform, ...rest } = await readPart(source.name, source)
  const read = { ...rest, ...(platform && { platform: withNormalVariant(platform) }) }
  const found = entriesOf(read)
    .map(platformOfEntry)
    .filter((each) => each !== undefined)
  const wanted = part.map(parsePlatform).filter((each) => each !== undefined)
  const isRight =
    wanted.every((each) => found.some((other) => isForPlatform(each, other))) &&
    found.every((each) => wanted.some((other) => isForPlatform(other, each)))
  if (isRight) return read
  const shown = [...new Set(found.map(shownPlatform))].join(', ') || 'no platform'
  throw new ContentError(
    `${source.name} was pushed by another job as the part for ${part.join(', ')}, but it is an image for ${shown}. Check 'part' and the builder of that job.`
  )
}

function stackOf(sources: readonly ImageSource[]): AsyncDisposable {
  const stack = new AsyncDisposableStack()
  for (const source of sources) stack.use(source)
  return stack
}
