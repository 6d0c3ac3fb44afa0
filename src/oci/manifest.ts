import { isRecord, parseUnambiguousJson } from '../json.ts'
import { ContentError } from './content-error.ts'
import { checkFields, type Descriptor, isIndex, isManifest, mediaTypes, parseDescriptor } from './descriptor.ts'
import { type Algorithm, type Digest, digestOf, isDigest } from './digest.ts'

/** Registries need not accept more: distribution-spec, "Pushing Manifests". */
export const manifestLimit = 4 * 1024 * 1024

/** An image manifest or an index. The bytes are those that were digested, and are never serialized again. */
export interface Manifest {
  readonly descriptor: Descriptor
  readonly bytes: Uint8Array
  /** The manifests that an index names; empty for an image manifest. */
  readonly children: readonly Descriptor[]
  /** The config and the layers of an image manifest, in order; empty for an index. */
  readonly blobs: readonly Descriptor[]
  /** The name of the base image: image-spec, annotations.md, `org.opencontainers.image.base.name`. */
  readonly base?: string
  /** The digest of the base image: `org.opencontainers.image.base.digest`. */
  readonly baseDigest?: Digest
  /** What a referrer refers to. It need not exist where the referrer is pushed. */
  readonly subject?: Descriptor
}

interface Fields {
  readonly mediaType?: unknown
  readonly manifests?: unknown
  readonly config?: unknown
  readonly layers?: unknown
  readonly subject?: unknown
  readonly annotations?: Readonly<Record<string, unknown>> | null
}

/**
 * Parses a manifest. Its media type is in its own field, or else the `Content-Type` that it was sent with; its digest
 * is of the given algorithm. Throws ContentError if the two media types differ, or if it could be taken for both kinds
 * (CVE-2021-41190).
 */
export function parseManifest(bytes: Uint8Array, contentType?: string, algorithm: Algorithm = 'sha256'): Manifest {
  const digest = digestOf(bytes, algorithm)
  const where = `manifest ${digest}`
  if (bytes.length > manifestLimit) throw new ContentError(`${where} is larger than ${manifestLimit} bytes`)
  const fields = fieldsIn(bytes, where)
  const mediaType = mediaTypeOf(fields, contentType, where)
  const index = isIndex({ mediaType })
  if (has(fields, index ? ['config', 'layers'] : ['manifests'])) {
    throw new ContentError(`${where} is both an index and an image manifest`)
  }
  checkFields(fields, fieldNames, where)
  const descriptor = { mediaType, digest, size: bytes.length }
  const subject = fields.subject ? { subject: parseDescriptor(fields.subject, `subject of ${where}`) } : {}
  const children = index ? list(fields.manifests, where) : []
  const blobs = index ? [] : [parseDescriptor(fields.config, `config of ${where}`), ...list(fields.layers, where)]
  return { descriptor, bytes, children, blobs, ...subject, ...baseIn(fields) }
}

function baseIn({ annotations }: Fields): Pick<Manifest, 'base' | 'baseDigest'> {
  const name = annotations?.['org.opencontainers.image.base.name']
  const digest = annotations?.['org.opencontainers.image.base.digest']
  return {
    ...(typeof name === 'string' && { base: name }),
    ...(typeof digest === 'string' && isDigest(digest) && { baseDigest: digest }),
  }
}

/** Compares names case-insensitively, as parsers written in Go do. */
function has(fields: Fields, names: readonly string[]): boolean {
  return Object.keys(fields).some((key) => names.includes(key.toLowerCase()))
}

/** image-spec, manifest.md and image-index.md */
const fieldNames = [
  'schemaVersion',
  'mediaType',
  'artifactType',
  'config',
  'layers',
  'manifests',
  'subject',
  'annotations',
]

function fieldsIn(bytes: Uint8Array, where: string): Fields {
  const value = parseBytes(bytes, where)
  if (isRecord(value)) return value
  throw new ContentError(`${where} is not a JSON object`)
}

function parseBytes(bytes: Uint8Array, where: string): unknown {
  try {
    return parseUnambiguousJson(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes))
  } catch (cause) {
    throw new ContentError(`${where} is not valid JSON: ${(cause as Error).message}`, { cause })
  }
}

function mediaTypeOf(fields: Fields, contentType: string | undefined, where: string): string {
  const own = fields.mediaType ?? ''
  if (typeof own !== 'string') throw new ContentError(`${where} has a mediaType that is not a string`)
  const told = contentType?.split(';')[0]?.trim()
  if (own && told && own !== told) throw new ContentError(`${where} says it is ${own} but was sent as ${told}`)
  const mediaType = own || told || (fields.manifests ? mediaTypes.ociIndex : mediaTypes.ociManifest)
  if (!isManifest({ mediaType })) throw new ContentError(`${where} has an unsupported media type: ${mediaType}`)
  return mediaType
}

function list(value: unknown, where: string): readonly Descriptor[] {
  if (!Array.isArray(value)) throw new ContentError(`${where} has no list of 'manifests' or 'layers'`)
  return value.map((entry, index) => parseDescriptor(entry, `entry ${index} of ${where}`))
}
