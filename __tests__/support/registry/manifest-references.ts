import { type Answer, type Refusal, refusal, refuse } from './answer.ts'
import type { Call } from './call.ts'
import type { Desk } from './desk.ts'
import type { Sent, SentDescriptor } from './manifest-content.ts'
import type { Kept, RepositoryStore } from './store.ts'

/** Refuses a manifest whose references are missing: distribution-spec, "Push" (`MANIFEST_BLOB_UNKNOWN`). */
export function findUnknown(desk: Desk, call: Call, sent: Sent): Answer | undefined {
  const repository = desk.store.open(call.route.name ?? '')
  const children = desk.behaviour.children === 'checked' ? sent.manifests : []
  const unknown = [...sent.blobs.filter(isNeeded), ...children].filter((wanted) => {
    const kept = repository.blobs.get(wanted.digest) ?? repository.manifests.get(wanted.digest)
    if (!kept) objectTo(desk, call, repository, wanted)
    else if (isOvertaken(call, kept))
      call.object(`MUST NOT be sent before the answer about ${desk.log.nameOf(wanted.digest)}`)
    else return false
    return true
  })
  const missing = new Set([...unknown, ...unseen(desk, repository, sent)].map(({ digest }) => digest))
  if (missing.size > 0)
    return refuse(
      [...missing].map((digest) => unknownBlob(desk, digest)),
      desk.behaviour.unknownBlob.status
    )
  return checkSizes(call, repository, sent)
}

/** If the registry itself claimed to have the blob, the client has done nothing wrong. */
function objectTo({ log }: Desk, call: Call, { claims }: RepositoryStore, { digest }: SentDescriptor): void {
  const claim = claims.get(digest)
  if (!claim) call.object(`MUST be sent after ${log.nameOf(digest)}, which is not there`)
  else if (!claim.stubborn) claims.delete(digest)
}

/** Ignores content whose request had not ended when the manifest's began: the client could not know about it. */
function isOvertaken({ entry }: Call, { by }: Kept): boolean {
  return by !== undefined && (by.ended ?? Number.POSITIVE_INFINITY) > entry.began
}

/** image-spec, layer.md#non-distributable-layers: these may be missing. */
function isNeeded({ mediaType }: SentDescriptor): boolean {
  return !/nondistributable|rootfs\.foreign/.test(mediaType)
}

/** Blobs that exist but are not visible yet, as in registries with eventual consistency. */
function unseen({ behaviour }: Desk, repository: RepositoryStore, { blobs }: Sent): SentDescriptor[] {
  return blobs.filter(({ digest }) => {
    const times = repository.unseen.get(digest) ?? 0
    if (times >= behaviour.lag || !repository.blobs.has(digest)) return false
    repository.unseen.set(digest, times + 1)
    return true
  })
}

function unknownBlob({ behaviour }: Desk, digest: string): Refusal {
  const base = { code: 'MANIFEST_BLOB_UNKNOWN', message: 'manifest references a manifest or blob unknown to registry' }
  const { detail } = behaviour.unknownBlob
  if (detail === 'none') return base
  return { ...base, detail: detail === 'digest' ? { digest } : `unknown blob ${digest}` }
}

function checkSizes(call: Call, repository: RepositoryStore, { blobs, manifests }: Sent): Answer | undefined {
  const wrong = [...blobs, ...manifests].find(({ digest, size }) => {
    const kept = repository.blobs.get(digest) ?? repository.manifests.get(digest)
    return kept !== undefined && kept.size !== size
  })
  if (!wrong) return undefined
  call.object(`tells another size of ${wrong.digest} than it has`)
  return refusal('SIZE_INVALID', `${wrong.digest} has another size`)
}
