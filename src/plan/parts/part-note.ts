import { isRecord, type JsonRecord, parseRecord } from '../../json.ts'
import type { Descriptor } from '../../oci/descriptor.ts'
import { type BroughtImage, descriptorIn, isSingle, parseBroughtImage } from './brought-image.ts'

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
  /** All platforms of the release. */
  readonly platforms: readonly string[]
  /** Those of the part. */
  readonly part: readonly string[]
  /** All images of the release, with what the job has built of each. */
  readonly release: readonly BroughtImage[]
  readonly commit: string
  readonly runner: PartRunner
  /** From the start of the step until the image was there. */
  readonly seconds: number
  /** The size of all its blobs. */
  readonly bytes: number
}

/** Version 1 is about a single image and names its root; version 2 lists several images. */
export function formatPartNote({ release, ...note }: PartNote): Uint8Array {
  const [only] = release
  if (only?.root && isSingle(release)) return encodeNote({ ...note, root: withoutData(only.root) })
  const images = release.map(({ root, ...image }) => ({ ...image, ...(root && { root: withoutData(root) }) }))
  return encodeNote({ ...note, release: images }, 2)
}

function withoutData({ mediaType, digest, size }: Descriptor) {
  return { mediaType, digest, size }
}

/** A note as the content of an artifact. */
export function encodeNote(fields: object, version: 1 | 2 = 1): Uint8Array {
  return new TextEncoder().encode(JSON.stringify({ version, ...fields }))
}

/** Parses a note that any job of the run may have written. Undefined if it is not one. Never throws. */
export function parsePartNote(bytes: Uint8Array): PartNote | undefined {
  const fields = readNote(bytes)
  if (!fields) return undefined
  const { key, attempt, images, platforms, part, commit, seconds, bytes: size } = fields
  if (typeof key !== 'string' || !isCount(attempt) || typeof commit !== 'string') return undefined
  if (!areTexts(images) || !areTexts(platforms) || !areTexts(part)) return undefined
  if (!isCount(size) || typeof seconds !== 'number' || !(seconds >= 0)) return undefined
  const release = releaseIn(fields, platforms)
  if (!release) return undefined
  const runner = runnerIn(fields.runner)
  return { key, attempt, images, platforms, part, release, commit, runner, seconds, bytes: size }
}

function releaseIn({ version, root, release }: JsonRecord, platforms: readonly string[]) {
  if (version === 1) {
    const only = descriptorIn(root)
    return only && [{ name: '', tags: [], platforms, root: only }]
  }
  const images = Array.isArray(release) ? release.map((each) => parseBroughtImage(each, areTexts)) : []
  const known = images.filter((each) => each !== undefined)
  return known.length > 0 && known.length === images.length ? known : undefined
}

/** The fields of a note of a version that is known here. */
export function readNote(bytes: Uint8Array): JsonRecord | undefined {
  if (bytes.length > noteLimit) return undefined
  const fields = parseRecord(new TextDecoder().decode(bytes))
  return fields.version === 1 || fields.version === 2 ? fields : undefined
}

/** A list of strings, none of them with control characters. */
export function areTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((text) => typeof text === 'string' && !/\p{Cc}/u.test(text))
}

export function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0
}

function runnerIn(value: unknown): PartRunner {
  const { name, os, arch } = isRecord(value) ? value : {}
  return { name: shortText(name), os: shortText(os), arch: shortText(arch) }
}

/** Text to show: one line of at most 100 characters. */
function shortText(value: unknown): string {
  return typeof value === 'string' ? value.replaceAll(/[\s\p{C}]+/gu, ' ').slice(0, 100) : ''
}
