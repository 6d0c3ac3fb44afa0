import { mkdir, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { scanDocument } from '../../../attach/documents/scan-document.ts'
import { ScanCheck } from '../../../checks/scan/scan-check.ts'
import { scannerVariables } from '../../../checks/scan/scanner-variables.ts'
import type { Scanner } from '../../../checks/scan/scanners/scanner.ts'
import { reservedArgument, scannerNamed } from '../../../checks/scan/scanners.ts'
import type { Variables } from '../../../environment.ts'
import { scanTable } from '../../../github/summary/scan-table.ts'
import { InputError } from '../../../input-error.ts'
import { secretFreeVariables } from '../../../process/variables.ts'
import type { CheckJob } from '../check-job.ts'
import { EarlierScans } from './earlier-scan.ts'

/** Prepares the scanner in the input `scan`. Throws InputError if it is not installed, or an argument cannot be passed on. */
export async function openScan({ inputs, publishes, found, environment }: CheckJob): Promise<ScanCheck | undefined> {
  const { variables, workspace, temp, log, signal } = environment
  if (!inputs.scan) return undefined
  const scanner = scannerNamed(inputs.scan)
  const reserved = reservedArgument(scanner, inputs.scanArgs)
  if (reserved !== undefined) {
    throw new InputError('scan-args', `'${reserved}' is not available, since this action sets it: remove it`)
  }
  const configuration = join(temp, 'scan-docker')
  await mkdir(configuration, { recursive: true })
  await writeFile(join(configuration, 'config.json'), '{}')
  const passedOn = scannerVariables(scanner, secretFreeVariables(variables, log.redact), configuration)
  const version = await versionOf(scanner, passedOn, environment)
  log.info(`Scanning with ${scanner.program} (${version})`)
  const isAttached = publishes && inputs.attach.includes('scan')
  const earlier = new EarlierScans(inputs.signFormat === 'legacy', log)
  return new ScanCheck({
    scanner,
    version: /\d[\w.+-]*/.exec(version)?.[0] ?? version,
    ...(isAttached && {
      // A report may repeat what the scanner was configured with.
      keep: (digest, report) => void found.set(digest, scanDocument({ ...report, text: log.redact(report.text) })),
      // A workflow that attaches no scans has none to compare with, and sends no requests.
      findEarlier: (upload, scanned) => earlier.find(upload, scanned),
    }),
    extra: inputs.scanArgs,
    threshold: inputs.scanFailOn,
    sarif: inputs.scanSarif === '' ? undefined : resolve(workspace, inputs.scanSarif),
    warns: inputs.warn,
    required: inputs.required,
    directory: workspace,
    variables: passedOn,
    summarize: scanTable,
    ...{ temp, environment, signal },
  })
}

/** The first line that the scanner prints for `--version`. */
async function versionOf(
  { program, action }: Scanner,
  variables: Variables,
  { run, temp, signal }: CheckJob['environment']
): Promise<string> {
  const asked = run({ program, args: ['--version'], variables, directory: temp, signal })
  const { exitCode, stdout, stderr } = await asked.catch((cause: Error) => {
    signal.throwIfAborted()
    throw new InputError(
      'scan',
      `${program} was not found on PATH (${cause.message}). Add a step before this one that installs it, such as ${action}`
    )
  })
  const [line = ''] = stdout.trim().split('\n')
  if (exitCode === 0) return line.trim().slice(0, 80)
  throw new InputError(
    'scan',
    `'${program} --version' ended with exit code ${exitCode}: ${stderr.trim().slice(0, 200)}`
  )
}
