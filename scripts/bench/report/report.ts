import type { Result } from '../trials/trial.ts'
import {
  fetchesTable,
  formatSeconds,
  linesTable,
  promotedTable,
  requestsTable,
  resourcesTable,
  timesTable,
} from './table.ts'

export interface Report {
  readonly title: string
  readonly results: readonly Result[]
  /** Sentences to print below the times. */
  readonly notes?: readonly string[]
}

/** The results of some trials, as Markdown. Ratios are relative to the first contender. */
export function report({ title, results, notes = [] }: Report): string {
  const ours = results[0]?.scores[0]?.contender ?? ''
  const isOnLines = results.some(({ scores }) => scores.some(({ passed }) => passed !== undefined))
  return [
    `### ${title}`,
    timesTable(results, ours),
    ...notes,
    'Requests:',
    requestsTable(results),
    ...(isOnLines ? ['Bytes and connections:', linesTable(results)] : []),
    'CPU time, peak memory:',
    resourcesTable(results),
  ].join('\n\n')
}

/** The results of promotions from one registry to others, as Markdown. Ratios are to crane. */
export function promotionReport({ title, results, notes = [] }: Report): string {
  const ours = results[0]?.scores[0]?.contender ?? ''
  const isOnLines = results.some(({ scores }) => scores.some(({ passed }) => passed !== undefined))
  return [
    `### ${title}`,
    timesTable(results, ours, 'crane'),
    ...notes,
    'Requests to the source:',
    fetchesTable(results),
    'Requests to the targets:',
    requestsTable(results),
    ...(isOnLines ? ['Bytes and connections:', promotedTable(results)] : []),
    'CPU time, peak memory:',
    resourcesTable(results),
  ].join('\n\n')
}

/** A one-line summary, to show progress. */
export function describeResult({ label, scores }: Result): string {
  const each = scores.map(({ contender, seconds, requests }) => `${contender} ${formatSeconds(seconds)} (${requests})`)
  return `${label}: ${each.join(', ')}`
}

/** `Three registries take ours 1.04 times as long as one, crane 2.97, …`; nothing if a trial was not run. */
export function growth(results: readonly Result[], fewer: string, more: string, what: string): readonly string[] {
  const [few, many] = [fewer, more].map((label) => results.find((result) => result.label === label))
  const each = many?.scores.flatMap(({ contender, seconds }) => {
    const base = few?.scores.find((score) => score.contender === contender)
    return base ? [`${contender} ${(seconds / base.seconds).toFixed(2)}`] : []
  })
  return each && each.length > 0 ? [`${what}: ${each.join(', ')}.`] : []
}
