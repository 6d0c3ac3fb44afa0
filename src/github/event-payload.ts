import { readFile } from 'node:fs/promises'

/** What is read of a webhook payload. Which fields there are depends on the event. */
export interface Payload {
  readonly number?: number
  readonly base_ref?: string | null
  readonly repository?: RepositoryPayload | null
  readonly pull_request?: PullRequestPayload | null
  readonly commits?: readonly CommitPayload[] | null
  readonly head_commit?: CommitPayload | null
  readonly merge_group?: { readonly head_commit?: CommitPayload | null } | null
}

interface PullRequestPayload {
  readonly number?: number
  readonly base?: { readonly ref?: string } | null
  /** Its repository is null once that has been deleted. */
  readonly head?: { readonly sha?: string; readonly repo?: { readonly full_name?: string } | null } | null
}

/** The same in payloads and in answers of the API. */
export interface RepositoryPayload {
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

/** Reads the payload that the runner has written for the job; an event that comes without one has an empty one. */
export async function readPayload(path: string | undefined, warn: (message: string) => void): Promise<Payload> {
  if (!path) return {}
  try {
    const payload: unknown = JSON.parse(await readFile(path, 'utf8'))
    return typeof payload === 'object' && payload !== null ? payload : {}
  } catch (error) {
    warn(`The payload of the event could not be read, so labels may lack something: ${(error as Error).message}`)
    return {}
  }
}
