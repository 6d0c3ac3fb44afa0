import { digestOfPart } from '../../../plan/parts/brought-image.ts'
import type { BroughtPart } from '../../../plan/parts/part-names.ts'
import { type PartNote, parsePartNote } from '../../../plan/parts/part-note.ts'
import type { FoundArtifact, LeftPart } from '../left-part.ts'

/** The notes of parts, as far as they can be read and list what their names say. Never rejects. */
export async function readNotes(
  parts: readonly BroughtPart[],
  found: readonly FoundArtifact[],
  left: Pick<LeftPart, 'store' | 'note'>
): Promise<ReadonlyMap<BroughtPart, PartNote>> {
  const read = parts.map(async (part) => [part, await readNote(part, found, left).catch(() => undefined)] as const)
  const notes = await Promise.all(read)
  return new Map(notes.flatMap(([part, note]) => (note ? [[part, note] as const] : [])))
}

async function readNote(
  { digest, attempt }: BroughtPart,
  found: readonly FoundArtifact[],
  { store, note: own }: Pick<LeftPart, 'store' | 'note'>
): Promise<PartNote | undefined> {
  if (digest === digestOfPart(own.release)) return own
  const named = found.find((each) => each.kind === 'part' && each.digest === digest && each.attempt === attempt)
  const note = named?.artifact && parsePartNote(await store.read(named.artifact))
  return note && digestOfPart(note.release) === digest ? note : undefined
}
