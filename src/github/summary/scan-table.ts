import { changeSince, type PlatformScan, severities } from '../../plan/scan-report.ts'
import { markdownCode } from './markdown.ts'

/** A table of what a scanner found, by severity: `3 (2 fixable, +1)`. Undefined if nothing was scanned. */
export function scanTable(scans: readonly PlatformScan[]): string | undefined {
  if (scans.length === 0) return undefined
  const hasImages = new Set(scans.map(({ image }) => image)).size > 1
  const head = [...(hasImages ? ['image'] : []), 'scanned', ...severities]
  const rows = scans.map((scan) => [
    ...(hasImages ? [markdownCode(scan.image)] : []),
    markdownCode(scan.platform),
    ...severities.map((severity) => {
      const { found, fixable } = scan.counts[severity]
      const change = changeSince(severity, scan)
      const details = [fixable > 0 && `${fixable} fixable`, change].filter(Boolean).join(', ')
      return `${found}${details ? ` (${details})` : ''}`
    }),
  ])
  const align = head.map((name) => ((severities as readonly string[]).includes(name) ? '--:' : ':--'))
  return [head, align, ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')
}
