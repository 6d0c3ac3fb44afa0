import { formatRepository } from '../../oci/distribution/reference.ts'
import type { ManifestDecision, TagDecision } from '../../retention/clean-up-plan.ts'
import type { RepositoryResult } from './repository-result.ts'

/** The output `plan`. A brief one lists only what goes. */
export function planJson(
  results: readonly RepositoryResult[],
  isDryRun: boolean,
  size: 'full' | 'brief' = 'full'
): string {
  const isShown = (decision: TagDecision | ManifestDecision) => size === 'full' || decision.do === 'delete'
  const repositories = results.map(({ repository, plan, removal, problems }) => ({
    image: formatRepository(repository),
    tags: plan?.tags.filter(isShown).map(tagEntry) ?? [],
    manifests: plan?.manifests.filter(isShown).map(manifestEntry) ?? [],
    bytes: plan?.bytes ?? 0,
    ...(removal && { deleted: { tags: removal.tags, manifests: removal.manifests }, stayed: removal.stayed }),
    problems,
  }))
  return JSON.stringify({ 'dry-run': isDryRun, ...(size === 'brief' && { truncated: true }), repositories })
}

function tagEntry({ tag, digest, do: action, rule, reason, time }: TagDecision): object {
  const at = time === undefined ? {} : { time: new Date(time).toISOString() }
  return { tag, digest, do: action, ...(rule !== undefined && { rule }), reason, ...at }
}

function manifestEntry({ digest, mediaType, do: action, rule, reason, bytes }: ManifestDecision): object {
  return { digest, 'media-type': mediaType, do: action, ...(rule !== undefined && { rule }), reason, bytes }
}
