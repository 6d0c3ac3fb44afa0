/** Characters of the longest bar. */
const width = 20

/**
 * A size as a bar: `█` for the bytes that were there before, `▓` for those that were added, and `░` for those that are gone.
 * `largest` is the size that gets the whole width; what is not nothing is visible.
 */
export function sizeBar({ size, before }: { readonly size: number; readonly before: number }, largest: number): string {
  const parts = [
    ['█', Math.min(size, before)],
    ['▓', Math.max(0, size - before)],
    ['░', Math.max(0, before - size)],
  ] as const
  const bar = parts
    .map(([mark, bytes]) => mark.repeat(largest === 0 ? 0 : Math.round((bytes / largest) * width)))
    .join('')
  return bar === '' && size + before > 0 ? '▏' : bar
}
