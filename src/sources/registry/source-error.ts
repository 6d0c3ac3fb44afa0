import { ContentError } from '../../oci/content-error.ts'
import type { Digest } from '../../oci/digest.ts'
import { RegistryError } from '../../registry/errors/registry-error.ts'

/** The registry that an image is copied from failed: not the fault of a target. */
export class SourceError extends ContentError {}

/** Says of a registry's error that it happened at the source, which is named as the user wrote it. */
export function blameSource(source: string, error: unknown): unknown {
  if (!(error instanceof RegistryError)) return error
  return new SourceError(`The source ${source} cannot be read: ${error.message}`, { cause: error })
}

/** The content of a blob has another digest at the source. */
export function wrongBlob(source: string, wanted: Digest, found: Digest): SourceError {
  return new SourceError(
    `The source ${source} is corrupt: the content of its blob ${wanted} has the digest ${found}. Push the image there again.`
  )
}
