import { isReferrerTag } from '../oci/distribution/referrer-tags.ts'
import type { Tag } from '../oci/distribution/tag.ts'
import { isNoteTag } from './parts/note-tags.ts'

const naturally = new Intl.Collator('en', { numeric: true })
/** Tags to name in an error message. */
const shown = 5

/**
 * The tags that match one of the patterns, and none of those that begin with `!`; if all do, the others are taken. The
 * tags of signatures and other referrers are taken only by a pattern that begins as they do, such as `sha256-*`; so are
 * those of notes of a run. In natural order, `v9` before `v10`: registries list tags in any order.
 */
export function selectTags(tags: readonly Tag[], patterns: readonly string[]): readonly Tag[] {
  const excluded = patterns.filter(isExclusion).map((pattern) => pattern.slice(1))
  const given = patterns.filter((pattern) => !isExclusion(pattern))
  const included = given.length === 0 ? ['*'] : given
  const isTaken = (tag: Tag, glob: string) => matchesGlob(tag, glob) && mayTake(glob, tag)
  const selected = tags.filter(
    (tag) => included.some((glob) => isTaken(tag, glob)) && !excluded.some((glob) => matchesGlob(tag, glob))
  )
  return inNaturalOrder(selected)
}

/** `v9` before `v10`. */
export function inNaturalOrder(tags: readonly Tag[]): readonly Tag[] {
  return tags.toSorted(naturally.compare)
}

/** `'v1', 'v2' and 40 more`, of tags that users may have meant. */
export function nameSome(tags: readonly Tag[]): string {
  const ordinary = tags.filter((tag) => !isAuxiliary(tag))
  const named = ordinary.slice(-shown).map((tag) => `'${tag}'`)
  const rest = ordinary.length - named.length
  return [named.join(', '), rest > 0 && `${rest} more`].filter(Boolean).join(' and ')
}

/** What patterns for tags of things that are not images to run begin with. */
const auxiliary = /^(?:sha\d+-|manifold-run-)/

/** Whether a pattern may be about a tag at all: one of a referrer or a note only if the pattern begins as they do. */
export function mayTake(pattern: string, tag: Tag): boolean {
  return !isAuxiliary(tag) || auxiliary.test(pattern)
}

function isAuxiliary(tag: Tag): boolean {
  return isReferrerTag(tag) || isNoteTag(tag)
}

function isExclusion(pattern: string): boolean {
  return pattern.startsWith('!')
}

/**
 * Whether a tag matches a pattern, in which `*` stands for any characters. Each part between asterisks is matched at its
 * first position: a regular expression would try all others as well.
 */
export function matchesGlob(tag: string, glob: string): boolean {
  const [first = '', ...parts] = glob.split('*')
  const last = parts.pop()
  if (last === undefined) return tag === first
  if (!tag.startsWith(first)) return false
  let from = first.length
  for (const part of parts) {
    const place = tag.indexOf(part, from)
    if (place < 0) return false
    from = place + part.length
  }
  return tag.length - last.length >= from && tag.endsWith(last)
}
