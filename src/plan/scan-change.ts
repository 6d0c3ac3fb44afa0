import type { Finding, PlatformScan, ScanChange } from './scan-report.ts'

/** What a scan found that an earlier one did not, and the reverse: each finding once, whatever its version. */
export function compareFindings(now: readonly Finding[], earlier: readonly Finding[]): ScanChange {
  const [present, former] = [byKey(now), byKey(earlier)]
  return {
    added: [...present.values()].filter(({ key }) => !former.has(key)),
    gone: [...former.values()].filter(({ key }) => !present.has(key)),
  }
}

/** `3 new, 5 gone` */
export function describeChange({ added, gone }: ScanChange): string {
  return `${added.length} new, ${gone.length} gone`
}

/** What changed in any of these scans, each finding once for an image with several platforms; undefined if none was compared. */
export function totalChange(scans: readonly PlatformScan[]): ScanChange | undefined {
  const compared = scans.filter(({ change }) => change)
  if (compared.length === 0) return undefined
  const all = (kind: keyof ScanChange) => [
    ...Map.groupBy(compared, ({ image }) => image)
      .values()
      .flatMap((group) => byKey(group.flatMap(({ change }) => change?.[kind] ?? [])).values()),
  ]
  return { added: all('added'), gone: all('gone') }
}

function byKey(findings: readonly Finding[]): ReadonlyMap<string, Finding> {
  return new Map(findings.map((finding) => [finding.key, finding]))
}
