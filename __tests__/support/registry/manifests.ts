import { type Answer, refusal } from './answer.ts'
import type { Call } from './call.ts'
import { type Desk, digestHeader } from './desk.ts'
import { readManifest, type Sent } from './manifest-content.ts'
import { findUnknown } from './manifest-references.ts'
import { algorithmOf, hashOf, type KeptManifest } from './store.ts'

/** end-3 and end-9. */
export async function answerManifest(desk: Desk, call: Call): Promise<Answer> {
  if (call.method === 'PUT') return await putManifest(desk, call)
  await call.receive(() => {})
  const { name = '', reference = '' } = call.route
  const repository = desk.store.find(name)
  const manifest = call.method === 'DELETE' ? repository?.manifest(reference) : repository?.read(reference)
  if (call.method === 'DELETE') return removeManifest(desk, call, manifest)
  if (!manifest) return refusal('MANIFEST_UNKNOWN', `there is no manifest ${reference}`, desk.behaviour.missing)
  if (!accepts(call, manifest.mediaType)) return { status: 406 }
  const headers = {
    'content-type': manifest.mediaType,
    etag: `"${manifest.digest}"`,
    ...digestHeader(desk, manifest.digest),
  }
  return { status: 200, headers, body: manifest.bytes }
}

/** distribution-spec, "Pulling manifests": a client lists the media types that it accepts. */
function accepts(call: Call, mediaType: string): boolean {
  const accept = call.header('accept')
  if (accept === undefined) {
    call.object('SHOULD have an Accept header with the manifest types it takes')
    return true
  }
  const types = accept.split(',').map((entry) => entry.split(';')[0]?.trim())
  if (types.includes(mediaType) || types.includes('*/*')) return true
  call.object(`does not accept ${mediaType}`)
  return false
}

async function putManifest(desk: Desk, call: Call): Promise<Answer> {
  if (call.length === undefined) call.object('MUST have a Content-Length')
  const crowded = desk.behaviour.parallelManifests === 'refused' && isCrowded(desk, call)
  const bytes = await call.bytes(desk.behaviour.manifestLimit)
  if (!bytes) return refusal('SIZE_INVALID', 'the manifest is too large', 413)
  if (crowded) return refusal('MANIFEST_INVALID', 'manifest invalid')
  const sent = readManifest(call, bytes)
  if ('status' in sent) return sent
  const refused = checkReference(call, bytes) ?? checkCondition(desk, call) ?? checkImmutable(desk, call)
  return refused ?? findUnknown(desk, call, sent) ?? keepManifest(desk, call, bytes, sent)
}

/** Whether another manifest is being put into the repository. */
function isCrowded({ log }: Desk, { entry }: Call): boolean {
  return log.entries.some(
    ({ method, route, status }) =>
      status === 'pending' &&
      method === 'PUT' &&
      route !== entry.route &&
      route.kind === 'manifest' &&
      route.name === entry.route.name
  )
}

function checkReference(call: Call, bytes: Uint8Array): Answer | undefined {
  const { digest } = call.route
  if (digest === undefined) return undefined
  const actual = hashOf(bytes, algorithmOf(digest))
  if (actual === digest) return undefined
  call.object(`MUST name the digest of what it sends, which is ${actual}`)
  return refusal('DIGEST_INVALID', `the content has the digest ${actual}`)
}

/** RFC 9110, 13.1: conditional requests, which can protect the referrers tag schema. */
function checkCondition(desk: Desk, call: Call): Answer | undefined {
  const { name = '', reference = '' } = call.route
  const { conditions } = desk.behaviour
  const current = desk.store.find(name)?.manifest(reference)
  const match = call.header('if-match')
  if (conditions === 'unknown') return undefined
  if (conditions !== 'kept' && (match ?? call.header('if-none-match'))) return { status: conditions }
  const failed =
    (match !== undefined && match !== `"${current?.digest}"` && !(match === '*' && current)) ||
    (call.header('if-none-match') === '*' && current !== undefined)
  return failed ? refusal('DENIED', 'the condition is not met', 412) : undefined
}

/** Like ECR: refuses an existing tag even if it would not change. */
function checkImmutable(desk: Desk, call: Call): Answer | undefined {
  const { name = '', reference = '', digest, tags = [] } = call.route
  const { immutable, immutableStatus } = desk.behaviour
  const wanted = digest === undefined ? [reference] : tags
  const fixed = wanted.find((tag) => immutable?.(tag) && desk.store.find(name)?.tags.has(tag))
  return fixed ? refusal('DENIED', `the tag ${fixed} is immutable`, immutableStatus) : undefined
}

function keepManifest(desk: Desk, call: Call, bytes: Uint8Array, { mediaType, fields }: Sent): Answer {
  const { name = '', reference = '', digest: asked, tags = [] } = call.route
  const repository = desk.store.open(name)
  const digest = asked ?? hashOf(bytes)
  if (!repository.manifests.has(digest)) {
    repository.manifests.set(digest, { bytes, size: bytes.length, mediaType, digest, by: call.entry })
  }
  const taken = asked === undefined ? [reference] : tags.slice(0, desk.behaviour.tagsPerRequest)
  for (const tag of taken) repository.tag(tag, digest, desk.behaviour.tagLag)
  const { referrers, subjectHeader = referrers === 'works' } = desk.behaviour
  const subject = (fields.subject as { digest?: string } | undefined)?.digest
  const headers = {
    location: `${desk.home}/v2/${name}/manifests/${digest}`,
    ...digestHeader(desk, digest),
    ...(asked !== undefined && taken.length > 0 && { 'oci-tag': taken.join(', ') }),
    ...(subject && subjectHeader && { 'oci-subject': subject }),
  }
  return { status: 201, headers }
}

function removeManifest(desk: Desk, call: Call, manifest: KeptManifest | undefined): Answer {
  const refused = refuseRemoval(desk, call)
  if (refused) return refused
  const { name = '', reference = '' } = call.route
  const repository = desk.store.find(name)
  if (!manifest || !repository) return refusal('MANIFEST_UNKNOWN', `there is no manifest ${reference}`)
  if (repository.tags.delete(reference)) return { status: 202 }
  repository.manifests.delete(reference)
  for (const [tag, digest] of repository.tags) if (digest === reference) repository.tags.delete(tag)
  return { status: 202 }
}

function refuseRemoval({ behaviour }: Desk, { route }: Call): Answer | undefined {
  const { delete: way, deleteTag } = behaviour
  if (way !== 'works') return refusal('UNSUPPORTED', 'nothing is deleted here', way)
  if (route.digest !== undefined || deleteTag === 'works') return undefined
  return refusal(deleteTag === 400 ? 'DIGEST_INVALID' : 'UNSUPPORTED', 'only digests are deleted here', deleteTag)
}
