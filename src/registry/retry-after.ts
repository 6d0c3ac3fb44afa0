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

/** From here on a number is a time: Docker Hub tells when its limit ends in seconds of the Unix epoch. */
const firstTime = 1e9

/**
 * `Retry-After` (RFC 9110, 10.2.3) in milliseconds from `now`: seconds, with decimals or without, a date, or a time in
 * seconds of the Unix epoch; GHCR puts `retry-after: 10.3ms` into the body instead.
 */
export function parseRetryAfter(header: string | undefined, body: string, now: Date): number | undefined {
  const text = header?.trim() ?? ''
  if (/^\d+(?:\.\d+)?$/.test(text)) {
    const seconds = Number(text)
    return seconds < firstTime ? Math.ceil(seconds * 1000) : Math.max(0, Math.ceil(seconds * 1000 - now.getTime()))
  }
  // Node takes many texts for dates that are none.
  const date = /^[a-z]{3,9},? /i.test(text) ? Date.parse(text) : Number.NaN
  if (!Number.isNaN(date)) return Math.max(0, date - now.getTime())
  const [, duration] = told.exec(body.toLowerCase()) ?? []
  if (!duration) return undefined
  const terms = [...duration.matchAll(term)]
  return Math.ceil(terms.reduce((sum, [, amount, unit = '']) => sum + Number(amount) * (units[unit] ?? 0), 0))
}
