import { isRecord, type JsonRecord } from '../../../json.ts'
import { type Severity, severities } from '../../../plan/scan-report.ts'

/** The severity that a scanner writes: `CRITICAL`, `Critical`. */
export function parseSeverity(value: unknown): Severity {
  const word = typeof value === 'string' ? value.toLowerCase() : ''
  return severities.find((severity) => severity === word) ?? 'other'
}

/** The records in a field; scanners write null, or nothing, for an empty list. */
export function recordsIn(value: unknown): readonly JsonRecord[] {
  return Array.isArray(value) ? value.filter(isRecord) : []
}

/** Text that tells findings apart. */
export function idOf(...parts: readonly unknown[]): string {
  return JSON.stringify(parts)
}
