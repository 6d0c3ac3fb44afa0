import type { BufferedResponse } from '../../http/message.ts'
import { manifestMediaTypes } from '../../oci/descriptor.ts'
import { algorithmOf, type Digest, isDigest } from '../../oci/digest.ts'
import type { Tag } from '../../oci/distribution/tag.ts'
import { type Manifest, manifestLimit, parseManifest } from '../../oci/manifest.ts'
import { RegistryError } from '../errors/registry-error.ts'
import { inWords } from '../in-words.ts'
import type { RepositoryRequests } from '../repository-requests.ts'

/** Accepts every manifest that can be read here. */
export const acceptManifests = { accept: manifestMediaTypes.join(', ') }

/** What a registry says that it does not have: the manifest, or, as some say, the whole repository. */
export interface Absence {
  readonly missing: 'manifest' | 'repository'
}

/**
 * end-3: the manifest that a tag or digest refers to, verified. Only the registry's own 404 means that it does not exist:
 * a refusal, also one that hides what exists, and any other failure throw RegistryError.
 */
export async function findManifest(requests: RepositoryRequests, reference: Tag | Digest): Promise<Manifest | Absence> {
  const operation = `reading ${inWords(reference)}`
  const endpoint = { end: '3', method: 'GET', name: requests.name, reference } as const
  const details = { headers: acceptManifests, limit: manifestLimit }
  try {
    const response = await requests.ask(operation, endpoint, [200], details)
    return parseResponse(response, reference, { where: requests.where, operation })
  } catch (error) {
    if (!(error instanceof RegistryError) || error.status !== 404 || error.failure.place !== undefined) throw error
    if (!error.isCoded) await checkIsRegistry(requests, error)
    return { missing: error.has('NAME_UNKNOWN') ? 'repository' : 'manifest' }
  }
}

/** Any web server answers 404 to a path that it does not know: end-1 shows whether this is a registry. */
async function checkIsRegistry(requests: RepositoryRequests, { failure }: RegistryError): Promise<void> {
  const operation = 'check of its API'
  await requests.ask(operation, { end: '1', method: 'GET' }, [200]).catch((error: unknown) => {
    if (!(error instanceof RegistryError) || error.status !== 404) throw error
    const advice = `Check the name: ${requests.registry.name} does not answer as a registry.`
    throw new RegistryError({ ...failure, advice, cause: error })
  })
}

/** The manifest in a response. Throws RegistryError if it is not one, or not the one with the digest in `reference`. */
export function parseResponse(
  response: BufferedResponse,
  reference: Tag | Digest,
  { where, operation }: { readonly where: string; readonly operation: string }
): Manifest {
  const algorithm = isDigest(reference) ? algorithmOf(reference) : 'sha256'
  try {
    const manifest = parseManifest(response.body, response.header('content-type'), algorithm)
    if (!isDigest(reference) || manifest.descriptor.digest === reference) return manifest
  } catch (cause) {
    throw new RegistryError({ where, operation, reason: (cause as Error).message, cause })
  }
  throw new RegistryError({ where, operation, reason: `it sent content that does not match ${reference}` })
}
