import { InputError } from '../../input-error.ts'
import { digestOfPart, isSingle } from '../../plan/parts/brought-image.ts'
import { type Meeting, meet } from '../../plan/parts/meeting.ts'
import { artifactPrefix, finishName, readArtifactName } from '../../plan/parts/part-names.ts'
import type { Result } from '../job/result.ts'
import { type FoundArtifact, type LeftPart, reportOn } from './left-part.ts'
import { withoutRollback } from './part-job.ts'
import { takeLock } from './taking.ts'

/** Finds out which parts are there. The job that finds all of them publishes the image; the others are done. */
export async function conclude(left: LeftPart): Promise<Result> {
  const { key, platforms, store, brought, attempt } = left
  const listed = (await store.list(artifactPrefix(key))).flatMap((artifact): readonly FoundArtifact[] => {
    const named = readArtifactName(artifact.name, key, platforms)
    // No job of a later attempt has run yet, so that is not its note.
    return named && (named.kind === 'finish' || named.attempt <= attempt) ? [{ ...named, artifact }] : []
  })
  const found = withOwn(listed, left)
  const meeting = meet(found, platforms)
  switch (meeting.state) {
    case 'conflict':
      throw conflictError(meeting, isSingle(left.note.release))
    case 'incomplete':
      return { ...brought, part: { ...reportOn(meeting.parts, left), state: 'waiting', missing: meeting.missing } }
    case 'finished':
      return await (await import('./finish/already-published.ts')).confirm(left, meeting, found)
    case 'complete': {
      const taken = await takeLock(store, finishName(key, attempt))
      if (taken) {
        const { lock, isCertain } = taken
        const own = isCertain ? left : { ...left, job: withoutRollback(left.job) }
        return await (await import('./finish/finish.ts')).finish(own, found, lock)
      }
      return { ...brought, part: { ...reportOn(meeting.parts, left), state: 'elsewhere', missing: [] } }
    }
  }
}

/** A list may lag behind, but what this job itself has brought is known. */
function withOwn(found: readonly FoundArtifact[], { attempt, part, note }: LeftPart): readonly FoundArtifact[] {
  const digest = digestOfPart(note.release)
  if (found.some((each) => each.kind === 'part' && each.attempt === attempt && each.digest === digest)) return found
  return [...found, { kind: 'part', attempt, part, digest }]
}

function conflictError(
  { platform, digests, attempt }: Meeting & { readonly state: 'conflict' },
  isOne: boolean
): InputError {
  // What names of notes say about several images is nothing that users know.
  const [which, advice] = isOne
    ? [`: ${digests.join(' and ')}`, '']
    : ['', "; jobs of different releases also need different 'images', 'tags', 'bake-targets' or 'vars'"]
  return new InputError(
    'part',
    `two jobs of this run (attempt ${attempt}) built different images for ${platform}${which}. Give each job of the matrix another 'part'${advice}`
  )
}
