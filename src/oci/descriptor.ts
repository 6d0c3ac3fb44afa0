import { ContentError } from './content-error.ts'
import { type Digest, isDigest } from './digest.ts'

/** image-spec, image-index.md#image-index-property-descriptions (`platform`) */
export interface Platform {
  readonly os: string
  readonly architecture: string
  readonly variant?: string
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

export const mediaTypes = {
  ociIndex: 'application/vnd.oci.image.index.v1+json',
  ociManifest: 'application/vnd.oci.image.manifest.v1+json',
  dockerIndex: 'application/vnd.docker.distribution.manifest.list.v2+json',
  dockerManifest: 'application/vnd.docker.distribution.manifest.v2+json',
  inToto: 'application/vnd.in-toto+json',
} as const

/** What is accepted when a manifest is read: images and indexes, in both dialects. */
export const manifestMediaTypes: readonly string[] = [
  mediaTypes.ociIndex,
  mediaTypes.ociManifest,
  mediaTypes.dockerIndex,
  mediaTypes.dockerManifest,
]

export function isIndex({ mediaType }: Pick<Descriptor, 'mediaType'>): boolean {
  return mediaType === mediaTypes.ociIndex || mediaType === mediaTypes.dockerIndex
}

/** An image manifest or an index: what is kept under `manifests/` rather than `blobs/`. */
export function isManifest({ mediaType }: Pick<Descriptor, 'mediaType'>): boolean {
  return manifestMediaTypes.includes(mediaType)
}

/** Layers that must not be uploaded, told by media type alone: image-spec, layer.md#non-distributable-layers */
export function isDistributable({ mediaType }: Descriptor): boolean {
  return !(
    mediaType.includes('nondistributable') || mediaType.startsWith('application/vnd.docker.image.rootfs.foreign.')
  )
}

/** `linux/arm64/v8`; undefined where the platform is unknown, as for attestations. */
export function formatPlatform(platform: Platform | undefined): string | undefined {
  if (!platform || platform.os === 'unknown') return undefined
  return [platform.os, platform.architecture, platform.variant].filter(Boolean).join('/')
}

/** Checks what came from the network or a disk. Throws ContentError; `where` says whose descriptor it is. */
export function parseDescriptor(value: unknown, where: string): Descriptor {
  const fields = value as Partial<Descriptor> | null
  if (typeof fields !== 'object' || fields === null) throw new ContentError(`${where} is not a descriptor`)
  const { mediaType, digest, size } = fields
  if (typeof mediaType !== 'string') throw new ContentError(`${where} has no mediaType`)
  if (typeof digest !== 'string' || !isDigest(digest)) {
    throw new ContentError(`${where} has a digest that cannot be verified: ${JSON.stringify(digest)?.slice(0, 80)}`)
  }
  if (!Number.isSafeInteger(size) || (size as number) < 0) throw new ContentError(`${where} has no usable size`)
  return fields as Descriptor
}
