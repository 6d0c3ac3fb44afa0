import type { Environment } from '../../environment.ts'
import type { ClosedPullRequest } from '../../github/repository/github-lists.ts'
import type { Tag } from '../../oci/distribution/tag.ts'
import { identifiesBranches, pullRequestOf } from '../../retention/policy/tag-template.ts'
import type { RetentionFacts } from '../../retention/retention-facts.ts'
import type { RetentionPolicy } from '../../retention/retention-policy.ts'

/** What the rules of a policy need to know about the repository on GitHub. */
interface Questions {
  /** The lowest number of a pull request that matters; undefined if none does. */
  readonly pullRequestsFrom: number | undefined
  readonly branches: boolean
}

/**
 * Asks GitHub for what the rules of a policy depend on; makes no request if none does. Throws if GitHub does not answer,
 * since nothing may be deleted then.
 */
export async function readPolicyFacts(
  policy: RetentionPolicy,
  tags: readonly Tag[],
  { token, environment }: { readonly token: string; readonly environment: Environment }
): Promise<RetentionFacts> {
  const now = environment.now().getTime()
  const { pullRequestsFrom, branches: needsBranches } = questionsOf(policy, tags)
  if (pullRequestsFrom === undefined && !needsBranches) return { now, closedPullRequests: new Set() }
  const repository = environment.variables.GITHUB_REPOSITORY ?? ''
  const { GitHubLists } = await import('../../github/repository/github-lists.ts')
  await using lists = new GitHubLists(repository, token, environment)
  // Branches last: the list then has those that were made while pull requests were listed.
  const closed = pullRequestsFrom === undefined ? [] : await lists.closedPullRequests(pullRequestsFrom)
  const branches = needsBranches ? await lists.branches() : undefined
  return {
    now,
    closedPullRequests: new Set(closed.map(({ number }) => number)),
    formerBranches: branchesOf(closed),
    ...(branches && { branches }),
  }
}

function questionsOf({ delete: rules }: RetentionPolicy, tags: readonly Tag[]): Questions {
  const numbers = rules.flatMap(({ closedPullRequests: template }) =>
    template ? tags.map((tag) => pullRequestOf(tag, template)).filter((number) => number !== undefined) : []
  )
  const templates = rules.flatMap(({ deletedBranches }) => deletedBranches ?? [])
  const lowest = numbers.length === 0 ? undefined : numbers.reduce((a, b) => Math.min(a, b))
  return {
    // Only a closed pull request tells that a branch has existed, if the template does not.
    pullRequestsFrom: templates.every(identifiesBranches) ? lowest : 0,
    branches: templates.length > 0,
  }
}

function branchesOf(closed: readonly ClosedPullRequest[]): readonly string[] {
  return [...new Set(closed.map(({ branch }) => branch).filter((branch) => branch !== undefined))]
}
