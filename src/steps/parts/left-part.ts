import type { ArtifactStore, StoredArtifact } from '../../github/artifacts/artifact-store.ts'
import type { Image } from '../../oci/image.ts'
import type { BroughtPart, NamedArtifact } from '../../plan/parts/part-names.ts'
import type { PartNote } from '../../plan/parts/part-note.ts'
import type { PartLine, PartReport } from '../../plan/parts/part-report.ts'
import type { Result } from '../job/result.ts'
import type { PartOfImage } from './part-job.ts'

/** A part that is complete at the targets, and whose note was left. */
export interface LeftPart extends PartOfImage {
  readonly store: ArtifactStore
  readonly brought: Result & { readonly image: Image }
  readonly note: PartNote
}

/** An artifact of the image, and what its name says; without the artifact if it is this job's, and the list lags behind. */
export type FoundArtifact = NamedArtifact & { readonly artifact?: StoredArtifact }

/** What a job says about its own part and the others, as far as it knows them. */
export function reportOn(
  parts: readonly BroughtPart[],
  { part, brought, note, attempt }: LeftPart,
  notes: ReadonlyMap<BroughtPart, PartNote> = new Map()
): Pick<PartReport, 'part' | 'digest' | 'parts'> {
  const { digest } = brought.image.root
  const noteOf = (each: BroughtPart) => (each.digest === digest ? { ...note, attempt } : notes.get(each))
  const lines = parts.map((each): PartLine => ({ ...each, note: noteOf(each) }))
  return { part, digest, parts: lines }
}
