import { formatBytes } from '../../format-amount.ts'
import { type JsonRecord, recordOf } from '../../json.ts'
import type { EarlierScan, ScannerReport } from '../../plan/scan-report.ts'
import type { Document } from './document.ts'

/** Bytes of a report: what is attached is read back in one piece. */
const reportLimit = 16 * 1024 * 1024

export const scanPredicateType = 'https://cosign.sigstore.dev/attestation/vuln/v1'

/**
 * The report of a scanner as a document: github.com/sigstore/cosign, specs/COSIGN_VULN_ATTESTATION_SPEC.md. Throws Error,
 * with a sentence, if it is too large.
 */
export function scanDocument({ scanner, version, text, started, finished }: ScannerReport): Document {
  const size = Buffer.byteLength(text)
  if (size > reportLimit) {
    const amounts = `${formatBytes(size)}, more than the ${formatBytes(reportLimit)} that can be attached`
    throw new Error(`the report has ${amounts}: narrow it down with 'scan-args', or remove 'scan' from 'attach'`)
  }
  const scanned = { uri: `${scanner}@${version}`, version, db: { uri: '', version: '' } }
  const metadata = { scanStartedOn: started, scanFinishedOn: finished }
  // The report stays as it is: serializing it again could change numbers.
  const scannerText = `${JSON.stringify(scanned).slice(0, -1)},"result":${text.trim()}}`
  const head = JSON.stringify({ invocation: { parameters: null, uri: '', event_id: '', 'builder.id': '' }, metadata })
  return {
    predicate: { type: scanPredicateType, text: `${head.slice(0, -1)},"scanner":${scannerText}}` },
    title: 'scan.json',
  }
}

/** The report in the predicate of a statement; undefined if it is of another kind. */
export function scanIn({ predicateType, predicate }: JsonRecord): EarlierScan | undefined {
  const { uri, result } = recordOf(recordOf(predicate).scanner)
  if (predicateType !== scanPredicateType || typeof uri !== 'string') return undefined
  return { scanner: uri, report: recordOf(result) }
}
