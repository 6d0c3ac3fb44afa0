import { formatSeconds, linesTable, requestsTable, resourcesTable, timesTable } from './table.ts'
import type { Result } from './trial.ts'

/** What came of some trials, as Markdown. `ours` is the contender that ratios are of. */
export function report(title: string, results: readonly Result[], ours: string): string {
  const isOnLines = results.some(({ scores }) => scores.some(({ passed }) => passed !== undefined))
  return [
    `### ${title}`,
    timesTable(results, ours),
    'Requests:',
    requestsTable(results),
    ...(isOnLines ? ['Bytes and connections:', linesTable(results)] : []),
    'CPU time, peak memory:',
    resourcesTable(results),
  ].join('\n\n')
}

/** One line for who waits. */
export function describeResult({ label, scores }: Result): string {
  const each = scores.map(({ contender, seconds, requests }) => `${contender} ${formatSeconds(seconds)} (${requests})`)
  return `${label}: ${each.join(', ')}`
}
