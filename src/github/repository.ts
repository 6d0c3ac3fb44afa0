import type { Environment, Log } from '../environment.ts'
import type { Facts, KnownTags, Lookups, Source } from '../tags/facts.ts'
import { type EventContext, readEvent, type WorkflowEvent } from './event.ts'
import type { RepositoryPayload } from './event-payload.ts'
import { type RepositoryApi, repositoryApi } from './repository-api.ts'
import { gitIn, readTags } from './repository-git.ts'

/** All that naming an image asks of the run in which it is built. */
export interface RunFacts {
  readonly event: WorkflowEvent
  /** Undefined where it could not be learnt. */
  readonly isPrivate: boolean | undefined
  readonly facts: Facts
  readonly lookups: Lookups
}

/**
 * Reads the payload of the event, and asks GitHub's API for what that lacks. What cannot be learnt there either stays
 * empty, with a warning: no build fails for want of a description.
 */
export async function readFacts(
  environment: Environment,
  { context, token }: { readonly context: EventContext; readonly token: string },
  connect = repositoryApi
): Promise<RunFacts> {
  const { log } = environment
  const now = environment.now()
  const event = await readEvent(environment, context)
  const api = connect(event.repository, token, environment)
  const described = await describeRepository(event, api, log)
  const findCommitDate = () => attempt(() => api.commitDate(event.sha), 'commit_date is the date of this run', log)
  const fromCheckout = () => readTags(gitIn(environment))
  const tagSources = context === 'git' ? [fromCheckout, api.tags] : [api.tags, fromCheckout]
  return {
    event,
    isPrivate: described.private,
    facts: { event, source: toSource(described, event.repository, environment), now },
    lookups: {
      commitDate: async () => event.commitDate ?? (await findCommitDate()) ?? now,
      knownTags: () => findKnownTags(tagSources, log),
    },
  }
}

/** What the payload says, and what it lacks as the API says it. */
async function describeRepository(
  { repositoryPayload: told }: WorkflowEvent,
  api: RepositoryApi,
  log: Log
): Promise<RepositoryPayload> {
  const { name, html_url, description, license, default_branch } = told
  if (![name, html_url, description, license, default_branch].includes(undefined)) return told
  const asked = await attempt(api.repository, 'Labels say less of the repository', log)
  return { ...asked, ...told }
}

function toSource(
  { name, html_url, description, license, default_branch }: RepositoryPayload,
  repository: string,
  { variables }: Pick<Environment, 'variables'>
): Source {
  const server = variables.GITHUB_SERVER_URL ?? 'https://github.com'
  return {
    name: name ?? repository.slice(repository.indexOf('/') + 1),
    url: html_url ?? `${server}/${repository}`,
    description: description ?? '',
    license: license?.spdx_id ?? '',
    defaultBranch: default_branch ?? '',
  }
}

/** Takes the tags from the first place that has an answer. */
async function findKnownTags(
  [first, ...others]: readonly (() => Promise<readonly string[]>)[],
  log: Log
): Promise<KnownTags | undefined> {
  if (!first) return undefined
  const names = await attempt(first, 'Git tags have to be read elsewhere', log)
  return names ? { from: 'git', names } : findKnownTags(others, log)
}

async function attempt<Answer>(
  question: () => Promise<Answer>,
  consequence: string,
  log: Log
): Promise<Answer | undefined> {
  try {
    return await question()
  } catch (error) {
    log.warning(`${consequence}: ${(error as Error).message}`)
    return undefined
  }
}
