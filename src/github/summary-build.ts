import type { BuildReport, BuildWarning } from '../plan/build-report.ts'
import { markdownText } from './markdown.ts'
import { formatCount, formatSeconds } from './summary-text.ts'

/** Warnings that are listed: the page has an end. */
const limit = 100

/** How the build went, in a line. */
export function buildLine({ seconds, steps, cached, platforms }: BuildReport): string {
  const parts = [
    formatSeconds(seconds),
    steps > 0 && `${cached} of ${formatCount(steps, 'step')} cached`,
    platforms.length > 0 && platforms.map(markdownText).join(', '),
  ]
  return `**Build:** ${parts.filter(Boolean).join(' · ')}`
}

/** All warnings of the build checks, folded: GitHub shows ten annotations of a step. */
export function warningsList(warnings: readonly BuildWarning[]): string | undefined {
  if (warnings.length === 0) return undefined
  const lines = warnings.slice(0, limit).map(formatWarning)
  const rest = warnings.length > limit ? [`- and ${warnings.length - limit} more`] : []
  const heading = `<details><summary>${formatCount(warnings.length, 'build check warning')}</summary>`
  return [heading, '', ...lines, ...rest, '', '</details>'].join('\n')
}

function formatWarning({ message, place: { file, line } }: BuildWarning): string {
  return `- ${markdownText(`${line ? `${file}:${line}` : file}: ${message}`)}`
}
