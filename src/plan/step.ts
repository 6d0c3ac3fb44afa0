import type { Descriptor } from '../oci/descriptor.ts'

/** How a blob gets to a target: it is already there, mounted from another repository of the registry, or uploaded. */
export type Step = { readonly do: 'keep' } | { readonly do: 'mount'; readonly from: string } | { readonly do: 'upload' }

/** A count of blobs and their bytes. */
export interface Amount {
  readonly blobs: number
  readonly bytes: number
}

/** What was done for the blobs of an image at one target. */
export interface Traffic {
  readonly kept: Amount
  readonly mounted: Amount
  readonly uploaded: Amount
}

/** The sum of what was done for two images. */
export function addTraffic(one: Traffic, other: Traffic): Traffic {
  const sum = (kind: keyof Traffic): Amount => ({
    blobs: one[kind].blobs + other[kind].blobs,
    bytes: one[kind].bytes + other[kind].bytes,
  })
  return { kept: sum('kept'), mounted: sum('mounted'), uploaded: sum('uploaded') }
}

/** Adds up the steps of an image's blobs; a blob without a known step is left out. */
export function totalTraffic(
  steps: readonly { readonly blob: Descriptor; readonly step: Step | undefined }[]
): Traffic {
  const total = (kind: Step['do']): Amount => {
    const blobs = steps.filter(({ step }) => step?.do === kind).map(({ blob }) => blob)
    return { blobs: blobs.length, bytes: blobs.reduce((sum, { size }) => sum + size, 0) }
  }
  return { kept: total('keep'), mounted: total('mount'), uploaded: total('upload') }
}
