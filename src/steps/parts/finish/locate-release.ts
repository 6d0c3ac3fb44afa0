import { InputError } from '../../../input-error.ts'
import { ContentError } from '../../../oci/content-error.ts'
import { type BroughtImage, differenceBetween, isSingle } from '../../../plan/parts/brought-image.ts'
import { meet } from '../../../plan/parts/meeting.ts'
import type { BroughtPart } from '../../../plan/parts/part-names.ts'
import type { PartNote } from '../../../plan/parts/part-note.ts'
import type { Push } from '../../../push/push.ts'
import type { FoundArtifact, LeftPart } from '../left-part.ts'
import { pushesOf } from '../part-job.ts'
import { type GonePart, goneError, type Location, locateParts } from './locate-parts.ts'
import { readNotes } from './read-notes.ts'

/** The parts of a release, and where those of each image are. */
export interface LocatedRelease {
  readonly parts: readonly BroughtPart[]
  /** In the order of the planned images. */
  readonly images: readonly Location[]
  /** The notes that had to be read for that: of several images, the name of a note does not say what it lists. */
  readonly notes: ReadonlyMap<BroughtPart, PartNote>
}

/**
 * Finds the parts of all images at their targets. A part of which something is gone counts as never brought. Throws
 * ContentError, or InputError if another job plans other images.
 */
export async function locateRelease(
  left: LeftPart,
  found: readonly FoundArtifact[],
  all: readonly Push[]
): Promise<LocatedRelease> {
  const pushes = pushesOf(left.planned, all)
  const gone: GonePart[] = []
  const lost = new Set<string>()
  for (;;) {
    const rest = found.filter((each) => each.kind === 'part' && !lost.has(each.digest))
    const meeting = meet(rest, left.platforms)
    if (meeting.state !== 'complete') {
      const without = found.filter((each) => each.kind === 'part' && lost.has(each.digest))
      await checkPlans(without as readonly BroughtPart[], left, found)
      throw goneError(gone)
    }
    const { parts } = meeting
    const notes = isSingle(left.note.release) ? new Map() : await readAll(parts, left, found)
    const pieces = left.planned.map(({ name }) => piecesOf(name, parts, left, notes))
    const images = await Promise.all(pieces.map((each, index) => locateImage(each, pushes[index] ?? [])))
    const missing = images.flatMap((image) => image.missing)
    if (missing.length === 0) return { parts, images: images.map(({ location }) => location), notes }
    for (const { of, ...piece } of missing) {
      gone.push(piece)
      lost.add(of.digest)
    }
  }
}

/** What a part has of one image, and the part. */
interface Piece extends BroughtPart {
  readonly of: BroughtPart
}

async function locateImage(pieces: readonly Piece[], pushes: readonly Push[]) {
  const location = await locateParts(pieces, pushes)
  const missing = pieces.filter((piece) => location.gone.includes(piece)).map((piece) => ({ ...piece, pushes }))
  return { location, missing }
}

/** Throws ContentError if a part lacks the image although it is for one of its platforms. */
function piecesOf(
  name: string,
  parts: readonly BroughtPart[],
  left: LeftPart,
  notes: ReadonlyMap<BroughtPart, PartNote>
): readonly Piece[] {
  const planned = left.note.release.find((image) => image.name === name)
  return parts.flatMap((of): readonly Piece[] => {
    const part = of.part.filter((platform) => planned?.platforms.includes(platform))
    if (part.length === 0) return []
    if (isSingle(left.note.release)) return [{ ...of, of }]
    const root = notes.get(of)?.release.find((image) => image.name === name)?.root
    if (root) return [{ ...of, part, digest: root.digest, of }]
    throw new ContentError(
      `The job that built ${of.part.join(', ')} (attempt ${of.attempt}) has brought no part of ${name || 'the image'}: re-run all jobs.`
    )
  })
}

/** Reads the notes of parts. Throws ContentError if one cannot be read, InputError if one plans other images. */
async function readAll(parts: readonly BroughtPart[], left: LeftPart, found: readonly FoundArtifact[]) {
  const notes = await checkPlans(parts, left, found)
  const unread = parts.filter((part) => !notes.has(part))
  if (unread.length === 0) return notes
  const names = unread.map(({ part, attempt }) => `${part.join(', ')} (attempt ${attempt})`).join(' and ')
  throw new ContentError(`The note about ${names} cannot be read: re-run this job, or else all jobs.`)
}

/** Reads the notes of parts as far as possible. Throws InputError if one plans other images than this job. */
async function checkPlans(parts: readonly BroughtPart[], left: LeftPart, found: readonly FoundArtifact[]) {
  const notes = await readNotes(parts, found, left)
  for (const [{ part }, { release }] of notes) {
    const difference = differenceBetween(left.note.release, release)
    if (difference) throw differentPlans(left.part, part, difference)
  }
  return notes
}

function differentPlans(own: BroughtImage['platforms'], other: readonly string[], difference: string): InputError {
  return new InputError(
    'part',
    `this job, for ${own.join(', ')}, and the job for ${other.join(', ')} build different releases: ${difference}. Have each job build the same images, under the same tags, and start a new run; inputs that tell releases of one run apart are described in docs/parts.md`
  )
}
