import type { ResponseHead } from '../../http/message.ts'

/** How many pulls a registry still allows. */
export interface PullAllowance {
  readonly remaining: number
  /** Pulls in the whole period, and its length in seconds, if the registry says so. */
  readonly limit?: number
  readonly period?: number
}

/** `100;w=21600` */
const quota = /^(\d{1,9})(?:\s*;\s*w=(\d{1,9}))?$/

/**
 * Reads what Docker Hub adds to responses to GET and HEAD of a manifest: docs.docker.com, "Docker Hub usage and limits".
 * Undefined if there is no limit, or the registry does not say.
 */
export function pullAllowanceIn(response: ResponseHead): PullAllowance | undefined {
  const [, remaining, period] = quota.exec(response.header('ratelimit-remaining')?.trim() ?? '') ?? []
  const [, limit] = quota.exec(response.header('ratelimit-limit')?.trim() ?? '') ?? []
  if (remaining === undefined) return undefined
  return {
    remaining: Number(remaining),
    ...(limit !== undefined && { limit: Number(limit) }),
    ...(period !== undefined && { period: Number(period) }),
  }
}
