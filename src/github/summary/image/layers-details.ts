import { formatBytes, formatCount } from '../../../format-amount.ts'
import { type ComparedLayer, type ComparedPlatform, largestChanges } from '../../../plan/comparison/compare-images.ts'
import { formatChange } from '../../../plan/comparison/image-comparison.ts'
import { type HtmlColumn, htmlCode, htmlTable } from '../html.ts'
import { markdownCode } from '../markdown.ts'
import { layerName } from './layer-name.ts'
import { sizeBar } from './size-bar.ts'

/** Layers that are listed; most images have fewer. */
const layerLimit = 50
/** Changes that are shown at a glance. */
const changeLimit = 3

const marks: Readonly<Record<ComparedLayer['status'], string | undefined>> = {
  same: '',
  changed: '✏️',
  new: '🆕',
  gone: '🗑️',
  alone: undefined,
}

/** What changed the size most, by instruction. */
export function changesList(platform: ComparedPlatform, isOneOfMany: boolean): string | undefined {
  const changes = largestChanges(platform, changeLimit)
  if (changes.length === 0) return undefined
  const lines = changes.map((layer) => {
    const change = layer.status === 'gone' ? 'removed' : layer.status
    return `<li>${formatChange(layer.size, layer.before)}: ${layerName(layer)} (${change})</li>`
  })
  const where = isOneOfMany && platform.platform !== undefined ? ` for ${markdownCode(platform.platform)}` : ''
  return [`Largest changes${where}:`, '', '<ul>', ...lines, '</ul>'].join('\n')
}

/** The layers of an image for one platform, collapsed: from the base up, with bars on one scale. */
export function layersDetails(platform: ComparedPlatform): string | undefined {
  const { layers } = platform
  if (layers.length === 0) return undefined
  const shown = layers.slice(0, layerLimit)
  const rest = layers.slice(layerLimit)
  const bytes = rest.reduce((sum, { size }) => sum + size, 0)
  const more = rest.length > 0 ? [`and ${formatCount(rest.length, 'more layer')} (${formatBytes(bytes)})`, ''] : []
  const name = platform.platform === undefined ? '' : ` of ${htmlCode(platform.platform)}`
  return [
    `<details><summary>${formatCount(layers.length, 'layer')}${name}${countChanges(layers)}</summary>`,
    '',
    htmlTable(columnsFor(shown), shown),
    '',
    ...more,
    '</details>',
  ].join('\n')
}

function countChanges(layers: readonly ComparedLayer[]): string {
  const words = (['changed', 'new', 'gone'] as const).flatMap((status) => {
    const count = layers.filter((layer) => layer.status === status).length
    return count === 0 ? [] : [`${count} ${status === 'gone' ? 'removed' : status}`]
  })
  return words.length === 0 ? '' : `: ${words.join(', ')}`
}

function columnsFor(layers: readonly ComparedLayer[]): readonly HtmlColumn<ComparedLayer>[] {
  const largest = Math.max(...layers.map(({ size, before }) => Math.max(size, before)))
  const isCompared = (layer: ComparedLayer) => layer.status !== 'alone'
  return [
    { heading: '', cell: ({ status }) => marks[status] },
    { heading: 'Size', isNumber: true, cell: ({ size }) => formatBytes(size) },
    {
      heading: 'Change',
      isNumber: true,
      cell: (layer) =>
        isCompared(layer) && layer.size !== layer.before ? formatChange(layer.size, layer.before) : undefined,
    },
    {
      heading: '',
      cell: (layer) => `<samp>${sizeBar(isCompared(layer) ? layer : { ...layer, before: layer.size }, largest)}</samp>`,
    },
    { heading: 'Layer', cell: layerName },
  ]
}
