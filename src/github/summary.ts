import { summary } from '@actions/core'
import type { Variables } from '../environment.ts'
import { formatBytes } from '../oci/bytes.ts'
import type { Digest } from '../oci/digest.ts'
import type { Outcome, TagOutcome } from '../plan/outcome.ts'
import type { Amount } from '../plan/step.ts'
import { formatTarget } from '../plan/target.ts'
import { publishedImages, tagWords } from './report.ts'

const headings: Readonly<Record<Outcome['status'], string>> = {
  published: '✅ published',
  withheld: '➖ withheld',
  failed: '❌ failed',
  planned: '📝 planned',
}

/** The job summary: what to copy, and what happened at each target. Markdown. */
export function summaryMarkdown(outcomes: readonly Outcome[], digest: Digest | undefined): string {
  const images = publishedImages(outcomes, digest)
  const errors = outcomes.flatMap(({ error }) => (error ? [`- ${plain(error.message)}`] : []))
  return [
    `### ${images.length > 0 ? 'Published' : 'Not published'}`,
    ...(images.length > 0 ? ['', '```', ...images, '```'] : []),
    '',
    '| Target | | Tags | Kept | Mounted | Uploaded | Time | Retries |',
    '| :-- | :-- | :-- | --: | --: | --: | --: | --: |',
    ...outcomes.map(row),
    ...(errors.length > 0 ? ['', ...errors] : []),
    '',
  ].join('\n')
}

function row({ target, status, tags, traffic, seconds, retries }: Outcome): string {
  const cells = [
    `\`${formatTarget(target)}\``,
    headings[status],
    tags.map(formatTag).join('<br>'),
    formatAmount(traffic.kept),
    formatAmount(traffic.mounted),
    formatAmount(traffic.uploaded),
    `${seconds.toFixed(1)} s`,
    String(retries),
  ]
  return `| ${cells.join(' | ')} |`
}

function formatTag({ tag, status }: TagOutcome): string {
  return status === 'published' ? `\`${tag}\`` : `\`${tag}\` ${tagWords[status]}`
}

function formatAmount({ blobs, bytes }: Amount): string {
  return blobs === 0 ? '–' : `${blobs} (${formatBytes(bytes)})`
}

/** Somebody else's text, as text. */
function plain(text: string): string {
  return text.replaceAll(/[\\`*_{}[\]<>|#!]/g, '\\$&').replaceAll(/\s+/g, ' ')
}

/** Writes the job summary where the runner takes one. */
export async function writeSummary(markdown: string, variables: Variables): Promise<void> {
  if (variables.GITHUB_STEP_SUMMARY) await summary.addRaw(markdown).write()
}
