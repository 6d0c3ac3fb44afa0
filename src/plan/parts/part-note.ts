import { isRecord, type JsonRecord, parseRecord } from '../../json.ts'
import { ContentError } from '../../oci/content-error.ts'
import { type Descriptor, parseDescriptor } from '../../oci/descriptor.ts'

/** Bytes that a note may have. */
export const noteLimit = 64 * 1024

/** The job that built a part, as the runner names itself. */
export interface PartRunner {
  readonly name: string
  readonly os: string
  readonly arch: string
}

/** What a job says about the part that it has brought to the targets. */
export interface PartNote {
  readonly key: string
  readonly attempt: number
  /** Repositories: `ghcr.io/acme/app` */
  readonly images: readonly string[]
  /** All platforms of the image. */
  readonly platforms: readonly string[]
  /** Those of the part. */
  readonly part: readonly string[]
  readonly root: Descriptor
  readonly commit: string
  readonly runner: PartRunner
  /** From the start of the step until the image was there. */
  readonly seconds: number
  /** The size of all its blobs. */
  readonly bytes: number
}

export function formatPartNote({ root: { mediaType, digest, size }, ...note }: PartNote): Uint8Array {
  return encodeNote({ ...note, root: { mediaType, digest, size } })
}

/** A note as the content of an artifact. */
export function encodeNote(fields: object): Uint8Array {
  return new TextEncoder().encode(JSON.stringify({ version: 1, ...fields }))
}

/** Parses a note that any job of the run may have written. Undefined if it is not one. Never throws. */
export function parsePartNote(bytes: Uint8Array): PartNote | undefined {
  const fields = readNote(bytes)
  if (!fields) return undefined
  const { key, attempt, images, platforms, part, commit, seconds, bytes: size } = fields
  const root = descriptorIn(fields.root)
  if (!root || typeof key !== 'string' || !isCount(attempt) || typeof commit !== 'string') return undefined
  if (!areTexts(images) || !areTexts(platforms) || !areTexts(part)) return undefined
  if (!isCount(size) || typeof seconds !== 'number' || !(seconds >= 0)) return undefined
  return { key, attempt, images, platforms, part, root, commit, runner: runnerIn(fields.runner), seconds, bytes: size }
}

/** The fields of a note of the version that is known here. */
export function readNote(bytes: Uint8Array): JsonRecord | undefined {
  if (bytes.length > noteLimit) return undefined
  const fields = parseRecord(new TextDecoder().decode(bytes))
  return fields.version === 1 ? fields : undefined
}

/** A list of strings, none of them with control characters. */
export function areTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((text) => typeof text === 'string' && !/\p{Cc}/u.test(text))
}

export function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0
}

function descriptorIn(value: unknown): Descriptor | undefined {
  try {
    return parseDescriptor(value, 'the root of a note')
  } catch (error) {
    if (error instanceof ContentError) return undefined
    throw error
  }
}

function runnerIn(value: unknown): PartRunner {
  const { name, os, arch } = isRecord(value) ? value : {}
  return { name: shortText(name), os: shortText(os), arch: shortText(arch) }
}

/** Text to show: one line of at most 100 characters. */
function shortText(value: unknown): string {
  return typeof value === 'string' ? value.replaceAll(/[\s\p{C}]+/gu, ' ').slice(0, 100) : ''
}
