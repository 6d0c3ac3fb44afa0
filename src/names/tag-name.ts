import { digestOf } from '../oci/digest.ts'
import { isTag, type Tag, tagLimit } from '../oci/distribution/tag.ts'

/** A tag, with a warning if it differs from the text by more than replaced characters. */
export interface TagName {
  readonly tag: Tag
  readonly warning?: string
}

/**
 * Turns any text into a tag: characters that are not allowed become a hyphen, a leading `.` or `-` is removed, and long
 * text is truncated and ends in a hash of the whole, so that two long branch names give two tags. Undefined if nothing
 * is left.
 */
export function toTag(text: string): TagName | undefined {
  const allowed = sanitize(text)
  if (isTag(allowed)) return { tag: allowed }
  const started = allowed.replace(/^[.-]+/, '')
  if (started === '') return undefined
  const hash = digestOf(new TextEncoder().encode(text)).slice('sha256:'.length, 'sha256:'.length + 8)
  const tag = started.length > tagLimit ? `${started.slice(0, tagLimit - hash.length - 1)}-${hash}` : started
  if (!isTag(tag)) throw new TypeError(`'${tag}' is not a valid tag`)
  return { tag, warning: `'${text}' cannot be a tag, so '${tag}' is used instead` }
}

/** Replaces each run of characters that are not allowed in a tag with one hyphen. */
export function sanitize(text: string): string {
  return text.replaceAll(/[^a-zA-Z0-9._-]+/g, '-')
}
