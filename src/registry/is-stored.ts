import type { BlobId } from '../oci/descriptor.ts'
import { RegistryError } from './registry-error.ts'
import type { Patience } from './retry.ts'

/** A blob, and the question whether it is there, asked once. */
interface Asked {
  readonly blob: BlobId
  has(): Promise<boolean>
}

/** A blob is not sent again because of a bad moment of the question. */
const tries = 3
/** From here on a registry may need seconds to store what has come, and say before that it has nothing. */
const slowToStore = 8 * 1024 * 1024
const polls = 4

/** Asks whether a blob is there. A registry that is silent is asked once: this is part of a loop with patience enough. */
export async function isStored(parts: Asked, patience: Patience): Promise<boolean> {
  for (let tried = 1; ; tried++) {
    try {
      const isThere = await parts.has()
      patience.note()
      return isThere
    } catch (error) {
      if (!(error instanceof RegistryError)) throw error
      patience.note(error)
      if (error.isSilence || !error.transient || tried === tries) return false
      await patience.pause(tried)
    }
  }
}

/** The same where all of it went out, of a blob that takes time to be stored. */
export async function isStoredLate(parts: Asked, patience: Patience): Promise<boolean> {
  if (parts.blob.size < slowToStore) return false
  for (let polled = 1; polled < polls && !patience.isSpent; polled++) {
    if (await isStored(parts, patience)) return true
    await patience.pause(polled)
  }
  return !patience.isSpent && (await isStored(parts, patience))
}
