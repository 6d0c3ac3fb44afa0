import type { JsonRecord } from '../../../json.ts'
import type { Finding } from '../../../plan/scan-report.ts'
import type { Scanner } from './scanner.ts'
import { idOf, parseSeverity, recordsIn } from './severity.ts'

/** Grype: anchore/grype, grype/presenter/models/document.go */
export const grype: Scanner = {
  program: 'grype',
  url: 'pkg:github/anchore/grype',
  action: 'anchore/scan-action/download-grype',
  variables: /^(?:GRYPE|SYFT)_(?!.*(?:USERNAME|PASSWORD|TOKEN|REGISTRY))/,
  settings: { GRYPE_CHECK_FOR_APP_UPDATE: 'false' },
  reserved: ['--output', '-o', '--file', '--fail-on', '-f', '--template', '-t', '--platform'],
  commands: ({ layout, json, sarif }, extra) => [
    [`oci-dir:${layout}`, '--output', `json=${json}`, '--output', `sarif=${sarif}`, ...extra],
  ],
  findings({ matches, descriptor }) {
    if (!Array.isArray(matches) || descriptor === undefined) return undefined
    return recordsIn(matches).map(match)
  },
}

function match({ vulnerability, artifact }: JsonRecord): Finding {
  const { id, severity, fix } = Object(vulnerability) as JsonRecord
  const { name, version } = Object(artifact) as JsonRecord
  return {
    id: idOf(id, name, version),
    key: idOf(id, name),
    severity: parseSeverity(severity),
    isFixable: (Object(fix) as JsonRecord).state === 'fixed',
  }
}
