import { gzipSync } from 'node:zlib'
import type { Descriptor, Platform } from '../../src/oci/descriptor.ts'
import { digestOf } from '../../src/oci/digest.ts'
import type { Image } from '../../src/oci/image.ts'
import type { Manifest } from '../../src/oci/manifest.ts'
import { randomBytesOf } from './registry/content/random.ts'
import { tarOf } from './registry/content/tar.ts'

/** A descriptor and its content. */
export interface Blob {
  readonly descriptor: Descriptor
  /** The digest of the uncompressed layer, if it differs from that of the layer. */
  readonly diffId?: string
  /** Undefined if the content is too large to keep in memory: then each `read` generates it again. */
  readonly bytes?: Uint8Array
  read(): AsyncIterable<Uint8Array>
}

/** An image with all its blobs. */
export interface TestImage extends Image {
  readonly content: readonly Blob[]
}

export type Dialect = 'oci' | 'docker'

const types = {
  oci: {
    index: 'application/vnd.oci.image.index.v1+json',
    manifest: 'application/vnd.oci.image.manifest.v1+json',
    config: 'application/vnd.oci.image.config.v1+json',
    layer: 'application/vnd.oci.image.layer.v1.tar+gzip',
  },
  docker: {
    index: 'application/vnd.docker.distribution.manifest.list.v2+json',
    manifest: 'application/vnd.docker.distribution.manifest.v2+json',
    config: 'application/vnd.docker.container.image.v1+json',
    layer: 'application/vnd.docker.image.rootfs.diff.tar.gzip',
  },
} as const

/** A blob with these bytes. */
export function blob(bytes: Uint8Array, mediaType = 'application/octet-stream', rest: Partial<Descriptor> = {}): Blob {
  return {
    descriptor: { mediaType, digest: digestOf(bytes), size: bytes.length, ...rest },
    bytes,
    async *read() {
      yield bytes
    },
  }
}

/** A layer: a compressed tar of one file with this text, these bytes, or this many pseudorandom bytes. */
export function layer(content: string | Uint8Array | number, mediaType: string = types.oci.layer): Blob {
  if (typeof content === 'number') return blob(randomBytesOf(content, content), mediaType)
  if (typeof content !== 'string') return blob(content, mediaType)
  const tar = tarOf({ content })
  return { ...blob(gzipSync(tar), mediaType), diffId: digestOf(tar) }
}

export interface ImageParts {
  readonly layers: readonly Blob[]
  /** Fields of the config besides the platform and the layers. */
  readonly config?: object
  readonly platform?: Platform
  readonly annotations?: Readonly<Record<string, string>>
  readonly mediaTypes?: Dialect
}

const linux: Platform = { os: 'linux', architecture: 'amd64' }

/** An image manifest with a matching config. Its descriptor has the platform, like the entries of an index. */
export function image({ layers, config, platform = linux, annotations, mediaTypes = 'oci' }: ImageParts): TestImage {
  const own = types[mediaTypes]
  const rootfs = { type: 'layers', diff_ids: layers.map(({ descriptor, diffId }) => diffId ?? descriptor.digest) }
  const configBlob = blob(json({ ...platform, config: {}, ...config, rootfs }), own.config)
  const descriptors = layers.map(({ descriptor }) =>
    mediaTypes === 'docker' && descriptor.mediaType === types.oci.layer
      ? { ...descriptor, mediaType: own.layer }
      : descriptor
  )
  return manifest({ mediaType: own.manifest, annotations }, configBlob, layers, descriptors, { platform })
}

interface ManifestFields {
  readonly mediaType: string
  readonly artifactType?: string
  readonly subject?: Descriptor
  readonly annotations?: Readonly<Record<string, string>> | undefined
}

/** An image manifest. `rest` has additional fields of its descriptor, not of the manifest. */
export function manifest(
  { mediaType, artifactType, subject, annotations }: ManifestFields,
  config: Blob,
  layers: readonly Blob[],
  descriptors: readonly Descriptor[] = layers.map(({ descriptor }) => descriptor),
  rest: Partial<Descriptor> = {}
): TestImage {
  const blobs = [config.descriptor, ...descriptors]
  const fields = {
    schemaVersion: 2,
    mediaType,
    artifactType,
    config: config.descriptor,
    layers: descriptors,
    subject,
    annotations,
  }
  const bytes = json(fields)
  const descriptor = { mediaType, digest: digestOf(bytes), size: bytes.length }
  const root: Manifest = { descriptor, bytes, children: [], blobs, ...(subject && { subject }) }
  return { root: { ...descriptor, ...rest }, manifests: [root], blobs: unique(blobs), content: [config, ...layers] }
}

/** An index of images, other indexes and attestations. */
export function index(
  children: readonly TestImage[],
  { annotations, mediaTypes = 'oci' }: Pick<ImageParts, 'annotations' | 'mediaTypes'> = {}
): TestImage {
  const mediaType = types[mediaTypes].index
  const entries = children.map(({ root }) => root)
  const bytes = json({ schemaVersion: 2, mediaType, manifests: entries, annotations })
  const descriptor = { mediaType, digest: digestOf(bytes), size: bytes.length }
  const below = new Map(children.flatMap(({ manifests }) => manifests).map((each) => [each.descriptor.digest, each]))
  return {
    root: descriptor,
    manifests: [...below.values(), { descriptor, bytes, children: entries, blobs: [] }],
    blobs: unique(children.flatMap(({ blobs }) => blobs)),
    content: children.flatMap(({ content }) => content),
  }
}

function unique(descriptors: readonly Descriptor[]): readonly Descriptor[] {
  return [...new Map(descriptors.map((descriptor) => [descriptor.digest, descriptor])).values()]
}

export function json(value: unknown): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(value))
}
