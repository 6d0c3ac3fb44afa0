import { formatBytes } from '../../format-amount.ts'
import type { PartLine, PartReport } from '../../plan/parts/part-report.ts'
import { htmlCode } from './html.ts'
import { formatSeconds } from './summary-text.ts'

const headings = ['Part', 'Digest', 'Size', 'Time', 'Runner'] as const

/** The parts of an image: what was brought, and what is still missing. */
export function partsTable({ parts, missing }: PartReport): string | undefined {
  if (parts.length + missing.length === 0) return undefined
  const rows = [
    ...parts.map(cellsOf),
    ...missing.map((platform) => [`➖ ${htmlCode(platform)}`, 'missing', '–', '–', '–']),
  ]
  const lines = [headings, ...rows].map((cells) => `<tr>${cells.map(cellOf).join('')}</tr>`)
  return ['<table>', ...lines, '</table>'].join('\n')
}

function cellOf(text: string): string {
  return `<td nowrap>${text}</td>`
}

function cellsOf({ part, digest, content = digest, attempt, note }: PartLine): readonly string[] {
  const { runner, bytes, seconds } = note ?? {}
  const machine = [runner?.os, runner?.arch].filter(Boolean).join(' ')
  const where = [runner?.name, machine, attempt > 1 && `attempt ${attempt}`].filter(Boolean).join(' · ')
  return [
    `✅ ${part.map(htmlCode).join(', ')}`,
    content === '' ? '–' : htmlCode(content),
    bytes === undefined ? '–' : formatBytes(bytes),
    seconds === undefined ? '–' : formatSeconds(seconds),
    where === '' ? '–' : htmlCode(where),
  ]
}
