import { compareFindings } from '../../plan/scan-change.ts'
import type { EarlierScan, Finding, ScanChange } from '../../plan/scan-report.ts'
import type { Scanner } from './scanners/scanner.ts'

/** What changed since an earlier scan. Throws Error, with the end of a sentence, if the two cannot be compared. */
export function changeSince(
  { scanner, report }: EarlierScan,
  findings: readonly Finding[],
  { url, program, findings: read }: Scanner
): ScanChange {
  // Scanners name the same finding differently, and look for different ones.
  if (scanner !== url && !scanner.startsWith(`${url}@`)) throw new Error('is by another scanner')
  const earlier = read(report)
  if (!earlier) throw new Error(`is not what ${program} writes`)
  return compareFindings(findings, earlier)
}
