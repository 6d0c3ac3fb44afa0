/** Milliseconds in the units of Go's durations, as in `1m10.3s`. */
const units: Readonly<Record<string, number>> = {
  h: 3_600_000,
  m: 60_000,
  s: 1000,
  ms: 1,
  us: 1e-3,
  µs: 1e-3,
  ns: 1e-6,
}
const term = /(\d+(?:\.\d+)?)(h|ms|us|µs|ns|m|s)/g
const told = new RegExp(`retry-after: ((?:${term.source})+)`)

/**
 * `Retry-After` (RFC 9110, 10.2.3) in milliseconds from `now`: seconds or a date; GHCR puts `retry-after: 10.3ms` into
 * the body instead.
 */
export function parseRetryAfter(header: string | undefined, body: string, now: Date): number | undefined {
  if (header && /^\d+$/.test(header.trim())) return Number(header) * 1000
  const date = header ? Date.parse(header) : Number.NaN
  if (!Number.isNaN(date)) return Math.max(0, date - now.getTime())
  const [, duration] = told.exec(body.toLowerCase()) ?? []
  if (!duration) return undefined
  const terms = [...duration.matchAll(term)]
  return Math.ceil(terms.reduce((sum, [, amount, unit = '']) => sum + Number(amount) * (units[unit] ?? 0), 0))
}
