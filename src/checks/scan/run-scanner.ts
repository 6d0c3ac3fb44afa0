import { mkdir, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { readText } from '../../disk/regular-file.ts'
import type { Environment, Variables } from '../../environment.ts'
import { type JsonRecord, parseRecord } from '../../json.ts'
import type { Finding } from '../../plan/scan-report.ts'
import type { ScanFiles, Scanner } from './scanners/scanner.ts'

/** Bytes of a report: those of large images have some megabytes. */
const reportLimit = 64 * 1024 * 1024

export interface ScannerOptions {
  readonly scanner: Scanner
  /** The user's own arguments. */
  readonly extra: readonly string[]
  /** Where it runs: ignore files are found there. */
  readonly directory: string
  /** Exactly these. */
  readonly variables: Variables
  readonly environment: Pick<Environment, 'run' | 'log' | 'now'>
  readonly signal: AbortSignal
}

/** What a scanner has written. */
export interface ScanResult {
  readonly findings: readonly Finding[]
  /** The report, as JSON. */
  readonly text: string
  readonly sarif: JsonRecord
}

/**
 * Scans one image, which reports call by this name, not by the path of its layout. Throws an error with a sentence if the
 * scanner fails, or writes no report.
 */
export async function runScanner(name: string, files: ScanFiles, options: ScannerOptions): Promise<ScanResult> {
  const { scanner, extra } = options
  await mkdir(dirname(files.json), { recursive: true })
  // An old report must not be mistaken for this image's.
  for (const file of [files.json, files.sarif]) await rm(file, { force: true })
  for (const args of scanner.commands(files, extra)) await runOnce(args, options)
  const read = async (path: string) => (await readReport(path)).replaceAll(files.layout, name)
  const text = await read(files.json)
  const findings = text === '' ? undefined : scanner.findings(parseRecord(text))
  if (!findings) throw new Error(`${scanner.program} ended successfully, but wrote no report that can be read`)
  return { findings, text, sarif: parseRecord(await read(files.sarif)) }
}

async function runOnce(args: readonly string[], options: ScannerOptions): Promise<void> {
  const { scanner, directory, variables, environment, signal } = options
  const { run, log } = environment
  const { program } = scanner
  log.info(`[command] ${program} ${args.join(' ')}`)
  let last = ''
  const onLine = (text: string) => {
    const line = log.redact(text)
    log.info(line)
    if (line.trim() !== '') last = line
  }
  const ending = run({ program, args, variables, directory, onLine, cut: log.cut, signal, isGroup: true })
  const { exitCode } = await ending.catch((cause: Error) => {
    signal.throwIfAborted()
    throw new Error(`${program} cannot be started: ${cause.message}`, { cause })
  })
  if (exitCode === 0) return
  const how = exitCode > 128 ? `was killed (exit code ${exitCode})` : `ended with exit code ${exitCode}`
  const words = stripVTControlCharacters(last).trim().slice(0, 300).replace(/\.$/, '')
  throw new Error(`${program} ${how}${words ? `: ${words}` : ''}`)
}

/** Empty if there is no such file, or it is too large. */
async function readReport(path: string): Promise<string> {
  return await readText(path, reportLimit).catch(() => '')
}
