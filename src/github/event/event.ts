import type { Environment, Variables } from '../../environment.ts'
import type { Event } from '../../names/facts.ts'
import { type GitRef, parseGitRef } from '../../names/git-ref.ts'
import { type Author, authorOf, commentedOn, dependabotBranch } from './author.ts'
import { type Commit, readCheckout } from './checkout.ts'
import { type Payload, type RepositoryPayload, readPayload } from './payload.ts'

/** The event that triggered the run: what rules need from it, and what decides how much this run may do. */
export interface WorkflowEvent extends Event {
  /** `owner/name` */
  readonly repository: string
  /** What the payload says about the repository. */
  readonly repositoryPayload: RepositoryPayload
  /** All commits that the event is about, including the head of a pull request. */
  readonly commits: readonly string[]
  /** When `sha` was committed; undefined if the payload does not say. */
  readonly commitDate?: Date | undefined
  /** Who wrote the code that it brings in. */
  readonly author: Author
  /** The pull request that a comment is on, whose author has to be requested from GitHub. */
  readonly commentedOn?: number
  /** Types of cache, in the terms of buildx, that only runs of the same pull request read. */
  readonly ownCaches: readonly string[]
  /** Undefined if the payload does not say. */
  readonly isPrivate?: boolean | undefined
}

/** Where the ref and the commit come from: what GitHub says about the run, or the checkout. */
export type EventContext = 'workflow' | 'git'

/** Reads the variables and the payload that the runner set for the job. */
export async function readEvent(environment: Environment, context: EventContext): Promise<WorkflowEvent> {
  const { variables, log } = environment
  const payload = await readPayload(variables.GITHUB_EVENT_PATH, (message) => log.warning(message))
  const { ref, sha, date } = context === 'git' ? await readCheckout(environment) : readCommit(variables, payload)
  const gitRef = parseGitRef(ref)
  const repository = variables.GITHUB_REPOSITORY ?? payload.repository?.full_name ?? ''
  const author = authorOf(payload, { variables, repository })
  const comment = commentedOn(payload)
  const defaultBranch = payload.repository?.default_branch
  return {
    name: variables.GITHUB_EVENT_NAME ?? '',
    ref: gitRef,
    sha,
    commits: [sha, variables.GITHUB_SHA ?? '', payload.pull_request?.head?.sha ?? ''].filter(Boolean),
    commitDate: date,
    baseRef: findBaseRef(gitRef, payload),
    ...(defaultBranch !== undefined && { defaultBranch }),
    ...(payload.release?.prerelease === true && { isPrerelease: true }),
    repository,
    repositoryPayload: payload.repository ?? {},
    author,
    ...(comment !== undefined && { commentedOn: comment }),
    ownCaches: ownCaches(author, variables),
    isPrivate: payload.repository?.private,
  }
}

/** What GitHub says, except that `pull_request_target`, which runs on the base branch, is about the pull request. */
function readCommit(variables: Variables, payload: Payload): Commit {
  const { GITHUB_EVENT_NAME: name = '', GITHUB_REF = '', GITHUB_SHA = '', DOCKER_METADATA_PR_HEAD_SHA = '' } = variables
  const { number = payload.pull_request?.number, pull_request } = payload
  const ref = name.includes('pull_request_target') && number ? `refs/pull/${number}/merge` : GITHUB_REF
  const wantsHead = name.includes('pull_request') && /true/i.test(DOCKER_METADATA_PR_HEAD_SHA)
  const sha = (wantsHead && pull_request?.head?.sha) || GITHUB_SHA
  return { ref, sha, date: findCommitDate(sha, payload) }
}

function findCommitDate(sha: string, { commits, head_commit, merge_group }: Payload): Date | undefined {
  const commit = [...(commits ?? []), head_commit, merge_group?.head_commit].find((known) => known?.id === sha)
  const date = new Date(commit?.timestamp ?? Number.NaN)
  return Number.isNaN(date.getTime()) ? undefined : date
}

/** The branch that a pushed tag was created from, if GitHub knows it, or that a pull request targets. */
function findBaseRef({ kind }: GitRef, { base_ref, pull_request }: Payload): string {
  if (kind === 'tag') return base_ref?.replace(/^refs\/heads\//, '') ?? ''
  return kind === 'pull-request' ? (pull_request?.base?.ref ?? '') : ''
}

/**
 * GitHub scopes caches by ref: that of a pull request is not shared until it is merged, and neither is that of a
 * Dependabot branch. The cache servers of Gitea, Forgejo and act do not scope them. A folder is private to the job if
 * the machine is discarded after the job.
 */
function ownCaches(author: Author, variables: Variables): readonly string[] {
  const { GITHUB_REF = '', GITEA_ACTIONS, FORGEJO_ACTIONS, ACT, RUNNER_ENVIRONMENT } = variables
  const isOwnRef = GITHUB_REF.startsWith('refs/pull/') || (author === 'dependabot' && dependabotBranch.test(GITHUB_REF))
  if (!isOwnRef || GITEA_ACTIONS || FORGEJO_ACTIONS || ACT) return []
  return ['gha', 'inline', ...(RUNNER_ENVIRONMENT === 'github-hosted' ? ['local'] : [])]
}
