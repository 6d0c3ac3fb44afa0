import { formatBytes, formatCount } from '../../format-amount.ts'
import { formatTarget } from '../../oci/distribution/target.ts'
import { type Outcome, overtakenTags } from '../../plan/outcome.ts'
import type { Amount } from '../../plan/step.ts'
import { type HtmlColumn, htmlTable } from './html.ts'
import { formatSeconds } from './summary-text.ts'

const marks: Readonly<Record<Outcome['status'], string>> = {
  published: '✅',
  unconfirmed: '❓',
  withheld: '➖',
  failed: '❌',
  planned: '📝',
}

const columns: readonly HtmlColumn<Outcome>[] = [
  { heading: 'Target', cell: (outcome) => `${markOf(outcome)} <samp>${formatTarget(outcome.target)}</samp>` },
  { heading: 'Bake target', cell: ({ bakeTargets }) => bakeTargets?.join(', ') },
  { heading: 'Images', isNumber: true, cell: ({ images = 1 }) => (images > 1 ? String(images) : undefined) },
  {
    heading: 'Referrers',
    isNumber: true,
    cell: ({ referrers = 0 }) => (referrers > 0 ? String(referrers) : undefined),
  },
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

/** The result for each target. */
export function targetsTable(outcomes: readonly Outcome[]): string | undefined {
  return outcomes.length === 0 ? undefined : htmlTable(columns, outcomes)
}

function formatAmount({ blobs, bytes }: Amount): string | undefined {
  return blobs === 0 ? undefined : `${blobs} (${formatBytes(bytes)})`
}

function onlyIf(applies: boolean, amount: Amount): string | undefined {
  return applies ? formatAmount(amount) : undefined
}

/** How much of what the table counts did not have to be sent, and why. Undefined if no target got the image. */
export function savingsLine(outcomes: readonly Outcome[]): string | undefined {
  const isPlanned = outcomes.some(({ status }) => status === 'planned')
  if (!isPlanned && outcomes.every(({ status }) => status !== 'published')) return undefined
  const [kept, mounted, uploaded] = (['kept', 'mounted', 'uploaded'] as const).map((kind) =>
    total(outcomes.map(({ traffic }) => traffic[kind]))
  )
  if (!kept || !mounted || !uploaded || kept.blobs + mounted.blobs === 0) return undefined
  const spared = total([kept, mounted])
  const all = total([spared, uploaded])
  const reasons = [
    kept.blobs > 0 && `${formatCount(kept.blobs, 'blob')} already there`,
    mounted.blobs > 0 && `${mounted.blobs} mounted`,
  ]
  const words = isPlanned ? 'would not have to be sent' : 'did not have to be sent'
  const amounts = `${formatBytes(spared.bytes)} of ${formatBytes(all.bytes)}`
  return `**Saved:** ${amounts} ${words} (${reasons.filter(Boolean).join(', ')})`
}

function total(amounts: readonly Amount[]): Amount {
  return amounts.reduce((sum, { blobs, bytes }) => ({ blobs: sum.blobs + blobs, bytes: sum.bytes + bytes }), {
    blobs: 0,
    bytes: 0,
  })
}
