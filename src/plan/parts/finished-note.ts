import { InputError } from '../../input-error.ts'
import { isRecord } from '../../json.ts'
import { type Digest, isDigest } from '../../oci/digest.ts'
import { areTexts, encodeNote, isCount, noteLimit, readNote } from './part-note.ts'

/** What the job that published an image of several parts leaves for later attempts and later jobs. */
export interface FinishedNote {
  readonly key: string
  readonly attempt: number
  /** Repositories: `ghcr.io/acme/app` */
  readonly images: readonly string[]
  readonly platforms: readonly string[]
  /** Of the published image. */
  readonly digest: Digest
  /** The outputs of the step, by name. */
  readonly outputs: Readonly<Record<string, string>>
}

/** The largest outputs are left out if the note would be too long. */
export function formatFinishedNote(note: FinishedNote): Uint8Array {
  const whole = encodeNote(note)
  if (whole.length <= noteLimit) return whole
  const { digest, image = '', images = '', tags = '', version = '' } = note.outputs
  const short = encodeNote({ ...note, outputs: { digest, image, images, tags, version } })
  return short.length <= noteLimit ? short : encodeNote({ ...note, outputs: { digest, image, version } })
}

/** Throws InputError if two notes of one image name different indexes: two jobs have published it at the same moment. */
export function checkSameImage(one: Uint8Array, other: Uint8Array): void {
  const digests = [one, other].map((bytes) => parseFinishedNote(bytes)?.digest)
  if (digests.includes(undefined) || digests[0] === digests[1]) return
  throw new InputError(
    'annotations',
    `two jobs of this run published different indexes of the same parts: ${digests.join(' and ')}. Set the same annotations of the index in each job, and start a new run`
  )
}

/** Parses a note that any job of the run may have written. Undefined if it is not one. Never throws. */
export function parseFinishedNote(bytes: Uint8Array): FinishedNote | undefined {
  const { key, attempt, images, platforms, digest, outputs } = readNote(bytes) ?? {}
  if (typeof key !== 'string' || !isCount(attempt) || typeof digest !== 'string' || !isDigest(digest)) return undefined
  if (!areTexts(images) || !areTexts(platforms) || !isRecord(outputs)) return undefined
  const texts = Object.entries(outputs).filter((entry): entry is [string, string] => typeof entry[1] === 'string')
  return { key, attempt, images, platforms, digest, outputs: Object.fromEntries(texts) }
}
