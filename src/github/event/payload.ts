import { readText } from '../../disk/regular-file.ts'
import { isRecord, parseJson } from '../../json.ts'

/** The parts of a webhook payload that are used. Which fields exist depends on the event. */
export interface Payload {
  readonly action?: string
  readonly number?: number
  readonly base_ref?: string | null
  readonly repository?: RepositoryPayload | null
  readonly pull_request?: PullRequestPayload | null
  /** For a comment. If it is on a pull request, `pull_request` is set, but does not describe it. */
  readonly issue?: { readonly number?: number; readonly pull_request?: object | null } | null
  readonly workflow_run?: WorkflowRunPayload | null
  readonly check_suite?: CheckSuitePayload | null
  readonly check_run?: { readonly check_suite?: CheckSuitePayload | null } | null
  /** For a `status`: the branches of this repository that contain the commit. */
  readonly branches?: readonly unknown[] | null
  /** What the sender of a `repository_dispatch` put in; bots pass on the pull request that they were invoked on. */
  readonly client_payload?: { readonly pull_request?: PullRequestPayload | null } | null
  readonly commits?: readonly CommitPayload[] | null
  readonly head_commit?: CommitPayload | null
  readonly release?: { readonly prerelease?: boolean } | null
  readonly merge_group?: { readonly head_commit?: CommitPayload | null } | null
}

export interface PullRequestPayload {
  readonly number?: number
  readonly base?: { readonly ref?: string } | null
  readonly head?: HeadPayload | null
  /** Who opened it. */
  readonly user?: { readonly login?: string } | null
}

interface HeadPayload {
  readonly sha?: string
  /** Null once it has been deleted. */
  readonly repo?: RepositoryPayload | null
  /** `owner:branch`; Gitea and Forgejo leave it empty if anybody may have pushed it (AGit flow). */
  readonly label?: string
}

interface WorkflowRunPayload {
  readonly head_branch?: string | null
  readonly head_repository?: RepositoryPayload | null
  readonly actor?: { readonly login?: string } | null
}

export interface CheckSuitePayload {
  /** Null for a push to another repository: docs.github.com/rest/checks/suites */
  readonly head_branch?: string | null
}

/** The same in payloads and in API responses. */
export interface RepositoryPayload {
  readonly id?: number | undefined
  readonly name?: string
  readonly full_name?: string
  readonly html_url?: string
  readonly description?: string | null
  readonly default_branch?: string
  readonly private?: boolean
  readonly license?: { readonly spdx_id?: string | null } | null
}

export interface CommitPayload {
  readonly id?: string
  readonly timestamp?: string
}

/** In bytes; GitHub sends at most 25 MB. */
const payloadLimit = 32 * 1024 * 1024

/**
 * Reads the payload that the runner wrote for the job. A payload that is missing or cannot be read counts as empty: for
 * an event that can bring in a commit, it is then unknown whose commit that is.
 */
export async function readPayload(path: string | undefined, warn: (message: string) => void): Promise<Payload> {
  if (!path) return {}
  try {
    const payload: unknown = parseJson(await readText(path, payloadLimit))
    if (isRecord(payload)) return payload
    throw new Error(`${path} is not a JSON object`)
  } catch (error) {
    const reason = (error as Error).message
    warn(
      `The event payload could not be read (${reason}), so some labels may be missing. If the event may involve a commit from a fork, the build gets no credentials and its image is not pushed.`
    )
    return {}
  }
}
