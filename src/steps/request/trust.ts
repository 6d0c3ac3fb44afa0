import type { Environment } from '../../environment.ts'
import type { WorkflowEvent } from '../../github/event/event.ts'
import type { Inputs } from '../../github/inputs/inputs.ts'
import { jobVariables } from '../../process/variables.ts'

/** Whether a run is trusted, depending on who wrote what it builds. */
export type Trust = { readonly isTrusted: true } | Distrust

/** Code from an author who is not allowed to publish here: its builder gets none of the step's credentials. */
export interface Distrust {
  readonly isTrusted: false
  /** Where the code comes from, as the subject of a sentence. */
  readonly stranger: string
  /** Whether GitHub withholds the repository's secrets from the whole job for such an event. */
  readonly isIsolated: boolean
  /** How to make it trusted. */
  readonly advice?: string
  /** Cache types that no trusted run reads: see WorkflowEvent. */
  readonly ownCaches: readonly string[]
}

type Work = Pick<WorkflowEvent, 'author' | 'name' | 'commentedOn' | 'ownCaches'>

export function trustIn(work: Work, { dependabot }: Pick<Inputs, 'dependabot'>): Trust {
  const { author, name, ownCaches } = work
  switch (author) {
    case 'own':
      return { isTrusted: true }
    case 'dependabot':
      if (dependabot === 'publish') return { isTrusted: true }
      return {
        isTrusted: false,
        stranger: `a Dependabot ${isPullRequest(name) ? 'pull request' : 'branch'}`,
        advice: "To change this, set 'dependabot: publish'.",
        isIsolated: isIsolated(name) || name === 'push',
        ownCaches,
      }
    case 'fork':
      return { isTrusted: false, stranger: `${eventIn(work)} a fork`, isIsolated: isIsolated(name), ownCaches }
    case 'unknown':
      return {
        isTrusted: false,
        stranger: `${eventIn(work)} an unknown repository`,
        advice: adviceFor(work),
        isIsolated: isIsolated(name),
        ownCaches,
      }
  }
}

function eventIn({ name, commentedOn }: Work): string {
  if (commentedOn !== undefined) return 'a comment on a pull request from'
  return isPullRequest(name) ? 'a pull request from' : `a '${name}' event for a commit from`
}

function adviceFor({ commentedOn }: Work): string {
  return commentedOn === undefined
    ? 'The event does not say which repository its commit is from.'
    : "Give the job 'permissions: pull-requests: read', and this step its 'github-token', so that the repository can be looked up."
}

/** docs.github.com, "Events that trigger workflows": workflows in forked repositories. */
function isIsolated(name: string): boolean {
  return isPullRequest(name) && name !== 'pull_request_target'
}

function isPullRequest(name: string): boolean {
  return name.startsWith('pull_request')
}

/**
 * The environment of a run once its inputs are read: a build cannot reach an input by naming its variable. If untrusted
 * code could write to caches that trusted runs read, it is given no access to the cache service.
 */
export function environmentFor(trust: Trust, environment: Environment): Environment {
  const hasCacheService = trust.isTrusted || trust.ownCaches.includes('gha')
  return { ...environment, variables: jobVariables(environment.variables, hasCacheService) }
}
