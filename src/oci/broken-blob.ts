import { ContentError, WrongContent } from './content-error.ts'

/** A blob that will never be complete: its sender disconnected or sent other content. Not a registry's fault. */
export class BrokenBlob extends WrongContent {}

/** Received data could not be written to disk: the fault of this machine, not of a registry. */
export class SpoolError extends ContentError {
  constructor(directory: string, cause: Error) {
    super(`Blobs for the registries cannot be buffered in ${directory}: ${cause.message}. Free up disk space there.`, {
      cause,
    })
  }
}
