import { formatRepository } from '../../oci/distribution/reference.ts'
import type { ManifestDecision, TagDecision } from '../../retention/clean-up-plan.ts'
import type { RepositoryResult } from './repository-result.ts'

/** The output `plan` as JSON. With `brief` it lists only what goes; with `counts` it lists neither tags nor manifests. */
export function planJson(
  results: readonly RepositoryResult[],
  isDryRun: boolean,
  size: 'full' | 'brief' | 'counts' = 'full'
): string {
  const isShown = (decision: TagDecision | ManifestDecision) =>
    size === 'full' || (size === 'brief' && decision.do === 'delete')
  const repositories = results.map(({ repository, plan, removal, problems }) => ({
    image: formatRepository(repository),
    tags: plan?.tags.filter(isShown).map(tagEntry) ?? [],
    manifests: plan?.manifests.filter(isShown).map(manifestEntry) ?? [],
    bytes: plan?.bytes ?? 0,
    ...(removal &&
      size !== 'counts' && { deleted: { tags: removal.tags, manifests: removal.manifests }, stayed: removal.stayed }),
    problems,
  }))
  return JSON.stringify({ 'dry-run': isDryRun, ...(size !== 'full' && { truncated: true }), repositories })
}

/** The output `plan` in at most so many characters, unless the repositories alone are more. */
export function planWithin(limit: number, results: readonly RepositoryResult[], isDryRun: boolean): string {
  const full = planJson(results, isDryRun)
  if (full.length <= limit) return full
  const brief = planJson(results, isDryRun, 'brief')
  return brief.length <= limit ? brief : planJson(results, isDryRun, 'counts')
}

function tagEntry({ tag, digest, do: action, rule, reason, time }: TagDecision): object {
  const at = time === undefined ? {} : { time: new Date(time).toISOString() }
  return { tag, digest, do: action, ...(rule !== undefined && { rule }), reason, ...at }
}

function manifestEntry({ digest, mediaType, do: action, rule, reason, bytes }: ManifestDecision): object {
  return { digest, 'media-type': mediaType, do: action, ...(rule !== undefined && { rule }), reason, bytes }
}
