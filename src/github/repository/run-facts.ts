import type { Environment } from '../../environment.ts'
import type { Facts, KnownTags, Lookups, SourceRepository } from '../../names/facts.ts'
import { type Author, authorOfPullRequest } from '../event/author.ts'
import { type EventContext, readEvent, type WorkflowEvent } from '../event/event.ts'
import type { RepositoryPayload } from '../event/payload.ts'
import { type Git, gitIn, readDate } from '../git/git.ts'
import { readRemoteTags } from '../git/remote-tags.ts'
import { type RepositoryApi, repositoryApi } from './api.ts'
import { serverUrl } from './github-server.ts'

/** Everything about a run that is needed to name the image it builds. */
export interface RunFacts {
  readonly event: WorkflowEvent
  /** Who wrote the code that the event brings in. If the event does not say, GitHub is asked. */
  readonly author: () => Promise<Author>
  /** Undefined if it is not known. */
  readonly isPrivate: boolean | undefined
  readonly facts: Facts
  readonly lookups: Lookups
}

/**
 * Reads the payload of the event, and asks the checkout and GitHub's API for what it lacks. What neither provides stays
 * empty, with a warning: a build must not fail for lack of a description.
 */
export async function readFacts(
  environment: Environment,
  { context, token }: { readonly context: EventContext; readonly token: string },
  connect = repositoryApi
): Promise<RunFacts> {
  const now = environment.now()
  const event = await readEvent(environment, context)
  const api = connect(event.repository, token, environment)
  const git = gitIn(environment)
  const described = await describeRepository(event, api, environment)
  return {
    event,
    author: () => findAuthor(event, api, environment),
    isPrivate: described.private,
    facts: { event, source: toSource(described, event.repository, environment), now },
    lookups: {
      commitDate: async () => event.commitDate ?? (await findCommitDate(event.sha, git, api, environment)) ?? now,
      knownTags: () => findKnownTags(context, api, environment),
    },
  }
}

/** Where failed lookups are reported, and what cancels them. */
type Asking = Pick<Environment, 'log' | 'signal'>

/** The event of a comment does not say whose pull request it is on, but a job that builds it has to know. */
async function findAuthor(event: WorkflowEvent, api: RepositoryApi, asking: Asking): Promise<Author> {
  const { author, commentedOn: number, repository, repositoryPayload } = event
  if (number === undefined) return author
  const ask = () => api.pullRequest(number)
  const pullRequest = await firstAnswer([ask], `The author of pull request ${number} is not known`, asking)
  return authorOfPullRequest(pullRequest, { id: repositoryPayload.id, full_name: repository })
}

/** What the payload says, completed by the API. */
async function describeRepository(
  { repositoryPayload: told }: WorkflowEvent,
  api: RepositoryApi,
  asking: Asking
): Promise<RepositoryPayload> {
  const { name, html_url, description, license, default_branch } = told
  if (![name, html_url, description, license, default_branch].includes(undefined)) return told
  const asked = await firstAnswer([api.repository], 'Some repository labels are missing', asking)
  return { ...asked, ...told }
}

function toSource(
  { name, html_url, description, license, default_branch }: RepositoryPayload,
  repository: string,
  { variables }: Pick<Environment, 'variables'>
): SourceRepository {
  return {
    name: oneLine(name ?? repository.slice(repository.indexOf('/') + 1)),
    url: oneLine(html_url ?? (repository && `${serverUrl(variables)}/${repository}`)),
    description: oneLine(description ?? ''),
    license: oneLine(license?.spdx_id ?? ''),
    defaultBranch: default_branch ?? '',
  }
}

/** Labels in an output are lines of a list: a line break would start another label. */
function oneLine(text: string): string {
  return text.replaceAll(/[\s\p{Cc}]+/gu, ' ').trim()
}

async function findCommitDate(sha: string, git: Git, api: RepositoryApi, asking: Asking): Promise<Date | undefined> {
  if (sha === '') return undefined
  return await firstAnswer(
    [() => readDate(git, sha), () => api.commitDate(sha)],
    'commit_date is set to the time of this run',
    asking
  )
}

/**
 * If the ref comes from the checkout, the tags of its remote match it; otherwise those of the repository on GitHub
 * count.
 */
async function findKnownTags(
  context: EventContext,
  api: RepositoryApi,
  environment: Environment
): Promise<KnownTags | undefined> {
  const fromCheckout = () => readRemoteTags(environment)
  const questions = context === 'git' ? [fromCheckout, api.tags] : [api.tags, fromCheckout]
  const names = await firstAnswer(questions, 'The git tags could not be listed', environment)
  return names && { from: 'git', names }
}

/**
 * Asks each source in turn. If none has an answer, warns of the consequence. Rejects only if the run is cancelled.
 */
async function firstAnswer<Answer>(
  questions: readonly (() => Promise<Answer>)[],
  consequence: string,
  { log, signal }: Asking
): Promise<Answer | undefined> {
  const problems: string[] = []
  for (const question of questions) {
    try {
      return await question()
    } catch (error) {
      signal.throwIfAborted()
      problems.push((error as Error).message)
    }
  }
  log.warning(`${consequence}: ${problems.join('; ')}`)
  return undefined
}
