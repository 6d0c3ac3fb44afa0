import { isRecord, mistakenFor } from '../json.ts'
import { ContentError } from './content-error.ts'
import { type Digest, isDigest } from './digest.ts'

/** image-spec, image-index.md#image-index-property-descriptions (`platform`) */
export interface Platform {
  readonly os: string
  readonly architecture: string
  readonly variant?: string
}

/** `linux/arm64/v8`, the form that builders and users write. */
export function formatPlatform({ os, architecture, variant }: Platform): string {
  return [os, architecture, ...(variant === undefined ? [] : [variant])].join('/')
}

/** image-spec, descriptor.md#properties. `size` is in bytes. */
export interface Descriptor {
  readonly mediaType: string
  readonly digest: Digest
  readonly size: number
  readonly platform?: Platform
  readonly annotations?: Readonly<Record<string, string>>
  readonly artifactType?: string
}

/** Identifies a blob; enough for code that only passes it along. `size` is in bytes. */
export type BlobId = Pick<Descriptor, 'digest' | 'size'>

export const mediaTypes = {
  ociIndex: 'application/vnd.oci.image.index.v1+json',
  ociManifest: 'application/vnd.oci.image.manifest.v1+json',
  dockerIndex: 'application/vnd.docker.distribution.manifest.list.v2+json',
  dockerManifest: 'application/vnd.docker.distribution.manifest.v2+json',
  inToto: 'application/vnd.in-toto+json',
} as const

/** Accepted when a manifest is read: images and indexes, in both dialects. */
export const manifestMediaTypes: readonly string[] = [
  mediaTypes.ociIndex,
  mediaTypes.ociManifest,
  mediaTypes.dockerIndex,
  mediaTypes.dockerManifest,
]

export function isIndex({ mediaType }: Pick<Descriptor, 'mediaType'>): boolean {
  return mediaType === mediaTypes.ociIndex || mediaType === mediaTypes.dockerIndex
}

/** An image manifest or an index, which is kept under `manifests/` rather than `blobs/`. */
export function isManifest({ mediaType }: Pick<Descriptor, 'mediaType'>): boolean {
  return manifestMediaTypes.includes(mediaType)
}

const imageConfigs: readonly string[] = [
  'application/vnd.oci.image.config.v1+json',
  'application/vnd.docker.container.image.v1+json',
]

/** The configuration of a container image, in either dialect; other artifacts have other configurations. */
export function isImageConfig({ mediaType }: Pick<Descriptor, 'mediaType'>): boolean {
  return imageConfigs.includes(mediaType)
}

/** Media type prefixes of layers that must not be uploaded, in both dialects. */
const nonDistributable = [
  'application/vnd.oci.image.layer.nondistributable.',
  'application/vnd.docker.image.rootfs.foreign.',
]

/** Decided by the media type alone, whatever `urls` says: image-spec, layer.md#non-distributable-layers */
export function isDistributable({ mediaType }: Pick<Descriptor, 'mediaType'>): boolean {
  return !nonDistributable.some((start) => mediaType.startsWith(start))
}

/**
 * Parses a descriptor from the network or a disk. Fields that are not needed here, and optional ones that violate the
 * spec, are left out. Throws ContentError; `where` says what the descriptor is part of.
 */
export function parseDescriptor(value: unknown, where: string): Descriptor {
  if (!isRecord(value)) throw new ContentError(`${where} is not a descriptor`)
  checkFields(value, fieldNames, where)
  const { mediaType, digest, size, platform, annotations, artifactType } = value
  if (typeof mediaType !== 'string' || mediaType === '') throw new ContentError(`${where} has no mediaType`)
  if (typeof digest !== 'string' || !isDigest(digest)) {
    throw new ContentError(`${where} has a digest that cannot be verified: ${JSON.stringify(digest)?.slice(0, 80)}`)
  }
  if (!isSize(size)) throw new ContentError(`${where} has no valid size`)
  if (isRecord(platform)) checkFields(platform, platformNames, `the platform of ${where}`)
  return {
    mediaType,
    digest,
    size,
    ...(isPlatform(platform) && { platform }),
    ...(isAnnotations(annotations) && { annotations }),
    ...(typeof artifactType === 'string' && { artifactType }),
  }
}

/** image-spec, descriptor.md#properties, and image-index.md */
const fieldNames = ['mediaType', 'digest', 'size', 'urls', 'annotations', 'data', 'artifactType', 'platform']

const platformNames = ['architecture', 'os', 'os.version', 'os.features', 'variant']

/** Throws ContentError if parsers could disagree about which field a key stands for. */
export function checkFields(value: object, names: readonly string[], where: string): void {
  const mistaken = Object.keys(value).find((key) => mistakenFor(key, names))
  if (mistaken === undefined) return
  throw new ContentError(
    `${where} has the field '${mistaken}', which some parsers take for '${mistakenFor(mistaken, names)}'`
  )
}

function isSize(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0
}

function isPlatform(value: unknown): value is Platform {
  return isRecord(value) && typeof value.os === 'string' && typeof value.architecture === 'string'
}

function isAnnotations(value: unknown): value is Readonly<Record<string, string>> {
  return isRecord(value) && Object.values(value).every((text) => typeof text === 'string')
}
