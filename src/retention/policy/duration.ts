const units = { h: 3_600_000, d: 86_400_000, w: 604_800_000 } as const
const grammar = /^(?<count>\d{1,5})(?<unit>[hdw])$/

/** Milliseconds in `12h`, `30d` or `2w`; undefined for any other text, and for 0. */
export function parseAge(text: string): number | undefined {
  const { count, unit } = grammar.exec(text)?.groups ?? {}
  const age = Number(count) * units[unit as keyof typeof units]
  return age > 0 ? age : undefined
}

/** The shortest text for an age in milliseconds: `30d`. */
export function formatAge(age: number): string {
  const [unit, length] = age % units.d === 0 ? (['d', units.d] as const) : (['h', units.h] as const)
  return `${Math.round(age / length)}${unit}`
}

/** Whole days that are not shorter than an age in milliseconds; at least one. */
export function inDays(age: number): number {
  return Math.max(1, Math.ceil(age / units.d))
}

/** Whole hours that are not shorter than an age in milliseconds. */
export function inHours(age: number): number {
  return Math.ceil(age / units.h)
}
