import { describeChange, totalChange } from '../../plan/scan-change.ts'
import { type PlatformScan, severities } from '../../plan/scan-report.ts'
import { markdownCode } from './markdown.ts'

/**
 * A table of what a scanner found, by severity: `3 (2 fixable)`, and what is new since the previous image, if its scan is
 * known. Undefined if nothing was scanned.
 */
export function scanTable(scans: readonly PlatformScan[]): string | undefined {
  if (scans.length === 0) return undefined
  const hasImages = new Set(scans.map(({ image }) => image)).size > 1
  const total = totalChange(scans)
  const since = total ? ['since the previous image'] : []
  const head = [...(hasImages ? ['image'] : []), 'scanned', ...severities, ...since]
  const rows = scans.map(({ image, platform, counts, change }) => [
    ...(hasImages ? [markdownCode(image)] : []),
    markdownCode(platform),
    ...severities.map((severity) => {
      const { found, fixable } = counts[severity]
      return `${found}${fixable > 0 ? ` (${fixable} fixable)` : ''}`
    }),
    ...since.map(() => (change ? describeChange(change) : 'not known')),
  ])
  const align = head.map((name) => ((severities as readonly string[]).includes(name) ? '--:' : ':--'))
  const table = [head, align, ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')
  return total && scans.length > 1 ? `${table}\n\nIn total since the previous image: ${describeChange(total)}.` : table
}
