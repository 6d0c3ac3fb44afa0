import type { Digest } from '../oci/digest.ts'
import type { Tag } from '../oci/tag.ts'
import { RegistryError } from '../registry/registry-error.ts'
import type { Completion } from './completion.ts'

/** Milliseconds for which a registry that took a tag may go on to show what was there before. */
export const defaultCatchUp = 15_000

/** What a tag shows that the registry took: the image; or what somebody else moved it on to; or neither, as far as is said. */
export interface Confirmation {
  readonly status: 'published' | 'overtaken' | 'unconfirmed'
  readonly shown?: Digest | undefined
}

/** How long a registry is given. */
export interface Patient {
  /** Milliseconds for which it may lag behind a write; 15 s unless given. */
  readonly catchUp?: number
  /** The run was cancelled: what does not end in a moment is given up, and what was moved put back. */
  readonly cancelled: AbortSignal
}

type Sighted = Omit<Confirmation, 'status'> & { readonly status: Confirmation['status'] | 'behind' }

/** A tag that the registry took. */
export interface WrittenTag {
  readonly tag: Tag
  /** What it showed before. */
  readonly before: Digest | undefined
  /** Whether the answer to the write named the digest. */
  readonly isTold: boolean
}

/** Looks whether a tag shows what was written. Reads may lag behind a write, so it looks again for a while. Never rejects. */
export async function confirmTag(
  written: WrittenTag,
  completion: Completion,
  { catchUp = defaultCatchUp, cancelled }: Patient
): Promise<Confirmation> {
  const { push } = completion
  const isBlind = written.isTold && push.tags.isDenied(written.tag)
  const began = push.elapsed()
  for (let times = 1; ; times++) {
    const { status, shown } = await sight(written, completion).catch((error: unknown) => ({
      status: statusAfter(error, isBlind),
      shown: undefined,
    }))
    if (status !== 'behind') return { status, shown }
    const left = catchUp - (push.elapsed() - began)
    const isOver = left <= 0 || (await push.pause(times, left, cancelled).catch(() => true))
    if (isOver) return { status: 'unconfirmed', shown }
  }
}

async function sight({ tag, before }: WrittenTag, { push, image }: Completion): Promise<Sighted> {
  const { manifests } = push.remote
  const isOld = (digest: Digest | undefined) => digest === undefined || digest === before
  let shown = await manifests.head(tag)
  // Headers may lie, bytes do not.
  if (!isOld(shown) && shown !== image.root.digest) shown = (await manifests.lookClosely(tag))?.digest
  if (shown === image.root.digest) return { status: 'published', shown }
  return { status: isOld(shown) ? 'behind' : 'overtaken', shown }
}

/** Who may write and not read is told the digest with the answer to the write, or not at all. */
function statusAfter(error: unknown, isBlind: boolean): Sighted['status'] {
  if (!(error instanceof RegistryError)) return 'unconfirmed'
  if (isBlind && error.status === 403) return 'published'
  return error.transient ? 'behind' : 'unconfirmed'
}
