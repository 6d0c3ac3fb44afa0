import type { Variables } from '../environment.ts'

/**
 * Variables that children must not see: inputs, saved state, the runner's tokens, and credentials. Content trust is
 * retired: with it, Docker looks for signatures in a service that no longer exists.
 */
const secret = /^(?:INPUT_|STATE_|ACTIONS_|GITHUB_TOKEN$|GH_TOKEN$|DOCKER_AUTH_CONFIG$|DOCKER_CONTENT_TRUST)/

/** The runner's cache service, which buildx needs for `type=gha`. */
export const cacheService = /^ACTIONS_(?:RUNTIME_TOKEN|RESULTS_URL|CACHE_URL|CACHE_SERVICE_V2)$/

/** The environment for a child: ours without secrets, except for those in `named`. */
export function childVariables(variables: Variables, named: readonly string[] = []): Variables {
  return Object.fromEntries(Object.entries(variables).filter(([name]) => !secret.test(name) || named.includes(name)))
}

/** Variables that a program needs although their values may hold a secret. */
const needed = /^(?:PATH|HOME|(?:https?|all|ftp|no)_proxy)$/i

/** The environment for a command that gets none of the step's secrets, whatever the variables are called. */
export function secretFreeVariables(variables: Variables, redact: (text: string) => string): Variables {
  const isHarmless = ([name, value = '']: [string, string | undefined]) =>
    name !== 'GITHUB_STATE' && (needed.test(name) || redact(value) === value)
  return Object.fromEntries(Object.entries(childVariables(variables)).filter(isHarmless))
}

/** What the runner gives to actions alone, or for this step's own use. */
const actionsOnly = /^(?:INPUT_|STATE_|ACTIONS_|GITHUB_STATE$|DOCKER_AUTH_CONFIG$)/

/** Files through which a step changes those after it. */
const forLaterSteps = /^GITHUB_(?:ENV|PATH|OUTPUT|STEP_SUMMARY)$/

/**
 * The environment of a step that runs a command: what the workflow sets, its tokens included, but nothing that the runner
 * gives to this action. Docker's variable for credentials would override the configuration that the command gets.
 */
export function commandVariables(variables: Variables): Variables {
  return Object.fromEntries(Object.entries(variables).filter(([name]) => !actionsOnly.test(name)))
}

/** The same for a command of untrusted work: without tokens, and without a say in later steps. */
export function untrustedVariables(variables: Variables): Variables {
  const left = Object.entries(childVariables(commandVariables(variables)))
  return Object.fromEntries(left.filter(([name]) => !forLaterSteps.test(name)))
}

/** Variables that belong to this step only: its inputs and saved state. No build may name them. */
const own = /^(?:INPUT_|STATE_)/

/** The job's variables that a workflow may name for a build, with or without those for the runner's cache service. */
export function jobVariables(variables: Variables, hasCacheService: boolean): Variables {
  const isKept = (name: string) => !own.test(name) && (hasCacheService || !cacheService.test(name))
  return Object.fromEntries(Object.entries(variables).filter(([name]) => isKept(name)))
}
