import { ContentError } from '../../oci/content-error.ts'
import type { Digest } from '../../oci/digest.ts'
import { RegistryError } from '../../registry/errors/registry-error.ts'

/** The registry that an image is copied from failed: not the fault of a target. */
export class SourceError extends ContentError {}

/** Says of a registry's error that it happened at the source, which is named as the user wrote it. */
export function blameSource(source: string, error: unknown): unknown {
  if (!(error instanceof RegistryError)) return error
  const { message } = withAdviceToRead(error)
  return new SourceError(`The source ${source} cannot be read: ${message}`, { cause: error })
}

/** The same of an image that contradicts itself, whoever notices. */
export function blameImage(source: string, error: unknown): unknown {
  if (!(error instanceof ContentError) || error instanceof SourceError) return blameSource(source, error)
  return new SourceError(`The source ${source} is invalid: ${error.message}. Build the image again.`, { cause: error })
}

/** The same failure with advice for a request that reads, if it has no advice of its own: the general one is for pushes. */
export function withAdviceToRead(error: RegistryError): RegistryError {
  const advice = error.failure.advice ?? adviceToRead(error)
  return advice === undefined ? error : new RegistryError({ ...error.failure, advice, cause: error.cause })
}

/** What to do if content is missing, or a signed-in user may not read it; undefined if the general advice, which is for pushes, fits as well. */
function adviceToRead({ failure, isRateLimit }: RegistryError): string | undefined {
  const { where, status = 0, signedIn, place, isExchange } = failure
  if (status === 404) return `The image is incomplete there, so push it to ${where} again, or publish another one.`
  const isRefused = [401, 403].includes(status) && !isRateLimit && signedIn === true
  if (!isRefused || place !== undefined || isExchange === true) return undefined
  const isGitHub = /^ghcr\.io\//.test(where)
  return `Check that this user may pull from ${where}${isGitHub ? ": the job needs 'permissions: packages: read', and this repository access to the package" : ''}.`
}

/** The content of a blob has another digest at the source. */
export function wrongBlob(source: string, wanted: Digest, found: Digest): SourceError {
  return new SourceError(
    `The source ${source} is corrupt: the content of its blob ${wanted} has the digest ${found}. Push the image there again.`
  )
}
