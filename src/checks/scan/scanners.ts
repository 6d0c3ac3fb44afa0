import { grype } from './scanners/grype.ts'
import type { Scanner } from './scanners/scanner.ts'
import { trivy } from './scanners/trivy.ts'

/** All scanners, by the word for them in the input `scan`. */
const scanners = { trivy, grype } as const satisfies Readonly<Record<string, Scanner>>

export type ScannerName = keyof typeof scanners

export const scannerNames = Object.keys(scanners) as [ScannerName, ...ScannerName[]]

export function scannerNamed(name: ScannerName): Scanner {
  return scanners[name]
}

/** The first of the user's arguments that would change what the action itself asks of the scanner; undefined if none does. */
export function reservedArgument({ reserved }: Scanner, extra: readonly string[]): string | undefined {
  return extra.find((argument) => reserved.some((option) => isOption(argument, option)))
}

/** `--format`, `--format=json`, `-f`, `-fjson` */
function isOption(argument: string, option: string): boolean {
  if (option.startsWith('--')) return argument === option || argument.startsWith(`${option}=`)
  return argument.startsWith(option) && !argument.startsWith('--')
}
