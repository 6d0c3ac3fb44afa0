import type { BaseImage } from '../../../builder/dockerfile/used-base.ts'
import { formatBytes, formatCount } from '../../../format-amount.ts'
import type { ImageComparison } from '../../../plan/comparison/image-comparison.ts'
import { type HtmlColumn, htmlCode, htmlTable } from '../html.ts'
import { markdownCode } from '../markdown.ts'
import { changesList, layersDetails } from './layers-details.ts'
import { changeOf, platformsTable } from './platforms-table.ts'

/** An image of a run. */
export interface SummarizedImage {
  /** `ghcr.io/acme/app:1.4.2` */
  readonly name: string
  readonly comparison: ImageComparison
}

export interface ImageSections {
  readonly images: readonly SummarizedImage[]
  readonly base?: BaseImage | undefined
  /** The platform whose layers are shown, if the image has it; otherwise the first is. */
  readonly platform?: string | undefined
}

/** Images that are described in full, and those that get a line. */
const fullLimit = 3
const lineLimit = 100

/** The images of a run: platforms, sizes, what changed, the base image and the layers. Markdown. */
export function imageSections(given: ImageSections = { images: [] }): readonly (string | undefined)[] {
  const { images, base, platform } = given
  const isFew = images.length <= fullLimit
  const full = images.flatMap((image) => sectionOf(image, images.length === 1, platform))
  return [...(isFew ? full : linesOn(images)), base && baseLine(base)]
}

function sectionOf(
  { name, comparison }: SummarizedImage,
  isOnly: boolean,
  platform: string | undefined
): readonly (string | undefined)[] {
  const { platforms, previous, gone } = comparison
  const shown = platforms.find((each) => each.platform === platform) ?? platforms[0]
  const which = isOnly ? '' : ` ${markdownCode(name)}`
  const than = previous ? `, compared with the previous \`${previous.tag}\`: ${markdownCode(previous.name)}` : ''
  return [
    `**Image**${which}${than}`,
    platformsTable(comparison),
    gone.length > 0 ? `No longer in the image: ${gone.map(markdownCode).join(', ')}` : undefined,
    shown && changesList(shown, platforms.length > 1),
    shown && layersDetails(shown),
  ]
}

function baseLine({ name, digest }: BaseImage): string {
  return `**Base image:** ${markdownCode(digest ? `${name}@${digest}` : name)}`
}

const columns: readonly HtmlColumn<SummarizedImage>[] = [
  { heading: 'Image', cell: ({ name }) => htmlCode(name) },
  { heading: 'Platforms', isNumber: true, cell: ({ comparison: { platforms } }) => String(platforms.length) },
  { heading: 'Size', isNumber: true, cell: ({ comparison }) => formatBytes(totalOf(comparison).size) },
  { heading: 'Change', isNumber: true, cell: ({ comparison }) => changeOf(totalOf(comparison)) },
]

/** A line for each of many images, collapsed. */
function linesOn(images: readonly SummarizedImage[]): readonly string[] {
  const rest = images.length - lineLimit
  const bytes = images.reduce((sum, { comparison }) => sum + totalOf(comparison).size, 0)
  const lines = [
    `<details><summary>Sizes of ${formatCount(images.length, 'image')} (${formatBytes(bytes)}, counting shared layers for each)</summary>`,
    htmlTable(columns, images.slice(0, lineLimit)),
    ...(rest > 0 ? [`and ${formatCount(rest, 'more image')}`] : []),
    '</details>',
  ]
  return [lines.join('\n\n')]
}

/** All platforms together. */
function totalOf({ platforms }: ImageComparison) {
  const isKnown = platforms.length > 0 && platforms.every(({ before }) => before !== undefined)
  const size = platforms.reduce((sum, each) => sum + each.size, 0)
  return { size, layers: [], ...(isKnown && { before: platforms.reduce((sum, { before = 0 }) => sum + before, 0) }) }
}
