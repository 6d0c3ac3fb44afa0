import type { RetryState } from '../../http/retry/retry-state.ts'
import type { BlobId } from '../../oci/descriptor.ts'
import { RegistryError } from '../errors/registry-error.ts'
import type { BlobCheck } from '../pull/blob-check.ts'

/** A blob, and what checks whether the registry has it. */
interface Asked {
  readonly blob: BlobId
  readonly check: BlobCheck
}

/** A transient failure of the check must not cause a re-upload. */
const tries = 3
/** A blob of this size or more may take seconds to store, and be reported as missing until then. */
const slowToStoreSize = 8 * 1024 * 1024
const polls = 4

/** Checks whether a blob is stored. Not repeated after a timeout: the surrounding loop has enough retries. */
export async function isStored({ blob, check }: Asked, retryState: RetryState): Promise<boolean> {
  for (let tried = 1; ; tried++) {
    try {
      const isThere = await check.isThereOnce(blob)
      retryState.note()
      return isThere
    } catch (error) {
      if (!(error instanceof RegistryError)) throw error
      retryState.note(error)
      if (error.isSilence || !error.transient || tried === tries) return false
      await retryState.pause(tried)
    }
  }
}

/** Checks repeatedly whether a large blob is stored, after all of it was sent: storing may take a while. */
export async function isStoredLate(parts: Asked, retryState: RetryState): Promise<boolean> {
  if (parts.blob.size < slowToStoreSize) return false
  for (let polled = 1; polled < polls && !retryState.isSpent; polled++) {
    if (await isStored(parts, retryState)) return true
    await retryState.pause(polled)
  }
  return !retryState.isSpent && (await isStored(parts, retryState))
}
