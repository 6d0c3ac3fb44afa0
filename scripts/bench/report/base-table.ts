import { formatBytes } from '../../../src/format-amount.ts'
import type { Score, Traffic } from '../measure/score.ts'
import type { Result } from '../trials/trial.ts'
import { formatRequests, formatSeconds, markdownTable } from './table.ts'

/** What each contender fetched from the base's registry, and sent to the targets. */
export function baseTable(results: readonly Result[], bytes: number): string {
  const title = `### A child of a base of ${formatBytes(bytes)}, to two registries that have the base`
  return [title, ...results.map(tableOf)].join('\n\n')
}

const headings = ['', 'time', 'fetched', 'requests for it', 'sent', 'requests to the targets']

function tableOf({ label, scores }: Result): string {
  const rows = scores.map((score: Score) => [
    score.contender,
    formatSeconds(score.seconds),
    passed(score.fetched, 'down'),
    score.fetched ? formatRequests(score.fetched) : '',
    passed(score, 'up'),
    formatRequests(score),
  ])
  return `${label[0]?.toUpperCase()}${label.slice(1)}:\n\n${markdownTable(headings, rows)}`
}

/** Includes headers: 0 bytes of content are some hundreds of bytes on the wire. */
function passed(traffic: Traffic | undefined, way: 'up' | 'down'): string {
  return formatBytes(traffic?.passed?.[way] ?? 0)
}
