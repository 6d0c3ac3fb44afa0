import { InputError } from '../input-error.ts'
import type { Digest } from '../oci/digest.ts'
import type { Tag } from '../oci/distribution/tag.ts'
import { matchesGlob } from './tag-selection.ts'

export type ExistingTags = 'overwrite' | 'skip' | 'fail'

/** The rules for tags that already exist. */
export interface TagRules {
  readonly existing: ExistingTags
  /** Tags that are never moved, as globs: `*` matches any characters. */
  readonly immutable: readonly string[]
}

/** What to do with one tag: `write` and `skip` say where it points now, `refuse` says why it must not be moved. */
export type TagMove =
  | { readonly tag: Tag; readonly do: 'write'; readonly before: Digest | undefined }
  | { readonly tag: Tag; readonly do: 'unchanged' }
  | { readonly tag: Tag; readonly do: 'skip'; readonly before: Digest }
  | { readonly tag: Tag; readonly do: 'refuse'; readonly before: Digest; readonly reason: string }

/** Decides whether one tag, which now points at `before`, may be moved to `digest`. */
export function planTagMove(tag: Tag, before: Digest | undefined, digest: Digest, rules: TagRules): TagMove {
  if (before === digest) return { tag, do: 'unchanged' }
  if (before === undefined) return { tag, do: 'write', before }
  if (isImmutable(tag, rules)) {
    return { tag, do: 'refuse', before, reason: "it matches 'immutable-tags' and points at another image" }
  }
  if (rules.existing === 'skip') return { tag, do: 'skip', before }
  if (rules.existing === 'fail')
    return { tag, do: 'refuse', before, reason: "it already exists, and 'existing-tags' is 'fail'" }
  return { tag, do: 'write', before }
}

/** What to do with one tag of a target that was late: the others have already moved theirs. */
export type LateTagMove = TagMove | { readonly tag: Tag; readonly do: 'withhold' }

/** Adjusts a move for a late target: a tag that somebody else has moved since `first` is left alone. */
export function planLateMove(move: TagMove, first: Digest | undefined): LateTagMove {
  return move.do === 'write' && move.before !== first ? { tag: move.tag, do: 'withhold' } : move
}

/** Why some tags of a target must not be moved; undefined if all may. */
export function refusalOf(target: string, moves: readonly LateTagMove[]): InputError | undefined {
  const refused = moves.filter((move) => move.do === 'refuse')
  if (refused.length === 0) return undefined
  const reasons = refused.map(({ tag, reason }) => `${target}:${tag} was not moved: ${reason}`)
  return new InputError('tags', reasons.join('; '))
}

/** Which input restricts when a tag may be written that may point at another image; undefined if none does. */
export function ruleOn(tag: Tag, rules: TagRules): string | undefined {
  if (isImmutable(tag, rules)) return "it matches 'immutable-tags'"
  return rules.existing === 'overwrite' ? undefined : `'existing-tags' is '${rules.existing}'`
}

export function isImmutable(tag: Tag, { immutable }: TagRules): boolean {
  return immutable.some((glob) => matchesGlob(tag, glob))
}
