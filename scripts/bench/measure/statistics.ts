/** The median: the middle number, or the mean of the two in the middle. Undefined for an empty list. */
export function median(numbers: readonly number[]): number | undefined {
  const sorted = numbers.toSorted((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  const [below, above] = [sorted[middle - 1], sorted[middle]]
  if (above === undefined || sorted.length % 2 === 1) return above
  return below === undefined ? above : (below + above) / 2
}

/** The median of the known numbers. */
export function medianOf<Item>(items: readonly Item[], of: (item: Item) => number | undefined): number | undefined {
  return median(items.map(of).filter((number) => number !== undefined))
}

/** Rotates the items in each round, so that none is always last: A B C, B C A, C A B. */
export function rotated<Item>(items: readonly Item[], round: number): readonly Item[] {
  const first = items.length === 0 ? 0 : round % items.length
  return [...items.slice(first), ...items.slice(0, first)]
}
