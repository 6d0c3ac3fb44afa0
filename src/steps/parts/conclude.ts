import type { ArtifactStore, StoredArtifact } from '../../github/artifacts/artifact-store.ts'
import { InputError } from '../../input-error.ts'
import type { Image } from '../../oci/image.ts'
import { type Meeting, meet } from '../../plan/parts/meeting.ts'
import {
  artifactPrefix,
  type BroughtPart,
  finishName,
  type NamedArtifact,
  readArtifactName,
} from '../../plan/parts/part-names.ts'
import type { PartNote } from '../../plan/parts/part-note.ts'
import type { PartLine, PartReport } from '../../plan/parts/part-report.ts'
import type { Result } from '../job/result.ts'
import type { PartOfImage } from './part-job.ts'
import { takeLock } from './taking.ts'

/** A part that is complete at the targets, and whose note was left. */
export interface LeftPart extends PartOfImage {
  readonly store: ArtifactStore
  readonly brought: Result & { readonly image: Image }
  readonly note: PartNote
}

/** An artifact of the image, and what its name says. */
export type FoundArtifact = NamedArtifact & { readonly artifact: StoredArtifact }

/** Finds out which parts are there. The job that finds all of them publishes the image; the others are done. */
export async function conclude(left: LeftPart): Promise<Result> {
  const { key, platforms, store, brought, attempt } = left
  const found = (await store.list(artifactPrefix(key))).flatMap((artifact): readonly FoundArtifact[] => {
    const named = readArtifactName(artifact.name, key, platforms)
    return named ? [{ ...named, artifact }] : []
  })
  const meeting = meet(found, platforms)
  switch (meeting.state) {
    case 'conflict':
      throw conflictError(meeting)
    case 'incomplete':
      return { ...brought, part: { ...reportOn(meeting.parts, left), state: 'waiting', missing: meeting.missing } }
    case 'finished':
      return await (await import('./confirm.ts')).confirm(left, meeting, found)
    case 'complete': {
      const lock = await takeLock(store, finishName(key, attempt))
      if (lock) return await (await import('./finish.ts')).finish(left, found, lock)
      return { ...brought, part: { ...reportOn(meeting.parts, left), state: 'elsewhere', missing: [] } }
    }
  }
}

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

function conflictError({ platform, digests, attempt }: Meeting & { readonly state: 'conflict' }): InputError {
  return new InputError(
    'part',
    `two jobs of this run (attempt ${attempt}) bring different images for ${platform}: ${digests.join(' and ')}. Give each job of the matrix another 'part'`
  )
}
