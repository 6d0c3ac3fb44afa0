import { formatBytes } from '../../format-amount.ts'
import type { Digest } from '../../oci/digest.ts'
import type { Tag } from '../../oci/distribution/tag.ts'
import type { ComparedImage, ComparedPlatform } from './compare-images.ts'

/** The image that a tag pointed at before. */
export interface PreviousImage {
  readonly tag: Tag
  /** `ghcr.io/acme/app@sha256:…` */
  readonly name: string
}

/** An image that was published, or only made, beside the one that its tag pointed at before. */
export interface ImageComparison extends ComparedImage {
  /** The digest that the image was made with: an existing one may have been kept instead. */
  readonly made: Digest
  /** Undefined if there is none, or it is not known. */
  readonly previous?: PreviousImage
}

/** `+1.2 MB (+3.7 %)`, `−2 MB (−5 %)`, `no change`; undefined if there is nothing to compare with. */
export function formatChange(size: number, before: number | undefined): string | undefined {
  if (before === undefined) return undefined
  if (size === before) return 'no change'
  const sign = size > before ? '+' : '−'
  const difference = `${sign}${formatBytes(Math.abs(size - before))}`
  const percent = (Math.abs(size - before) * 100) / before
  // Multiples of next to nothing say nothing.
  if (percent < 0.05 || percent >= 1000) return difference
  return `${difference} (${sign}${percent.toFixed(percent < 9.95 ? 1 : 0).replace(/\.0$/, '')} %)`
}

/** `linux/amd64: 34 MB (+1.2 MB since the previous 'latest')` for each platform. */
export function describeSizes({ platforms, previous }: ImageComparison): readonly string[] {
  return platforms.map((each) => `${each.platform ?? 'Image'}: ${formatBytes(each.size)}${since(each, previous)}`)
}

function since({ size, before }: ComparedPlatform, previous: PreviousImage | undefined): string {
  if (before === undefined || !previous) return ''
  const change = formatChange(size, before)?.replace(/ \(.*/, '')
  return ` (${before === 0 ? 'new' : change} since the previous '${previous.tag}')`
}
