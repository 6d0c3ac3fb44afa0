import type { ArtifactStore, PendingArtifact } from '../../github/artifacts/artifact-store.ts'
import { namesToTry } from '../../plan/parts/part-names.ts'

/**
 * Creates the note of a part. Another job may have the name, with the same content: then another name is as good.
 * Undefined if all are taken. Throws if this job may have them itself, since responses were lost.
 */
export async function createNote(store: ArtifactStore, name: string): Promise<PendingArtifact | undefined> {
  let isCertain = true
  for (const each of namesToTry(name)) {
    const created = await store.create(each)
    if (created !== 'taken' && created !== 'uncertain') return created
    isCertain &&= created === 'taken'
  }
  if (isCertain) return undefined
  throw new Error(
    'The artifact service does not say whether it has the note: its responses were lost. Re-run this job.'
  )
}

interface TakenLock {
  readonly lock: PendingArtifact
  /** Whether no other job can have one, too. */
  readonly isCertain: boolean
}

/**
 * Takes the lock; undefined if another job has it. If a lost response leaves that open, this job goes on under another
 * name: two jobs that publish the same image do no harm, and none would.
 */
export async function takeLock(store: ArtifactStore, name: string): Promise<TakenLock | undefined> {
  for (const each of namesToTry(name)) {
    const created = await store.create(each)
    if (created === 'taken') return undefined
    if (created !== 'uncertain') return { lock: created, isCertain: each === name }
  }
  throw new Error(
    'The artifact service does not say which job publishes the image: its responses were lost. Re-run this job.'
  )
}
