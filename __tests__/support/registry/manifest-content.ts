import { type Answer, refusal } from './answer.ts'
import type { Call } from './call.ts'

/** A descriptor in a manifest that was sent. */
export interface SentDescriptor {
  readonly mediaType: string
  readonly digest: string
  readonly size: number
}

/** A manifest that was sent, parsed as far as the spec allows a registry to. */
export interface Sent {
  readonly mediaType: string
  readonly fields: Readonly<Record<string, unknown>>
  /** What the repository must already have. */
  readonly blobs: readonly SentDescriptor[]
  readonly manifests: readonly SentDescriptor[]
}

const indexes = ['application/vnd.oci.image.index.v1+json', 'application/vnd.docker.distribution.manifest.list.v2+json']

/** Parses the body of a manifest's PUT, with its Content-Type. */
export function readManifest(call: Call, bytes: Buffer): Sent | Answer {
  const fields = parse(bytes)
  if (!fields) return invalid(call, 'sends a manifest that is no JSON object')
  const mediaType = call.header('content-type')?.split(';')[0]?.trim() ?? ''
  const isIndex = indexes.includes(mediaType)
  const objection = objectionTo(call, fields, mediaType, isIndex)
  if (objection) return invalid(call, objection)
  const blobs = isIndex ? [] : [fields.config, ...list(fields.layers)]
  const manifests = isIndex ? list(fields.manifests) : []
  if (![...blobs, ...manifests].every(isDescriptor)) return invalid(call, 'sends an invalid descriptor')
  return { mediaType, fields, blobs: blobs as SentDescriptor[], manifests: manifests as SentDescriptor[] }
}

function objectionTo(
  call: Call,
  fields: Record<string, unknown>,
  mediaType: string,
  isIndex: boolean
): string | undefined {
  const contentType = call.header('content-type')
  if (contentType === undefined) return 'SHOULD have the Content-Type of the manifest'
  if (mediaType !== contentType) call.object('SHOULD NOT have parameters on its Content-Type')
  if (fields.mediaType !== undefined && fields.mediaType !== mediaType) {
    return `MUST have the manifest's mediaType, ${fields.mediaType}, as its Content-Type, not ${contentType}`
  }
  if (fields.schemaVersion !== 2) return 'sends a manifest without schemaVersion 2'
  const ambiguous = isIndex ? 'layers' in fields || 'config' in fields : 'manifests' in fields
  return ambiguous ? 'sends what can be read as an index and as an image manifest' : undefined
}

function invalid(call: Call, sentence: string): Answer {
  call.object(sentence)
  return refusal('MANIFEST_INVALID', sentence)
}

function parse(bytes: Buffer): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(bytes.toString())
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined
  } catch {
    return undefined
  }
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

function isDescriptor(value: unknown): value is SentDescriptor {
  if (typeof value !== 'object' || value === null) return false
  const { mediaType, digest, size } = value as Partial<SentDescriptor>
  return typeof mediaType === 'string' && typeof digest === 'string' && Number.isSafeInteger(size)
}
