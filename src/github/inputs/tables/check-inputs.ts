import { type ScannerName, scannerNames } from '../../../checks/scan/scanners.ts'
import { InputError } from '../../../input-error.ts'
import type { Threshold } from '../../../plan/scan-report.ts'
import { splitWords } from '../../../process/shell.ts'
import { parseBoolean, parseChoice, parseText } from '../input.ts'
import { parsePlatforms } from '../parse-build.ts'

/** What is checked between content and tags: see docs/trust.md. */
export const checkInputs = {
  test: {
    description:
      'A command that tests the image before any tag moves, as it will be pulled: `$MANIFOLD_IMAGE` is its `name@digest`. If it fails, no tag moves. See docs/trust.md',
    isExact: true,
    parse: (text: string) => (text.trim() === '' ? '' : text),
  },
  'test-platforms': {
    description:
      "Platforms to run `test` on: `native` (the runner's own), `all`, or a list. Other platforms need QEMU on the runner",
    default: 'native',
    parse: parseTestPlatforms,
  },
  'test-timeout': {
    description: 'Time limit for `test` on each platform, in minutes',
    default: '10',
    parse: parseMinutes,
  },
  scan: {
    description: `Scan each platform of the image before any tag moves, with ${scannerNames.map((name) => `\`${name}\``).join(' or ')}. The scanner must be on PATH; nothing is downloaded. See docs/trust.md`,
    parse: parseScanner,
  },
  'scan-fail-on': {
    description:
      'A finding of this severity or worse keeps the tags from moving: `critical`, `high`, `medium`, `low` or `never`',
    default: 'critical',
    parse: parseChoice<Threshold>(['critical', 'high', 'medium', 'low', 'never']),
  },
  'scan-args': {
    description:
      'More arguments for the scanner, as in a shell: `--ignore-unfixed`, `--ignorefile path`, `--vex path` (Trivy); `--only-fixed`, `--config path`, `--vex path` (Grype)',
    parse: parseArguments,
  },
  'scan-sarif': {
    description: 'File in the checkout to write the findings to, as SARIF, even if they keep the tags from moving',
    parse: parseText,
  },
  warn: {
    description: 'Only warn about findings of `scan`, and about a scanner that fails',
    default: 'false',
    parse: parseBoolean,
  },
} as const

function parseTestPlatforms(text: string, name: string): 'native' | 'all' | readonly string[] {
  if (text === '' || text === 'native') return 'native'
  if (text === 'all') return 'all'
  return parsePlatforms(text, name)
}

/** Up to the six hours that a job may take: actions/runner ends it then. */
function parseMinutes(text: string, name: string): number {
  const minutes = Number(text || '10')
  if (minutes > 0 && minutes <= 360) return minutes
  throw new InputError(name, `write a number of minutes from 1 to 360, not '${text}'`)
}

function parseScanner(text: string, name: string): ScannerName | undefined {
  return text === '' ? undefined : parseChoice(scannerNames)(text, name)
}

function parseArguments(text: string, name: string): readonly string[] {
  const words = splitWords(text)
  if (words) return words
  throw new InputError(name, `a quote is not closed: write arguments as in a shell, not '${text}'`)
}
