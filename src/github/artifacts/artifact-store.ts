/** Bytes of the file in an artifact, at most. */
export const fileLimit = 64 * 1024
/** Characters that no artifact's name may contain: actions/toolkit, packages/artifact, validateArtifactName. */
const refused = /["\\:<>|*?/\p{C}]/u
const nameLimit = 200

/**
 * Files that the jobs of a workflow run leave for each other, each in an artifact of its own. Every method throws
 * ArtifactError if the store refuses or cannot be reached.
 */
export interface ArtifactStore {
  /** Creates an artifact, whose name is taken from now on in this attempt of the run. It is not visible before `finalize`. */
  create(name: string): Promise<Creation>
  /**
   * The finalized artifacts whose names start with `prefix`, in the order of their ids. If earlier attempts of the run
   * have the same name, it is the newest one.
   */
  list(prefix: string): Promise<readonly StoredArtifact[]>
  /** The file in an artifact that `list` returned, of at most 64 KiB. Another job wrote it: it may contain anything. */
  read(artifact: StoredArtifact): Promise<Uint8Array>
}

/**
 * `taken`: another job has the name. `uncertain`: a response was lost and the name is taken since, by this job or by
 * another one; there is no way to upload to it.
 */
export type Creation = PendingArtifact | 'taken' | 'uncertain'

/** An artifact that only this job knows of. */
export interface PendingArtifact {
  /** Uploads its only file, of at most 64 KiB. */
  upload(file: Uint8Array): Promise<void>
  /** Makes it visible to the jobs of the run. */
  finalize(): Promise<void>
}

export interface StoredArtifact {
  readonly name: string
  /** Unique within the store; a newer artifact has a higher one. */
  readonly id: number
  /** Bytes that it takes in the store. */
  readonly size: number
}

/** Whether every implementation accepts the name. */
export function isArtifactName(name: string): boolean {
  return name !== '' && name.length <= nameLimit && !refused.test(name)
}
