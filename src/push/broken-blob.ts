import { ContentError } from '../oci/content-error.ts'
import { WrongContent } from '../sink/backend.ts'

/** A blob that will never be whole: its sender went away or sent something else. No fault of any registry. */
export class BrokenBlob extends WrongContent {}

/** The disk does not take what arrives: this machine's fault, and no registry's. */
export class SpoolError extends ContentError {
  constructor(directory: string, cause: Error) {
    super(
      `Blobs on their way to the registries cannot be kept in ${directory}: ${cause.message}. Free up disk space there.`,
      {
        cause,
      }
    )
  }
}
