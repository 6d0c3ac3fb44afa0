import type { BlobId, Descriptor } from '../oci/descriptor.ts'
import type { Digest } from '../oci/digest.ts'
import type { Step } from '../plan/step.ts'
import type { ContentPush } from './content/content-push.ts'
import type { TargetUpload } from './push.ts'

/** What an image counts for at a target. */
export interface Share {
  /** The blobs that no earlier image of the release has: what was done for the others was not done for this image. */
  readonly own: ReadonlySet<Digest>
  /** Bytes sent, including those that were sent again. */
  readonly sent: number
  readonly retries: number
}

/**
 * Counts what was done for each repository once, although several images of a release may go there: a blob for the
 * first image that has it, and what belongs to none for the first of all.
 */
export function countOnce(uploads: readonly TargetUpload[]): ReadonlyMap<TargetUpload, Share> {
  const groups = Map.groupBy(uploads, ({ push }) => push.content)
  return new Map([...groups].flatMap(([content, group]) => sharesAt(content, group)))
}

/** A blob with what was done for it; undefined if that is not known. An earlier image brought what is not `own`. */
export function countStep(
  blob: Descriptor,
  step: Step | undefined,
  { own }: Share
): { readonly blob: Descriptor; readonly step: Step | undefined } {
  return { blob, step: step && !own.has(blob.digest) ? { do: 'keep' } : step }
}

function sharesAt({ meter, remote }: ContentPush, uploads: readonly TargetUpload[]): readonly [TargetUpload, Share][] {
  const counted = new Set<Digest>()
  const isNew = ({ digest }: BlobId) => counted.size < counted.add(digest).size
  const owns = uploads.map(({ image }) => new Set(image.blobs.filter(isNew).map(({ digest }) => digest)))
  const sent = owns.map((own) => [...own].reduce((sum, digest) => sum + meter.sentOf(digest), 0))
  const rest = meter.sent - sent.reduce((sum, bytes) => sum + bytes, 0)
  return uploads.map((upload, index) => {
    const isFirst = index === 0
    const share = { sent: (sent[index] ?? 0) + (isFirst ? rest : 0), retries: isFirst ? remote.retries : 0 }
    return [upload, { own: owns[index] as ReadonlySet<Digest>, ...share }]
  })
}
