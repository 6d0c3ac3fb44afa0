import type { Digest } from '../../oci/digest.ts'
import type { TagPattern } from '../policy/tag-patterns.ts'

/** A rule that keeps tags. Without patterns it is about all of them. */
export interface NativeKeep {
  /** Where the policy says so, for messages. */
  readonly at: string
  readonly patterns: readonly TagPattern[]
  readonly newest?: number
  /** Milliseconds. */
  readonly youngerThan?: number
}

/** A rule that deletes tags. Without patterns it is about all of them. */
export interface NativeDelete {
  readonly at: string
  readonly patterns: readonly TagPattern[]
  /** Milliseconds; 0 without a limit. */
  readonly olderThan: number
}

/** The rules of a policy that registries can express in some form. */
export interface NativeRules {
  readonly keep: readonly NativeKeep[]
  readonly delete: readonly NativeDelete[]
  /** Milliseconds; left out if images without a tag stay. */
  readonly untagged?: number
  readonly orphans: boolean
  readonly keepDigests: readonly Digest[]
}

/** What the rules of one kind of registry can express. */
export interface NativeAbilities {
  readonly keeps: (pattern: TagPattern) => boolean
  readonly deletes: (pattern: TagPattern) => boolean
  /** Whether it counts the newest: of some tags, of all tags only, or not at all. */
  readonly newest: 'some' | 'all' | 'none'
  /** Whether a rule that keeps can have an age. */
  readonly younger: boolean
  readonly untagged: boolean
  readonly orphans: boolean
  readonly digests: boolean
}

/** A policy as a registry takes it. It deletes nothing that the policy it is made from keeps. */
export interface NativePolicy {
  /** JSON or commands; empty if nothing can be deleted by such a policy. */
  readonly text: string
  /** How it differs from the policy that it is made from, one sentence each. */
  readonly differences: readonly string[]
}

/** How the rules of one kind of registry are written. */
export interface NativeFormat {
  readonly abilities: NativeAbilities
  /** `repository` is the path in the registry, as in `acme/app`. */
  readonly write: (rules: NativeRules, repository: string) => NativePolicy
}

/** The registries with policies of their own. */
export const nativeWords = ['ecr', 'gar', 'harbor', 'gitlab', 'acr', 'zot'] as const

/** What users write in the input `native-policy`. */
export type NativeWord = (typeof nativeWords)[number]
