import { parseRecord } from '../../json.ts'
import { ContentError } from '../../oci/content-error.ts'
import { type Descriptor, isManifest, mediaTypes, parseDescriptor } from '../../oci/descriptor.ts'
import { type Digest, shortDigest } from '../../oci/digest.ts'
import type { RepositoryRequests } from '../repository-requests.ts'
import { brokenList, followPages, type PagedList, readPage } from './pages.ts'

/** More than any image is known to have. */
const referrerLimit = 1_000
/** Milliseconds that a list may take in total. */
const timeLimit = 60_000
const bytesLimit = 4 * 1024 * 1024
/** Besides 404, what registries and gateways answer to a path that they do not know, though the repository may be read. */
const unknown = [404, 400, 403, 405, 501]

/**
 * end-12: the manifests that refer to `subject` in a repository; undefined if its registry does not list them:
 * distribution-spec, "Listing Referrers". Throws RegistryError.
 */
export async function readReferrers(
  requests: RepositoryRequests,
  subject: Digest
): Promise<readonly Descriptor[] | undefined> {
  const operation = `listing what refers to ${shortDigest(subject)}`
  const retryState = requests.retryState()
  const accept = mediaTypes.ociIndex
  const list: PagedList = { requests, operation, accept, bytes: bytesLimit, time: timeLimit, retryState }
  const url = requests.urlOf({ end: '12', method: 'GET', name: requests.name, digest: subject })
  const first = await readPage(list, url, [200, ...unknown])
  // A web page for whatever path is asked for is not a list either.
  const isList = first.status === 200 && first.header('content-type')?.split(';')[0]?.trim() === mediaTypes.ociIndex
  if (!isList) return undefined
  const found = new Map<Digest, Descriptor>()
  for await (const { body } of followPages(list, first)) {
    for (const descriptor of descriptorsIn(body, list)) found.set(descriptor.digest, descriptor)
    if (found.size > referrerLimit) throw brokenList(list, `it has more than ${referrerLimit} entries`)
  }
  return [...found.values()]
}

function descriptorsIn(body: Uint8Array, list: PagedList): readonly Descriptor[] {
  const { manifests } = parseRecord(new TextDecoder().decode(body))
  if (!Array.isArray(manifests)) throw brokenList(list, 'the response is not an index')
  try {
    return manifests.map((entry, index) => parseDescriptor(entry, `entry ${index}`)).filter(isManifest)
  } catch (error) {
    if (error instanceof ContentError) throw brokenList(list, error.message)
    throw error
  }
}
