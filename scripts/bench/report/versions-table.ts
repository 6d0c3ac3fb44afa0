import type { Score } from '../measure/score.ts'
import { median } from '../measure/statistics.ts'
import type { Result } from '../trials/trial.ts'
import { formatSeconds, markdownTable } from './table.ts'

/** From this ratio on a bundle counts as slower, unless the first bundle differs as much from itself. */
const allowed = 1.05

/**
 * Compares bundles with the first of them, which is run twice: the last score is its second one, and shows how much a
 * ratio may vary by chance. A ratio is that of medians; in parentheses the median of the ratios of each round.
 */
export function versionsTable(results: readonly Result[]): string {
  const names = results[0]?.scores.map(({ contender }) => contender) ?? []
  const others = names.slice(1, -1)
  const headings = ['', ...names, ...others.map((name) => `${name} ÷ ${names[0]}`), `${names.at(-1)} ÷ ${names[0]}`, '']
  return markdownTable(headings, results.map(row))
}

function row({ label, scores }: Result): readonly string[] {
  const [first, ...others] = scores
  if (!first) return [label]
  const ratios = others.map((score) => score.seconds / first.seconds)
  return [
    label,
    ...scores.map(({ seconds, cpuSeconds }) => `${formatSeconds(seconds)}${cpuIn(cpuSeconds)}`),
    ...others.map((score, index) => `${ratios[index]?.toFixed(2)} (${pairedRatio(score, first)})`),
    ratios.slice(0, -1).every((ratio) => isWithin(ratio, ratios.at(-1) ?? 1)) ? '✓' : 'slower',
  ]
}

function cpuIn(seconds: number | undefined): string {
  return seconds === undefined ? '' : ` (CPU ${formatSeconds(seconds)})`
}

/** The median of the ratios of runs in the same round. */
function pairedRatio(score: Score, first: Score): string {
  const ratios = score.times.map((seconds, round) => seconds / (first.times[round] ?? Number.NaN))
  return median(ratios)?.toFixed(2) ?? ''
}

/** Whether a ratio is within the noise: `spread` is that of a bundle to itself. */
export function isWithin(ratio: number, spread: number): boolean {
  return ratio <= Math.max(allowed, spread, 1 / spread)
}
