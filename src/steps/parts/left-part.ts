import type { ArtifactStore, StoredArtifact } from '../../github/artifacts/artifact-store.ts'
import type { Outcome } from '../../plan/outcome.ts'
import { digestOfPart, isSingle, namesOfBrought } from '../../plan/parts/brought-image.ts'
import type { BroughtPart, NamedArtifact } from '../../plan/parts/part-names.ts'
import type { PartNote } from '../../plan/parts/part-note.ts'
import { describeContent, type PartLine, type PartReport } from '../../plan/parts/part-report.ts'
import type { Result } from '../job/result.ts'
import type { PartOfImage, PlannedImage } from './part-job.ts'

/** A part that is complete at the targets, and whose note was left. */
export interface LeftPart extends PartOfImage {
  /** All images of the release. */
  readonly planned: readonly PlannedImage[]
  readonly store: ArtifactStore
  readonly brought: Result
  readonly note: PartNote
}

/** An artifact of the image, and what its name says; without the artifact if it is this job's, and the list lags behind. */
export type FoundArtifact = NamedArtifact & { readonly artifact?: StoredArtifact }

/** What a job says about its own part and the others, as far as it knows them. */
export function reportOn(
  parts: readonly BroughtPart[],
  { part, note, attempt }: Pick<LeftPart, 'part' | 'note' | 'attempt'>,
  notes: ReadonlyMap<BroughtPart, PartNote> = new Map()
): Pick<PartReport, 'part' | 'digest' | 'names' | 'parts'> {
  const { release } = note
  const digest = digestOfPart(release)
  const areSeveral = !isSingle(release)
  const lines = parts.map((each): PartLine => {
    const found = each.digest === digest ? { ...note, attempt } : notes.get(each)
    return { ...each, note: found, ...(areSeveral && { content: describeContent(found?.release ?? []) }) }
  })
  return { part, digest, names: areSeveral ? namesOfBrought(release) : '', parts: lines }
}

/** Outcomes of all targets of a release, in their order, each with the name of the bake target whose image it is about. */
export function withNames(outcomes: readonly Outcome[], { planned }: Pick<LeftPart, 'planned'>): readonly Outcome[] {
  const images = planned.flatMap((image) => image.targets.map(() => image))
  return outcomes.map((outcome, index) => {
    const { name, isBaked } = images[index] ?? {}
    return name !== undefined && isBaked ? { ...outcome, bakeTargets: [name] } : outcome
  })
}
