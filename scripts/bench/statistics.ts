/** The middle of some numbers, or between the two in the middle. Undefined for none. */
export function median(numbers: readonly number[]): number | undefined {
  const sorted = numbers.toSorted((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  const [below, above] = [sorted[middle - 1], sorted[middle]]
  if (above === undefined || sorted.length % 2 === 1) return above
  return below === undefined ? above : (below + above) / 2
}

/** The median of those numbers that are known. */
export function medianOf<Item>(items: readonly Item[], of: (item: Item) => number | undefined): number | undefined {
  return median(items.map(of).filter((number) => number !== undefined))
}

/** The items in an order that is another each round, so that none always comes after the same: A B C, B C A, C A B. */
export function rotated<Item>(items: readonly Item[], round: number): readonly Item[] {
  const first = items.length === 0 ? 0 : round % items.length
  return [...items.slice(first), ...items.slice(0, first)]
}
