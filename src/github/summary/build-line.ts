import { formatCount } from '../../format-amount.ts'
import type { BuildReport, BuildWarning } from '../../plan/build-report.ts'
import { markdownText } from './markdown.ts'
import { formatSeconds } from './summary-text.ts'

/** The number of warnings that are listed: the size of a summary is limited. */
const limit = 100

/** How the build went, in one line. */
export function buildLine({ seconds, steps, cached, platforms }: BuildReport): string {
  const parts = [
    formatSeconds(seconds),
    steps > 0 && `${cached} of ${formatCount(steps, 'step')} cached`,
    platforms.length > 0 && platforms.map(markdownText).join(', '),
  ]
  return `**Build:** ${parts.filter(Boolean).join(' · ')}`
}

/** All build check warnings, collapsed: GitHub shows only ten annotations per step. */
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
