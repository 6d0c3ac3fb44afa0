import { ContentError } from '../../oci/content-error.ts'
import { RegistryError } from '../../registry/errors/registry-error.ts'

/** The registry that an image is copied from failed: not the fault of a target. */
export class SourceError extends ContentError {}

/** Says of a registry's error that it happened at the source, which is named as the user wrote it. */
export function blameSource(source: string, error: unknown): unknown {
  if (!(error instanceof RegistryError)) return error
  return new SourceError(`The source ${source} cannot be read: ${error.message}`, { cause: error })
}
