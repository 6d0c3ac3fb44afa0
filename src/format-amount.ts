const units = ['B', 'kB', 'MB', 'GB', 'TB'] as const

/** `34 MB`: powers of 1000, as registries and bills count, with at most three digits. */
export function formatBytes(bytes: number): string {
  let value = bytes
  let unit = 0
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000
    unit += 1
  }
  const digits = unit === 0 || value >= 100 ? 0 : 1
  return `${value.toFixed(digits).replace(/\.0$/, '')} ${units[unit]}`
}

/** `1 warning`, `2 warnings`, `2 repositories` */
export function formatCount(count: number, noun: string): string {
  if (count === 1) return `${count} ${noun}`
  return `${count} ${/[^aeiou]y$/.test(noun) ? `${noun.slice(0, -1)}ies` : `${noun}s`}`
}
