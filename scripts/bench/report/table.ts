import { formatBytes } from '../../../src/format-amount.ts'
import type { Score } from '../measure/score.ts'
import type { Result } from '../trials/trial.ts'

/** A column of a table: a contender's, or a comparison of them. */
interface Column {
  readonly heading: string
  readonly cell: (result: Result) => string
}

const unknown = 'n/a'
const absent = '–'

/** Median seconds of each, and how we compare with the fastest of the others, or with one of them. */
export function timesTable(results: readonly Result[], ours: string, peer?: string): string {
  const seconds = columns(results, (score) => formatSeconds(score.seconds))
  const ratio = { heading: `${ours} ÷ ${peer ?? 'best peer'}`, cell: (result: Result) => ratioOf(result, ours, peer) }
  return table(results, [...seconds, ratio])
}

/** Requests by method. */
export function requestsTable(results: readonly Result[]): string {
  return table(results, columns(results, formatRequests))
}

/** Requests to the registry that an image is read from. */
export function fetchesTable(results: readonly Result[]): string {
  return table(
    results,
    columns(results, ({ fetched }) => (fetched ? formatRequests(fetched) : unknown))
  )
}

/** CPU seconds and the peak of resident memory; in parentheses that of the first process, if its children use more. */
export function resourcesTable(results: readonly Result[]): string {
  const cell = ({ cpuSeconds, peakBytes, ownPeakBytes }: Score) => {
    const cpu = cpuSeconds === undefined ? unknown : formatSeconds(cpuSeconds)
    const isMore = peakBytes !== undefined && ownPeakBytes !== undefined && ownPeakBytes < 0.9 * peakBytes
    const own = isMore ? ` (${formatBytes(ownPeakBytes)})` : ''
    return `${cpu}, ${peakBytes === undefined ? unknown : formatBytes(peakBytes)}${own}`
  }
  return table(results, columns(results, cell))
}

/** The traffic on the lines to the registries. */
export function linesTable(results: readonly Result[]): string {
  const cell = ({ passed }: Score) =>
    passed ? `${formatBytes(passed.up)} up, ${formatBytes(passed.down)} down, ${passed.connections} conn.` : unknown
  return table(results, columns(results, cell))
}

/** The traffic on the line from the registry that an image is read from, and on those to the targets. */
export function promotedTable(results: readonly Result[]): string {
  const cell = ({ fetched, passed }: Score) =>
    fetched?.passed && passed
      ? `${formatBytes(fetched.passed.down)} fetched, ${formatBytes(passed.up)} sent, ${fetched.passed.connections} + ${passed.connections} conn.`
      : unknown
  return table(results, columns(results, cell))
}

/** Seconds with significant digits only. */
export function formatSeconds(seconds: number): string {
  return `${seconds.toFixed(seconds < 0.0995 ? 3 : seconds < 9.95 ? 2 : 1)} s`
}

/** `9: HEAD 3, POST 2, PUT 4` */
export function formatRequests({ requests, methods }: Pick<Score, 'requests' | 'methods'>): string {
  const parts = Object.entries(methods).map(([method, count]) => `${method} ${count}`)
  return parts.length === 0 ? String(requests) : `${requests}: ${parts.join(', ')}`
}

/** Our time divided by that of the fastest of the others, or of one of them; `–` if there are no others. */
export function ratioOf({ scores }: Result, ours: string, peer?: string): string {
  const own = scores.find(({ contender }) => contender === ours)
  const others = scores.filter(({ contender }) => (peer ? contender === peer : !contender.startsWith(ours)))
  const best = Math.min(...others.map(({ seconds }) => seconds))
  return own && Number.isFinite(best) && best > 0 ? (own.seconds / best).toFixed(2) : absent
}

function columns(results: readonly Result[], cell: (score: Score) => string): readonly Column[] {
  const names = new Set(results.flatMap(({ scores }) => scores.map(({ contender }) => contender)))
  return [...names].map((name) => ({
    heading: name,
    cell: ({ scores }) => {
      const score = scores.find(({ contender }) => contender === name)
      return score ? cell(score) : absent
    },
  }))
}

function table(results: readonly Result[], cells: readonly Column[]): string {
  return markdownTable(
    ['', ...cells.map(({ heading }) => heading)],
    results.map((result) => [result.label, ...cells.map(({ cell }) => cell(result))])
  )
}

/** The first column is text, the others are numbers. */
export function markdownTable(headings: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  const rule = headings.map((_, column) => (column === 0 ? ':--' : '--:'))
  return [headings, rule, ...rows].map(line).join('\n')
}
