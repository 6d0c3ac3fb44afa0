import { InputError } from '../../input-error.ts'
import { isRecord, type JsonRecord } from '../../json.ts'
import { type Digest, isDigest } from '../../oci/digest.ts'
import { isSingle } from './brought-image.ts'
import { areTexts, encodeNote, isCount, noteLimit, readNote } from './part-note.ts'

/** An image that was published. */
export interface PublishedImage {
  /** As in the notes of its parts. */
  readonly name: string
  /** Repositories: `ghcr.io/acme/app` */
  readonly images: readonly string[]
  /** Full tags, `ghcr.io/acme/app:1`; empty for a single image, whose tags are in the outputs. */
  readonly tags: readonly string[]
  readonly digest: Digest
}

/** What the job that published images of several parts leaves for later attempts and later jobs. */
export interface FinishedNote {
  readonly key: string
  readonly attempt: number
  /** The repositories of all images: `ghcr.io/acme/app` */
  readonly images: readonly string[]
  readonly platforms: readonly string[]
  readonly published: readonly PublishedImage[]
  /** The outputs of the step, by name. */
  readonly outputs: Readonly<Record<string, string>>
}

/** The largest outputs are left out if the note would be too long. */
export function formatFinishedNote(note: FinishedNote): Uint8Array {
  const whole = encode(note)
  if (whole.length <= noteLimit) return whole
  const { digest = '', image = '', images = '', tags = '', version = '' } = note.outputs
  const short = encode({ ...note, outputs: { digest, image, images, tags, version } })
  return short.length <= noteLimit ? short : encode({ ...note, outputs: { digest, image, version } })
}

/** Version 1 is about a single image, version 2 about several. */
function encode({ published, outputs, ...note }: FinishedNote): Uint8Array {
  const [only] = published
  if (only && isSingle(published)) return encodeNote({ ...note, digest: only.digest, outputs })
  return encodeNote({ ...note, published, outputs }, 2)
}

/** Throws InputError if two notes name different indexes: two jobs have published the same parts at the same moment. */
export function checkSameImage(one: Uint8Array, other: Uint8Array): void {
  const [first, second] = [one, other].map((bytes) => parseFinishedNote(bytes)?.published.map(({ digest }) => digest))
  const place = first?.findIndex((digest, index) => digest !== second?.[index]) ?? -1
  if (!second || place < 0) return
  throw new InputError(
    'annotations',
    `two jobs of this run published different indexes of the same parts: ${first?.[place]} and ${second[place]}. Set the same annotations of the index in each job, and start a new run`
  )
}

/** Parses a note that any job of the run may have written. Undefined if it is not one. Never throws. */
export function parseFinishedNote(bytes: Uint8Array): FinishedNote | undefined {
  const fields = readNote(bytes) ?? {}
  const { key, attempt, images, platforms, outputs } = fields
  if (typeof key !== 'string' || !isCount(attempt)) return undefined
  if (!areTexts(images) || !areTexts(platforms) || !isRecord(outputs)) return undefined
  const published = publishedIn(fields, images)
  if (!published) return undefined
  const texts = Object.entries(outputs).filter((entry): entry is [string, string] => typeof entry[1] === 'string')
  return { key, attempt, images, platforms, published, outputs: Object.fromEntries(texts) }
}

function publishedIn({ version, digest, published }: JsonRecord, images: readonly string[]) {
  if (version === 1) return parsedAs({ name: '', images, tags: [], digest })
  const all = Array.isArray(published) ? published.map(parsedAs) : []
  const known = all.filter((each) => each !== undefined).flat()
  return known.length > 0 && known.length === all.length ? known : undefined
}

function parsedAs(value: unknown): readonly PublishedImage[] | undefined {
  const { name, images, tags, digest } = isRecord(value) ? value : {}
  if (!areTexts([name]) || !areTexts(images) || !areTexts(tags) || typeof digest !== 'string' || !isDigest(digest))
    return undefined
  return [{ name: String(name), images, tags, digest }]
}
