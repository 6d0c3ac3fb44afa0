import type { Digest } from '../../oci/digest.ts'
import { alignLayers, type Layer, type LayerPair } from './align-layers.ts'
import type { PlatformImage } from './image-layers.ts'

/** A layer of the new image, or one that the previous image had. */
export interface ComparedLayer {
  /** `alone`: there is nothing to compare it with. */
  readonly status: 'same' | 'changed' | 'new' | 'gone' | 'alone'
  readonly digest: Digest
  /** Bytes now; 0 if it is gone. */
  readonly size: number
  /** Bytes in the previous image; 0 if it is new, or not compared. */
  readonly before: number
  readonly instruction?: string
}

/** The image for one platform beside the previous one. Its size is that of its compressed layers, in bytes. */
export interface ComparedPlatform {
  readonly platform?: string
  readonly size: number
  /** The size of the previous image: 0 if that did not have the platform, undefined if it is not known. */
  readonly before?: number
  readonly layers: readonly ComparedLayer[]
  /** The base image's digest in the previous image, if it was another one. */
  readonly otherBase?: Digest
}

/** An image beside the previous one. */
export interface ComparedImage {
  readonly platforms: readonly ComparedPlatform[]
  /** The platforms that only the previous image has. */
  readonly gone: readonly string[]
}

/** Compares an image with the previous one, platform by platform; undefined if there is none, or it is not known. */
export function compareImages(
  after: readonly PlatformImage[],
  before: readonly PlatformImage[] | undefined
): ComparedImage {
  const matches = matchPlatforms(after, before ?? [])
  const platforms = after.flatMap((image): readonly ComparedPlatform[] => {
    const { layers, platform } = image
    if (!layers) return []
    const former = before && (matches.get(image) ?? { layers: [] })
    const compared = former?.layers ? alignLayers(former.layers, layers).map(comparedLayer) : layers.map(lone)
    const isOtherBase = former?.base && image.base && former.base !== image.base
    return [
      {
        ...(platform !== undefined && { platform }),
        size: total(layers),
        ...(former?.layers && { before: total(former.layers) }),
        layers: compared,
        ...(isOtherBase && { otherBase: former.base }),
      },
    ]
  })
  const matched = new Set(matches.values())
  const gone = (before ?? []).filter((image) => !matched.has(image)).flatMap(({ platform }) => platform ?? [])
  return { platforms, gone }
}

/** The layers that changed the size most, the largest change first. */
export function largestChanges({ layers }: ComparedPlatform, limit: number): readonly ComparedLayer[] {
  return layers
    .filter(({ status, size, before }) => status !== 'alone' && size !== before)
    .toSorted((one, other) => Math.abs(other.size - other.before) - Math.abs(one.size - one.before))
    .slice(0, limit)
}

/** The previous image for each of these. Two for one platform, such as versions of Windows, are matched in their order. */
function matchPlatforms(
  after: readonly PlatformImage[],
  before: readonly PlatformImage[]
): ReadonlyMap<PlatformImage, PlatformImage> {
  const [only, ...others] = after
  const [former, ...more] = before
  // A single image does not say in its manifest what it is for.
  const isUnnamed = only && former && (only.platform === undefined || former.platform === undefined)
  if (isUnnamed && others.length === 0 && more.length === 0) return new Map([[only, former]])
  const left = Map.groupBy(before, ({ platform }) => platform)
  return new Map(
    after.flatMap((image): readonly (readonly [PlatformImage, PlatformImage])[] => {
      const match = image.platform === undefined ? undefined : left.get(image.platform)?.shift()
      return match ? [[image, match]] : []
    })
  )
}

function comparedLayer({ before, after }: LayerPair): ComparedLayer {
  const { digest, instruction } = (after ?? before) as Layer
  const said = instruction ?? before?.instruction
  return {
    status: statusOf(before, after),
    digest,
    size: after?.size ?? 0,
    before: before?.size ?? 0,
    ...(said !== undefined && { instruction: said }),
  }
}

function statusOf(before: Layer | undefined, after: Layer | undefined): ComparedLayer['status'] {
  if (!before) return 'new'
  if (!after) return 'gone'
  return before.digest === after.digest ? 'same' : 'changed'
}

function lone({ digest, size, instruction }: Layer): ComparedLayer {
  return { status: 'alone', digest, size, before: 0, ...(instruction !== undefined && { instruction }) }
}

function total(layers: readonly Layer[]): number {
  return layers.reduce((sum, { size }) => sum + size, 0)
}
