import type { Variables } from '../../environment.ts'
import type { CheckSuitePayload, Payload, PullRequestPayload, RepositoryPayload } from './payload.ts'

/**
 * Who wrote the code that an event brings in: `own` is people who may write to this repository, `dependabot` is
 * Dependabot in this repository, `fork` is anybody. `unknown` is an event that brings in a commit and does not say
 * whose.
 */
export type Author = 'own' | 'dependabot' | 'fork' | 'unknown'

export interface TriggeringJob {
  readonly variables: Variables
  /** `owner/name` of the repository that the workflow runs in. */
  readonly repository: string
}

/** Finds who wrote the code that an event brings in. An event that brings in no outside code counts as `own`. */
export function authorOf(payload: Payload, job: TriggeringJob): Author {
  const authors = headsIn(payload, job)
  if (authors.includes('fork')) return 'fork'
  if (authors.includes('unknown')) return 'unknown'
  const isDependabot = authors.includes('dependabot') && !isPushedByAnother(payload, job.variables)
  return isDependabot || isFromDependabot(payload, job.variables) ? 'dependabot' : 'own'
}

/** The authors of everything that is in the payload or, by the name of the event, should be. */
function headsIn(payload: Payload, job: TriggeringJob): readonly Author[] {
  const { pull_request, client_payload, workflow_run, issue, check_suite = payload.check_run?.check_suite } = payload
  const { GITHUB_EVENT_NAME: name = '' } = job.variables
  const isOf = (family: RegExp, part: unknown) => family.test(name) || Boolean(part)
  const ours = { id: payload.repository?.id, full_name: job.repository }
  return [
    ...(isOf(/^pull_request/, pull_request) ? [authorOfPullRequest(pull_request, ours)] : []),
    ...(isOf(/^repository_dispatch$/, client_payload) ? [authorOfDispatch(client_payload, ours)] : []),
    ...(isOf(/^workflow_run$/, workflow_run) ? [authorIn(workflow_run?.head_repository, ours)] : []),
    ...(isOf(/^check_(?:suite|run)$/, check_suite) ? [authorOfChecks(check_suite)] : []),
    ...(isOf(/^issue_comment$/, issue) ? [authorOfComment(payload)] : []),
    ...(isOf(/^status$/, false) ? [payload.branches?.length ? ('own' as const) : ('unknown' as const)] : []),
  ]
}

/** The number of the pull request that a comment is on, if the event does not say whose pull request it is. */
export function commentedOn({ issue, pull_request }: Payload): number | undefined {
  return issue?.pull_request && !pull_request ? (issue.number ?? 0) : undefined
}

/** A comment on an issue brings in no code. If the payload has neither, it may be on anybody's pull request. */
function authorOfComment(payload: Payload): Author {
  // Gitea includes the pull request, which is judged separately.
  if (payload.pull_request) return 'own'
  return commentedOn(payload) === undefined && typeof payload.issue?.number === 'number' ? 'own' : 'unknown'
}

/** GitHub always sends `client_payload`; it is null if the sender gave none. */
function authorOfDispatch(sent: Payload['client_payload'], ours: RepositoryPayload): Author {
  if (sent?.pull_request) return authorOfPullRequest(sent.pull_request, ours)
  return typeof sent === 'object' ? 'own' : 'unknown'
}

export function authorOfPullRequest(
  pullRequest: PullRequestPayload | null | undefined,
  ours: RepositoryPayload
): Author {
  const { repo, label } = pullRequest?.head ?? {}
  const author = label === '' ? 'fork' : authorIn(repo, ours)
  // The commit is still the bot's, no matter who labels, reviews or comments on the pull request.
  return author === 'own' && pullRequest?.user?.login === bot ? 'dependabot' : author
}

/** A deleted head repository was not this one. */
function authorIn(head: RepositoryPayload | null | undefined, ours: RepositoryPayload): Author {
  if (head === null) return 'fork'
  if (typeof head?.full_name !== 'string') return 'unknown'
  return isSame(head, ours) ? 'own' : 'fork'
}

/** A repository keeps its ID when it is renamed; another one may then take its name. */
function isSame(one: RepositoryPayload, other: RepositoryPayload): boolean {
  if (typeof one.id === 'number' && typeof other.id === 'number') return one.id === other.id
  return one.full_name?.toLowerCase() === other.full_name?.toLowerCase()
}

function authorOfChecks(suite: CheckSuitePayload | null | undefined): Author {
  if (suite?.head_branch === null) return 'fork'
  return suite?.head_branch === undefined ? 'unknown' : 'own'
}

/** Dependabot's branches, with any separator that it can be configured to use. */
export const dependabotBranch = /^(?:refs\/heads\/)?dependabot[-/_]/

const bot = 'dependabot[bot]'

/** Whether this very event brings in somebody else's commit on top of the bot's. */
function isPushedByAnother({ action }: Payload, { GITHUB_ACTOR }: Variables): boolean {
  return action === 'synchronize' && GITHUB_ACTOR !== bot
}

/** Such runs get only Dependabot's secrets, and a token that cannot write. */
function isFromDependabot(
  { pull_request, workflow_run }: Payload,
  { GITHUB_ACTOR, GITHUB_REF = '' }: Variables
): boolean {
  if (workflow_run) return workflow_run.actor?.login === bot && dependabotBranch.test(workflow_run.head_branch ?? '')
  return GITHUB_ACTOR === bot && (Boolean(pull_request) || dependabotBranch.test(GITHUB_REF))
}
