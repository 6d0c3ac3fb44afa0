import type { ArtifactStore } from '../../github/artifacts/artifact-store.ts'
import type { BroughtPart } from '../../plan/parts/part-names.ts'
import { type PartNote, parsePartNote } from '../../plan/parts/part-note.ts'
import type { FoundArtifact } from './left-part.ts'

/** The notes of parts, as far as they can be read: they are shown, but nothing depends on them. Never rejects. */
export async function readNotes(
  parts: readonly BroughtPart[],
  found: readonly FoundArtifact[],
  store: ArtifactStore
): Promise<ReadonlyMap<BroughtPart, PartNote>> {
  const read = parts.map(async (part) => [part, await readNote(part, found, store).catch(() => undefined)] as const)
  const notes = await Promise.all(read)
  return new Map(notes.flatMap(([part, note]) => (note ? [[part, note] as const] : [])))
}

async function readNote(
  { digest, attempt }: BroughtPart,
  found: readonly FoundArtifact[],
  store: ArtifactStore
): Promise<PartNote | undefined> {
  const named = found.find((each) => each.kind === 'part' && each.digest === digest && each.attempt === attempt)
  const note = named?.artifact && parsePartNote(await store.read(named.artifact))
  return note?.root.digest === digest ? note : undefined
}
