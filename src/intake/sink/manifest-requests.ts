import type { IncomingMessage } from 'node:http'
import { setTimeout } from 'node:timers/promises'
import { ContentError } from '../../oci/content-error.ts'
import { mediaTypes } from '../../oci/descriptor.ts'
import { algorithmOf, type Digest, isDigest } from '../../oci/digest.ts'
import { type On, toUrl } from '../../oci/distribution/endpoint.ts'
import { addReferrers } from '../../oci/distribution/referrer-index.ts'
import type { Tag } from '../../oci/distribution/tag.ts'
import { type Manifest, manifestLimit, parseManifest } from '../../oci/manifest.ts'
import type { SinkBackend } from './backend.ts'
import { refusal, type SinkResponse } from './response.ts'

const emptyIndex = Buffer.from(JSON.stringify({ schemaVersion: 2, mediaType: mediaTypes.ociIndex, manifests: [] }))

/** end-12. Without it, clients that push a referrer maintain a list under a tag, and a tag means the root here. */
export function listReferrers({ digest }: On<'12'>, { contents }: SinkBackend): SinkResponse {
  const found = contents?.manifests.filter(({ subject }) => subject?.digest === digest) ?? []
  const body = found.length > 0 ? addReferrers(undefined, found).bytes : emptyIndex
  return { status: 200, headers: { 'content-type': mediaTypes.ociIndex }, body }
}

/** end-8. All tags at once. */
export function listAllTags({ name }: On<'8'>, { contents }: SinkBackend): SinkResponse {
  if (!contents) return refusal('UNSUPPORTED', 'only push requests are supported')
  const body = Buffer.from(JSON.stringify({ name, tags: contents.tags.toSorted() }))
  return { status: 200, headers: { 'content-type': 'application/json' }, body }
}

/**
 * end-3. If nothing else can be read back, HEAD reports every manifest as missing, so that the builder sends them all:
 * their bytes are needed here.
 */
export function readManifest({ method, reference }: On<'3'>, backend: SinkBackend): SinkResponse {
  const manifest = method === 'GET' || backend.contents ? backend.manifest(reference) : undefined
  if (!manifest) return refusal('MANIFEST_UNKNOWN', 'no such manifest')
  const { mediaType, digest } = manifest.descriptor
  return { status: 200, headers: { 'content-type': mediaType, 'docker-content-digest': digest }, body: manifest.bytes }
}

/** What is needed to take a manifest. */
export interface ManifestDesk {
  readonly backend: SinkBackend
  /** The only tag that is accepted; any tag if undefined. */
  readonly tag?: Tag
  /** Milliseconds that a manifest may take to arrive. */
  readonly manifestTime: number
}

/**
 * end-7a and 7b. Only a root has a tag. Tags in the query are ignored, as by older registries: clients then
 * push them one by one.
 */
export async function writeManifest(
  endpoint: On<'7a' | '7b'>,
  request: IncomingMessage,
  { backend, tag, manifestTime }: ManifestDesk
): Promise<SinkResponse> {
  const { name, reference } = endpoint
  const bytes = await inTime(readBody(request), manifestTime)
  if (bytes === 'late') return tooLate(manifestTime)
  if (tag && !isDigest(reference) && reference !== tag)
    return refusal('DENIED', `only the tag '${tag}' is accepted here`)
  if (!bytes) return refusal('MANIFEST_INVALID', `the manifest is larger than ${manifestLimit} bytes`, 413)
  const manifest = parse(bytes, request.headers['content-type'], reference)
  if (manifest instanceof ContentError) return refusal('MANIFEST_INVALID', manifest.message)
  const { digest } = manifest.descriptor
  if (isDigest(reference) && reference !== digest) return refusal('DIGEST_INVALID', `its digest is ${digest}`)
  backend.receiveManifest(manifest, ...(isDigest(reference) ? [] : [reference]))
  const location = toUrl({ end: '3', method: 'GET', name, reference: digest })
  const subject = manifest.subject && { 'oci-subject': manifest.subject.digest }
  return { status: 201, headers: { location, 'docker-content-digest': digest, ...subject } }
}

function parse(bytes: Uint8Array, contentType: string | undefined, reference: Digest | Tag): Manifest | ContentError {
  try {
    return parseManifest(bytes, contentType, isDigest(reference) ? algorithmOf(reference) : 'sha256')
  } catch (error) {
    if (error instanceof ContentError) return error
    throw error
  }
}

/** Waits this many milliseconds for work; its result is ignored after that. */
async function inTime<Result>(work: Promise<Result>, milliseconds: number): Promise<Result | 'late'> {
  const over = new AbortController()
  const late = setTimeout(milliseconds, 'late' as const, { signal: over.signal }).catch(() => 'late' as const)
  try {
    return await Promise.race([work, late])
  } finally {
    over.abort()
    work.catch(() => undefined)
  }
}

/** Closes the connection: what is still to come would be read as another request. */
function tooLate(milliseconds: number): SinkResponse {
  const { headers, ...reply } = refusal(
    'MANIFEST_INVALID',
    `the manifest did not arrive within ${milliseconds / 1000} s`,
    408
  )
  return { ...reply, headers: { ...headers, connection: 'close' } }
}

/** Reads a body to its end, so that the client gets the response; undefined if it is too large for a manifest. */
async function readBody(request: IncomingMessage): Promise<Uint8Array | undefined> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of request as AsyncIterable<Uint8Array>) {
    size += chunk.length
    if (size <= manifestLimit) chunks.push(chunk)
  }
  return size <= manifestLimit ? Buffer.concat(chunks) : undefined
}
