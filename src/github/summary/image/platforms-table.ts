import { formatBytes } from '../../../format-amount.ts'
import type { ComparedPlatform } from '../../../plan/comparison/compare-images.ts'
import { formatChange, type ImageComparison } from '../../../plan/comparison/image-comparison.ts'
import { type HtmlColumn, htmlCode, htmlTable } from '../html.ts'

const columns: readonly HtmlColumn<ComparedPlatform>[] = [
  { heading: 'Platform', cell: ({ platform }) => (platform === undefined ? undefined : htmlCode(platform)) },
  { heading: 'Size', isNumber: true, cell: ({ size }) => formatBytes(size) },
  { heading: 'Change', isNumber: true, cell: changeOf },
  { heading: 'Layers', isNumber: true, cell: countOf },
  { heading: 'Base', cell: ({ otherBase }) => otherBase && `changed, was ${htmlCode(otherBase)}` },
]

/** The sizes of an image by platform. */
export function platformsTable({ platforms }: ImageComparison): string {
  return htmlTable(columns, platforms)
}

/** `+1.2 MB (+3.7 %)` */
export function changeOf({ size, before }: ComparedPlatform): string | undefined {
  return before === 0 && size > 0 ? 'new' : formatChange(size, before)
}

/** `2 of 7 changed`: the layers that have to be pulled again. */
function countOf({ layers }: ComparedPlatform): string {
  const all = layers.filter(({ status }) => status !== 'gone')
  const changed = all.filter(({ status }) => status === 'new' || status === 'changed').length
  return changed > 0 && changed < all.length ? `${changed} of ${all.length} changed` : String(all.length)
}
