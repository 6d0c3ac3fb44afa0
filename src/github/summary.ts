import { summary } from '@actions/core'
import type { Variables } from '../environment.ts'
import { formatBytes } from '../oci/bytes.ts'
import type { Digest } from '../oci/digest.ts'
import type { Outcome, TagOutcome } from '../plan/outcome.ts'
import type { Amount } from '../plan/step.ts'
import { formatTarget } from '../plan/target.ts'
import { markdownText } from './markdown.ts'
import { complaintsOf, publishedImages, wordsFor } from './report.ts'

const headings: Readonly<Record<Outcome['status'], string>> = {
  published: '✅ published',
  withheld: '➖ withheld',
  failed: '❌ failed',
  planned: '📝 planned',
}

/** The job summary: what to copy, and what happened at each target. Markdown. */
export function summaryMarkdown(outcomes: readonly Outcome[], digest: Digest | undefined): string {
  const images = publishedImages(outcomes, digest)
  const errors = outcomes.flatMap(complaintsOf).map((complaint) => `- ${markdownText(complaint)}`)
  return [
    `### ${titleOf(outcomes)}`,
    ...(images.length > 0 ? ['', '```', ...images, '```'] : []),
    '',
    '| Target | | Tags | Kept | Mounted | Uploaded | Time | Retries |',
    '| :-- | :-- | :-- | --: | --: | --: | --: | --: |',
    ...outcomes.map(row),
    ...(errors.length > 0 ? ['', ...errors] : []),
    '',
  ].join('\n')
}

function titleOf(outcomes: readonly Outcome[]): string {
  const statuses = new Set(outcomes.map(({ status }) => status))
  if (statuses.has('planned')) return 'Dry run: nothing was published'
  if (!statuses.has('published')) return 'Not published'
  return statuses.size === 1 ? 'Published' : 'Partly published'
}

function row({ target, status, tags, traffic, seconds, retries }: Outcome): string {
  const cells = [
    `\`${formatTarget(target)}\``,
    headings[status],
    tags.map((tag) => formatTag(tag, status)).join('<br>'),
    formatAmount(traffic.kept),
    formatAmount(traffic.mounted),
    formatAmount(traffic.uploaded),
    `${seconds.toFixed(1)} s`,
    String(retries),
  ]
  return `| ${cells.join(' | ')} |`
}

function formatTag(outcome: TagOutcome, status: Outcome['status']): string {
  const words = wordsFor(outcome, status)
  return words === 'published' ? `\`${outcome.tag}\`` : `\`${outcome.tag}\` ${words}`
}

function formatAmount({ blobs, bytes }: Amount): string {
  return blobs === 0 ? '–' : `${blobs} (${formatBytes(bytes)})`
}

/** Writes the job summary where the runner takes one. */
export async function writeSummary(markdown: string, variables: Variables): Promise<void> {
  if (variables.GITHUB_STEP_SUMMARY) await summary.addRaw(markdown).write()
}
