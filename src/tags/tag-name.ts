import { digestOf } from '../oci/digest.ts'
import { isTag, type Tag, tagLimit } from '../oci/tag.ts'

/** A tag, and what to tell people where it is not just the text with other characters in it. */
export interface TagName {
  readonly tag: Tag
  readonly warning?: string
}

/**
 * Makes a tag of any text: what a tag cannot hold becomes a hyphen, a leading `.` or `-` goes, and what is too long is
 * cut and ends in a hash of the whole, so that two long branches keep two tags. Undefined where nothing is left.
 */
export function toTag(text: string): TagName | undefined {
  const allowed = sanitise(text)
  if (isTag(allowed)) return { tag: allowed }
  const started = allowed.replace(/^[.-]+/, '')
  if (started === '') return undefined
  const hash = digestOf(new TextEncoder().encode(text)).slice('sha256:'.length, 'sha256:'.length + 8)
  const tag = started.length > tagLimit ? `${started.slice(0, tagLimit - hash.length - 1)}-${hash}` : started
  if (!isTag(tag)) throw new TypeError(`'${tag}' is no tag`)
  return { tag, warning: `'${text}' cannot be a tag, so '${tag}' is used instead` }
}

/** Puts one hyphen in the place of all characters in a row that a tag cannot hold. */
export function sanitise(text: string): string {
  return text.replaceAll(/[^a-zA-Z0-9._-]+/g, '-')
}
