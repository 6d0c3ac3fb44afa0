import { randomUUID } from 'node:crypto'
import { mkdir, rename, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { JsonRecord } from '../../json.ts'
import { recordsIn } from './scanners/severity.ts'

/** The report of a scanner about the image for one platform. */
export interface SarifReport {
  /** What distinguishes it from the others: `linux/arm64` */
  readonly name: string
  readonly sarif: JsonRecord
}

/**
 * One SARIF document of several: each run gets an identity of its own, without which GitHub takes the results of one for
 * another's (docs.github.com, "SARIF support for code scanning", `runAutomationDetails`). Without any, it says that the
 * scanner failed: the step that uploads it expects a document.
 */
export function mergeSarif(reports: readonly SarifReport[], scanner: string): JsonRecord {
  const runs = reports.flatMap(({ name, sarif }) =>
    recordsIn(sarif.runs).map((run) => ({ ...run, automationDetails: { id: `scan/${name.replaceAll('/', '-')}/` } }))
  )
  const failed = {
    tool: { driver: { name: scanner, rules: [] } },
    results: [],
    invocations: [{ executionSuccessful: false }],
  }
  return {
    version: '2.1.0',
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    runs: runs.length > 0 ? runs : [failed],
  }
}

/** Replaces a file; if it is a symbolic link, the link's target is not touched. */
export async function writeSarif(path: string, document: JsonRecord): Promise<void> {
  await mkdir(dirname(path), { recursive: true })
  const written = join(dirname(path), `.${randomUUID()}.sarif`)
  await writeFile(written, JSON.stringify(document))
  await rename(written, path)
}
