import type { Digest } from '../../oci/digest.ts'

/** A layer of an image; `size` is in bytes, as it is stored and transferred. */
export interface Layer {
  readonly digest: Digest
  readonly size: number
  /** The Dockerfile instruction that made it, or whatever the image says made it; undefined if that is not known. */
  readonly instruction?: string
}

/** A layer of two images, or of one of them. */
export interface LayerPair {
  readonly before?: Layer
  readonly after?: Layer
}

/** Pairs of layers that are weighed against each other; more only in an image that was made to take long. */
const weighedLimit = 100_000

/**
 * Pairs the layers of two images, in order: what they have in common at their start and end by digest; between, by
 * their sizes, which mostly change little. Layers of different instructions are never paired.
 */
export function alignLayers(before: readonly Layer[], after: readonly Layer[]): readonly LayerPair[] {
  const shorter = Math.min(before.length, after.length)
  const isSame = (one: Layer | undefined, other: Layer | undefined) => one?.digest === other?.digest
  let start = 0
  while (start < shorter && isSame(before[start], after[start])) start++
  let end = 0
  while (end < shorter - start && isSame(before.at(-1 - end), after.at(-1 - end))) end++
  const [oldEnd, newEnd] = [before.length - end, after.length - end]
  return [
    ...after.slice(0, start).map((layer, index) => paired(before[index], layer)),
    ...alignRest(before.slice(start, oldEnd), after.slice(start, newEnd)),
    ...after.slice(newEnd).map((layer, index) => paired(before[oldEnd + index], layer)),
  ]
}

function paired(before: Layer | undefined, after: Layer | undefined): LayerPair {
  return { ...(before && { before }), ...(after && { after }) }
}

function alignRest(before: readonly Layer[], after: readonly Layer[]): readonly LayerPair[] {
  if (before.length * after.length <= weighedLimit) return leastChange(before, after)
  return [...after.map((layer) => paired(undefined, layer)), ...before.map((layer) => paired(layer, undefined))]
}

/** What may come next at a pair of positions: the layers there belong together, or one of them is alone. */
interface Way {
  readonly pair: LayerPair
  readonly cost: number
  readonly row: number
  readonly column: number
}

/** Finds the alignment that costs least: what is left from each pair of positions on, from the last to the first. */
function leastChange(before: readonly Layer[], after: readonly Layer[]): readonly LayerPair[] {
  const costs = Array.from({ length: before.length + 1 }, () => new Array<number>(after.length + 1).fill(0))
  const best = (row: number, column: number) => {
    const ways = waysFrom(before[row], after[column], row, column)
    const all = ways.map((way) => ({ ...way, cost: way.cost + (costs[way.row]?.[way.column] ?? 0) }))
    return all.reduce<Way | undefined>((found, way) => (found && found.cost <= way.cost ? found : way), undefined)
  }
  for (let row = before.length; row >= 0; row--) {
    const line = costs[row] as number[]
    for (let column = after.length; column >= 0; column--) line[column] = best(row, column)?.cost ?? 0
  }
  const pairs: LayerPair[] = []
  for (let way = best(0, 0); way; way = best(way.row, way.column)) pairs.push(way.pair)
  return pairs
}

function waysFrom(old: Layer | undefined, layer: Layer | undefined, row: number, column: number): readonly Way[] {
  const both = old && layer && mayBePair(old, layer) ? [{ pair: paired(old, layer), cost: costOfPair(old, layer) }] : []
  return [
    ...both.map((way) => ({ ...way, row: row + 1, column: column + 1 })),
    ...(old ? [{ pair: paired(old, undefined), cost: alone, row: row + 1, column }] : []),
    ...(layer ? [{ pair: paired(undefined, layer), cost: alone, row, column: column + 1 }] : []),
  ]
}

function mayBePair(before: Layer, after: Layer): boolean {
  const [one, other] = [before.instruction, after.instruction]
  return before.digest === after.digest || one === undefined || other === undefined || one === other
}

/** The cost of a layer that only one image has: two of them cost more than any pair does. */
const alone = 0.5

/** From 0 for the same layer to almost 1: the difference in size, relative to the larger one. */
function costOfPair(before: Layer, after: Layer): number {
  if (before.digest === after.digest) return 0
  return 0.01 + (0.98 * Math.abs(before.size - after.size)) / Math.max(before.size, after.size, 1)
}
