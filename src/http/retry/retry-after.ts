/** The units of Go's durations in milliseconds, as in `1m10.3s`. */
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

/** Numbers from here on are Unix times in seconds: Docker Hub sends the time when its limit resets. */
const firstTime = 1e9

/**
 * Parses `Retry-After` (RFC 9110, 10.2.3) into milliseconds from `now`: seconds, with or without decimals, a date, or a
 * Unix time in seconds; GHCR sends `retry-after: 10.3ms` in the body instead.
 */
export function parseRetryAfter(header: string | undefined, body: string, now: Date): number | undefined {
  const text = header?.trim() ?? ''
  if (/^\d+(?:\.\d+)?$/.test(text)) {
    const seconds = Number(text)
    return seconds < firstTime ? Math.ceil(seconds * 1000) : Math.max(0, Math.ceil(seconds * 1000 - now.getTime()))
  }
  // Date.parse accepts many strings that are not dates.
  const date = /^[a-z]{3,9},? /i.test(text) ? Date.parse(text) : Number.NaN
  if (!Number.isNaN(date)) return Math.max(0, date - now.getTime())
  const [, duration] = told.exec(body.toLowerCase()) ?? []
  if (!duration) return undefined
  const terms = [...duration.matchAll(term)]
  return Math.ceil(terms.reduce((sum, [, amount, unit = '']) => sum + Number(amount) * (units[unit] ?? 0), 0))
}
