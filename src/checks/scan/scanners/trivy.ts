import type { JsonRecord } from '../../../json.ts'
import type { Finding } from '../../../plan/scan-report.ts'
import type { Scanner } from './scanner.ts'
import { idOf, parseSeverity, recordsIn } from './severity.ts'

/** Trivy: aquasecurity/trivy, pkg/types/report.go. It reads a layout as a folder only, not as an archive. */
export const trivy: Scanner = {
  program: 'trivy',
  url: 'pkg:github/aquasecurity/trivy',
  action: 'aquasecurity/setup-trivy',
  variables: /^TRIVY_(?!.*(?:USERNAME|PASSWORD|TOKEN|REGISTRY))/,
  settings: { TRIVY_DISABLE_VEX_NOTICE: 'true', TRIVY_SKIP_VERSION_CHECK: 'true' },
  reserved: ['--input', '--format', '-f', '--output', '-o', '--template', '-t', '--exit-code', '--platform'],
  commands: ({ layout, json, sarif }, extra) => [
    ['image', '--input', layout, '--format', 'json', '--output', json, '--exit-code', '0', '--no-progress', ...extra],
    // What was ignored is not in the report, and so not in this either.
    ['convert', '--format', 'sarif', '--output', sarif, json],
  ],
  findings(report) {
    const { SchemaVersion, ArtifactName, Results } = report
    const name = typeof ArtifactName === 'string' ? ArtifactName : ''
    if (typeof SchemaVersion !== 'number') return undefined
    return recordsIn(Results).flatMap((result) => [
      ...recordsIn(result.Vulnerabilities).map(vulnerability),
      ...recordsIn(result.Secrets).map((secret) => other(result, secret, [name, secret.RuleID], secret.StartLine)),
      ...recordsIn(result.Misconfigurations)
        .filter(({ Status }) => Status === 'FAIL')
        .map((mistake) => other(result, mistake, [name, mistake.ID])),
      ...recordsIn(result.Licenses).map((license) => other(result, license, [name, license.PkgName, license.Name])),
    ])
  },
}

function vulnerability(found: JsonRecord): Finding {
  const { VulnerabilityID, PkgName, InstalledVersion, FixedVersion, Severity } = found
  return {
    id: idOf(VulnerabilityID, PkgName, InstalledVersion),
    key: idOf(VulnerabilityID, PkgName),
    severity: parseSeverity(Severity),
    isFixable: typeof FixedVersion === 'string' && FixedVersion !== '',
  }
}

/** What has no fixed version: removing it is the fix. */
function other(
  { Target }: JsonRecord,
  found: JsonRecord,
  [name, ...what]: readonly [name: string, ...what: unknown[]],
  line?: unknown
): Finding {
  // What is in no file is in the image, whose name has its digest.
  const place = String(Target).replace(name, '')
  const ids = [place, ...what]
  return { id: idOf(...ids, line), key: idOf(...ids), severity: parseSeverity(found.Severity), isFixable: false }
}
