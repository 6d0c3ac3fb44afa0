import type { Digest } from '../oci/digest.ts'
import type { Head } from './exchange.ts'
import { RegistryError } from './registry-error.ts'

/** What a tag pointed at when it was looked at. */
export interface Sighting {
  readonly digest: Digest
  /** RFC 9110, 8.8.3: what a write may be made conditional on, where the registry gives one. */
  readonly entityTag?: string
}

/** RFC 9110, 13.1: the state that a tag must still be in for a write to be carried out. */
export type Condition = { readonly 'if-match': string } | { readonly 'if-none-match': '*' }

/** What makes a write conditional on a tag's being as it was seen; nothing where the registry gives no entity tag. */
export function conditionOf(seen: Sighting | undefined): Condition | undefined {
  if (!seen) return { 'if-none-match': '*' }
  return seen.entityTag === undefined ? undefined : { 'if-match': seen.entityTag }
}

/** Weak entity tags never match: RFC 9110, 13.1.1. */
export function entityTagOf(answer: Head): { readonly entityTag?: string } {
  const tag = answer.header('etag')
  return tag !== undefined && /^"[^"]*"$/.test(tag) ? { entityTag: tag } : {}
}

/** Whether a write was refused for its condition, or because the registry knows none. */
export function isUnmet(error: unknown): boolean {
  return error instanceof RegistryError && (error.status === 412 || error.status === 501)
}
