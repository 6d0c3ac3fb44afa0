import type { ResponseHead } from '../http/message.ts'
import type { Digest } from '../oci/digest.ts'
import type { Manifest } from '../oci/manifest.ts'
import { RegistryError } from './errors/registry-error.ts'

/** What a tag pointed to when it was read. */
export interface TagSnapshot {
  readonly digest: Digest
  /** What it pointed to, if that was read as well. */
  readonly manifest?: Manifest
  /** RFC 9110, 8.8.3: for conditional writes, if the registry sends one. */
  readonly entityTag?: string
}

/** RFC 9110, 13.1: the state in which a tag must still be for a write to succeed. */
export type Condition = { readonly 'if-match': string } | { readonly 'if-none-match': '*' }

/** Makes a write conditional on the tag being unchanged; undefined if the registry sends no entity tags. */
export function conditionOf(seen: TagSnapshot | undefined): Condition | undefined {
  if (!seen) return { 'if-none-match': '*' }
  return seen.entityTag === undefined ? undefined : { 'if-match': seen.entityTag }
}

/** Weak entity tags never match: RFC 9110, 13.1.1. */
export function entityTagOf(response: ResponseHead): { readonly entityTag?: string } {
  const tag = response.header('etag')
  return tag !== undefined && /^"[^"]*"$/.test(tag) ? { entityTag: tag } : {}
}

/** Whether a write was refused because its condition failed, or because conditions are not supported. */
export function isConditionRefused(error: unknown): boolean {
  return error instanceof RegistryError && (error.status === 412 || error.status === 501)
}
