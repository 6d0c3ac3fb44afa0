import type { JsonRecord } from '../json.ts'

/** How bad a finding is; `other` is unknown or negligible. */
export const severities = ['critical', 'high', 'medium', 'low', 'other'] as const

export type Severity = (typeof severities)[number]

/** How much was found, and how much of that has a fix. */
export interface Count {
  readonly found: number
  readonly fixable: number
}

export type ScanCounts = Readonly<Record<Severity, Count>>

/** What a scanner found in the image for one platform. */
export interface PlatformScan {
  /** `ghcr.io/acme/app@sha256:…` */
  readonly image: string
  readonly platform: string
  readonly counts: ScanCounts
  /** What differs from the scan that is attached to the previous image, if there is one. */
  readonly change?: ScanChange
}

/** Findings that only one of two scans has. */
export interface ScanChange {
  readonly added: readonly Finding[]
  readonly gone: readonly Finding[]
}

/** The report of a scanner about the image for one platform. */
export interface ScannerReport {
  /** A package URL without a version: `pkg:github/aquasecurity/trivy` */
  readonly scanner: string
  readonly version: string
  /** JSON, as the scanner wrote it. */
  readonly text: string
  /** ISO 8601. */
  readonly started: string
  readonly finished: string
}

/** The scan of an earlier run. */
export interface EarlierScan {
  /** A package URL, perhaps with a version. */
  readonly scanner: string
  /** What the scanner wrote. */
  readonly report: JsonRecord
}

/** A finding that counts: a vulnerability in a package, a secret in a file. */
export interface Finding {
  /** Tells it from others: the scanner may list one several times. */
  readonly id: string
  /** The same in another version of the image: what was found and in what, without the version of that. */
  readonly key: string
  readonly severity: Severity
  readonly isFixable: boolean
}

/** From which severity on findings are an objection; `never` for none. */
export type Threshold = Exclude<Severity, 'other'> | 'never'

export function countFindings(findings: readonly Finding[]): ScanCounts {
  const distinct = [...new Map(findings.map((finding) => [finding.id, finding])).values()]
  const countOf = (severity: Severity): Count => {
    const those = distinct.filter((finding) => finding.severity === severity)
    return { found: those.length, fixable: those.filter(({ isFixable }) => isFixable).length }
  }
  return Object.fromEntries(severities.map((severity) => [severity, countOf(severity)])) as unknown as ScanCounts
}

/** What is at or above a threshold: `2 critical (1 fixable), 5 high`; undefined if nothing is. */
export function describeExcess(counts: ScanCounts, threshold: Threshold): string | undefined {
  if (threshold === 'never') return undefined
  const bad = severities.slice(0, severities.indexOf(threshold) + 1).filter((severity) => counts[severity].found > 0)
  return bad.map((severity) => describeCount(severity, counts[severity])).join(', ') || undefined
}

/** `no findings`, or `2 critical (1 fixable), 5 high` */
export function describeCounts(counts: ScanCounts): string {
  const found = severities.filter((severity) => counts[severity].found > 0)
  return found.map((severity) => describeCount(severity, counts[severity])).join(', ') || 'no findings'
}

function describeCount(severity: Severity, { found, fixable }: Count): string {
  return `${found} ${severity}${fixable > 0 ? ` (${fixable} fixable)` : ''}`
}

/** The output `scan`. */
export function scanJson(scans: readonly PlatformScan[]): string {
  if (scans.length === 0) return ''
  const foundIn = (counts: ScanCounts) =>
    Object.fromEntries(severities.map((severity) => [severity, counts[severity].found]))
  return JSON.stringify(
    scans.map(({ image, platform, counts, change }) => ({
      ...{ image, platform },
      ...foundIn(counts),
      fixable: Object.fromEntries(severities.map((severity) => [severity, counts[severity].fixable])),
      ...(change && { new: foundIn(countFindings(change.added)), gone: foundIn(countFindings(change.gone)) }),
    }))
  )
}
