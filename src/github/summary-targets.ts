import { formatBytes } from '../oci/bytes.ts'
import { type Outcome, overtakenTags } from '../plan/outcome.ts'
import type { Amount } from '../plan/step.ts'
import { formatTarget } from '../plan/target.ts'
import { formatCount, formatSeconds } from './summary-text.ts'

const marks: Readonly<Record<Outcome['status'], string>> = {
  published: '✅',
  unconfirmed: '❔',
  withheld: '➖',
  failed: '❌',
  planned: '📝',
}

interface Column {
  readonly heading: string
  readonly isNumber?: boolean
  /** What a target has in it; undefined for nothing. A column in which no target has anything is left out. */
  cell(outcome: Outcome): string | undefined
}

const columns: readonly Column[] = [
  { heading: 'Target', cell: (outcome) => `${markOf(outcome)} <samp>${formatTarget(outcome.target)}</samp>` },
  { heading: 'Already there', isNumber: true, cell: ({ traffic }) => formatAmount(traffic.kept) },
  { heading: 'Mounted', isNumber: true, cell: ({ traffic }) => formatAmount(traffic.mounted) },
  {
    heading: 'Uploaded',
    isNumber: true,
    cell: ({ traffic, status }) => onlyIf(status !== 'planned', traffic.uploaded),
  },
  {
    heading: 'To upload',
    isNumber: true,
    cell: ({ traffic, status }) => onlyIf(status === 'planned', traffic.uploaded),
  },
  { heading: 'Time', isNumber: true, cell: ({ seconds }) => (seconds > 0 ? formatSeconds(seconds) : undefined) },
  { heading: 'Retries', isNumber: true, cell: ({ retries }) => (retries > 0 ? String(retries) : undefined) },
]

function markOf(outcome: Outcome): string {
  return outcome.status === 'published' && overtakenTags(outcome).length > 0 ? '⚠️' : marks[outcome.status]
}

/** What became of each target. In HTML, since only that keeps a name or a size from being broken over lines. */
export function targetsTable(outcomes: readonly Outcome[]): string | undefined {
  if (outcomes.length === 0) return undefined
  const filled = columns.filter(({ cell }) => outcomes.some((outcome) => cell(outcome) !== undefined))
  const headings = filled.map(
    ({ heading, isNumber }) => `<th nowrap align="${isNumber ? 'right' : 'left'}">${heading}</th>`
  )
  const rows = outcomes.map((outcome) =>
    filled.map(({ cell, isNumber }) => `<td nowrap${isNumber ? ' align="right"' : ''}>${cell(outcome) ?? '–'}</td>`)
  )
  return ['<table>', ...[headings, ...rows].map((cells) => `<tr>${cells.join('')}</tr>`), '</table>'].join('\n')
}

function formatAmount({ blobs, bytes }: Amount): string | undefined {
  return blobs === 0 ? undefined : `${blobs} (${formatBytes(bytes)})`
}

function onlyIf(applies: boolean, amount: Amount): string | undefined {
  return applies ? formatAmount(amount) : undefined
}

/** How much of the image did not have to go to the targets, and why. */
export function sparedLine(outcomes: readonly Outcome[]): string | undefined {
  const counted = outcomes.filter(({ status }) => status === 'published' || status === 'planned')
  const [kept, mounted, uploaded] = (['kept', 'mounted', 'uploaded'] as const).map((kind) =>
    total(counted.map(({ traffic }) => traffic[kind]))
  )
  if (!kept || !mounted || !uploaded || kept.blobs + mounted.blobs === 0) return undefined
  const spared = total([kept, mounted])
  const all = total([spared, uploaded])
  const reasons = [
    kept.blobs > 0 && `${formatCount(kept.blobs, 'blob')} already there`,
    mounted.blobs > 0 && `${mounted.blobs} mounted`,
  ]
  const words = counted.some(({ status }) => status === 'planned') ? 'Not to be sent' : 'Not sent'
  return `**${words}:** ${formatBytes(spared.bytes)} of ${formatBytes(all.bytes)} (${reasons.filter(Boolean).join(', ')})`
}

function total(amounts: readonly Amount[]): Amount {
  return amounts.reduce((sum, { blobs, bytes }) => ({ blobs: sum.blobs + blobs, bytes: sum.bytes + bytes }), {
    blobs: 0,
    bytes: 0,
  })
}
