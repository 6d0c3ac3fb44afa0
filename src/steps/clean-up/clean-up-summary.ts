import { formatBytes, formatCount } from '../../format-amount.ts'
import { markdownCode, markdownText } from '../../github/summary/markdown.ts'
import { shortDigest } from '../../oci/digest.ts'
import { formatRepository } from '../../oci/distribution/reference.ts'
import type { CleanUpPlan, TagDecision } from '../../retention/clean-up-plan.ts'
import { bytesFreed, deletedManifests, deletedTags, type RepositoryResult } from './repository-result.ts'

/** GitHub shows summaries of at most a megabyte, in bytes. */
const summaryLimit = 1_000_000
const rowLimit = 200
/** Characters: a reason repeats the patterns of its rule. */
const reasonLimit = 300

/** What was deleted, or would be, and why: Markdown. */
export function cleanUpSummary(results: readonly RepositoryResult[], isDryRun: boolean): string {
  const parts = [`### ${isDryRun ? 'Clean-up, dry run: nothing was deleted' : 'Clean-up'}`]
  let size = 0
  for (const [index, result] of results.entries()) {
    const section = repositorySection(result, isDryRun)
    size += Buffer.byteLength(section)
    if (size > summaryLimit) return `${[...parts, `And ${results.length - index} more images.`].join('\n\n')}\n`
    parts.push(section)
  }
  return `${parts.join('\n\n')}\n`
}

function repositorySection(result: RepositoryResult, isDryRun: boolean): string {
  const { repository, plan, removal, confirmation, problems } = result
  const stayed = removal?.stayed.slice(0, rowLimit) ?? []
  return [
    `**${markdownCode(formatRepository(repository))}**`,
    problems.map((problem) => `- ${markdownText(problem)}`).join('\n'),
    plan && totals(result, plan, isDryRun),
    plan && decisionsTable(plan),
    stayed
      .map(
        ({ tags, digest, reason }) => `- ${markdownCode(tags[0] ?? shortDigest(digest))} stays: ${markdownText(reason)}`
      )
      .join('\n'),
    confirmation && confirmation.broken.length === 0
      ? `All ${formatCount(confirmation.tags, 'kept tag')} were checked afterwards, with the ${formatCount(confirmation.manifests, 'manifest')} they reach: all are there.`
      : undefined,
  ]
    .filter(Boolean)
    .join('\n\n')
}

function totals(result: RepositoryResult, { tags, manifests }: CleanUpPlan, isDryRun: boolean): string {
  const verb = isDryRun ? 'Would delete' : 'Deleted'
  return `${verb} ${deletedTags(result)} of ${formatCount(tags.length, 'tag')} and ${deletedManifests(result)} of ${formatCount(manifests.length, 'manifest')}, which frees ${formatBytes(bytesFreed(result))} once the registry collects its garbage.`
}

/** What goes comes first. */
function decisionsTable({ tags, manifests }: CleanUpPlan): string | undefined {
  const bytes = new Map(manifests.map((manifest) => [manifest.digest, manifest.bytes]))
  const sorted = [...tags.filter((tag) => tag.do === 'delete'), ...tags.filter((tag) => tag.do === 'keep')]
  const rows = sorted.slice(0, rowLimit).map((tag) => rowOf(tag, bytes.get(tag.digest) ?? 0))
  if (rows.length === 0) return undefined
  const more =
    sorted.length > rowLimit ? `\n\nAnd ${sorted.length - rowLimit} more tags: see the output \`plan-file\`.` : ''
  return `${['| tag | digest | | why | frees |', '| :-- | :-- | :-- | :-- | --: |', ...rows].join('\n')}${more}`
}

function rowOf({ tag, digest, do: action, rule, reason }: TagDecision, bytes: number): string {
  const text = [rule, reason].filter(Boolean).join(': ')
  const why = text.length > reasonLimit ? `${text.slice(0, reasonLimit)}…` : text
  const freed = action === 'delete' && bytes > 0 ? formatBytes(bytes) : ''
  return `| ${[markdownCode(tag), markdownCode(shortDigest(digest)), action, markdownText(why), freed].join(' | ')} |`
}
