import type { Digest } from '../../oci/digest.ts'
import type { Tag } from '../../oci/distribution/tag.ts'
import { RegistryError } from '../../registry/errors/registry-error.ts'
import type { TargetUpload } from '../push.ts'

/** Milliseconds for which a registry that accepted a tag may still return the old image. */
export const defaultCatchUp = 15_000

/** What reading an accepted tag back returned: the image, one that somebody else has moved it to since, or neither. */
export interface Confirmation {
  readonly status: 'published' | 'overtaken' | 'unconfirmed'
  readonly shown?: Digest | undefined
}

/** How long to wait for a registry. */
export interface Patient {
  /** Milliseconds for which reads may lag behind a write; 15 s by default. */
  readonly catchUp?: number
  /** Aborted when the run is cancelled: work that does not end shortly is abandoned, and moved tags are rolled back. */
  readonly cancelled: AbortSignal
}

type Sighted = Omit<Confirmation, 'status'> & { readonly status: Confirmation['status'] | 'behind' }

/** A tag that the registry accepted. */
export interface WrittenTag {
  readonly tag: Tag
  /** The digest it pointed at before. */
  readonly before: Digest | undefined
  /** Whether the response to the write contained the digest. */
  readonly isTold: boolean
}

/** Checks that a tag points at what was written; retries for a while, as reads may lag behind writes. Never rejects. */
export async function confirmTag(
  written: WrittenTag,
  upload: TargetUpload,
  { catchUp = defaultCatchUp, cancelled }: Patient
): Promise<Confirmation> {
  const { push } = upload
  const isBlind = written.isTold && push.tags.isDenied(written.tag)
  const began = push.content.elapsed()
  for (let times = 1; ; times++) {
    const { status, shown } = await sight(written, upload).catch((error: unknown) => ({
      status: statusAfter(error, isBlind),
      shown: undefined,
    }))
    if (status !== 'behind') return { status, shown }
    const left = catchUp - (push.content.elapsed() - began)
    const isOver = left <= 0 || (await push.content.pause(times, left, cancelled).catch(() => true))
    if (isOver) return { status: 'unconfirmed', shown }
  }
}

async function sight({ tag, before }: WrittenTag, { push, image }: TargetUpload): Promise<Sighted> {
  const { manifests } = push.content.remote
  const isOld = (digest: Digest | undefined) => digest === undefined || digest === before
  let shown = await manifests.head(tag)
  // A header may be wrong; the bytes are not.
  if (!isOld(shown) && shown !== image.root.digest) shown = (await manifests.lookClosely(tag))?.digest
  if (shown === image.root.digest) return { status: 'published', shown }
  return { status: isOld(shown) ? 'behind' : 'overtaken', shown }
}

/** Without permission to read, the only confirmation is a digest in the response to the write. */
function statusAfter(error: unknown, isBlind: boolean): Sighted['status'] {
  if (!(error instanceof RegistryError)) return 'unconfirmed'
  if (isBlind && error.status === 403) return 'published'
  return error.transient ? 'behind' : 'unconfirmed'
}
