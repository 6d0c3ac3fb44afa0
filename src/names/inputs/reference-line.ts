import { InputError } from '../../input-error.ts'
import { parseReference, parseRepository } from '../../oci/distribution/reference.ts'
import type { Tag } from '../../oci/distribution/tag.ts'
import { splitFields } from './list.ts'
import type { TaggedImage } from './naming.ts'

const latest = 'latest' as Tag

/**
 * Parses a line of the `tags` input that consists of full references, as docker/build-push-action takes them:
 * `user/app:1`, or several separated by commas. Undefined if it is a rule.
 *
 * A line with an attribute (`type=…`) is a rule. In any other line, an entry is a reference if it has a colon outside
 * of expressions, which no tag can have, or a slash and there are no `images` whose tag it could be. A line without
 * such an entry is a rule.
 */
export function parseReferenceLine(line: string, hasImages: boolean): readonly TaggedImage[] | undefined {
  const entries = splitFields('tags', line, `, in: ${line}`).map((entry) => entry.trim())
  const isReference = (entry: string) => (hasImages ? /:/ : /[:/]/).test(entry.replaceAll(/\{\{.*?\}\}/gs, ''))
  if (entries.some((entry) => entry.includes('=')) || !entries.some(isReference)) return undefined
  return entries.filter((entry) => entry !== '').map(parseTaggedImage)
}

function parseTaggedImage(entry: string): TaggedImage {
  if (entry.includes('{{')) {
    throw new InputError(
      'tags',
      `'${entry}' is a full reference, in which expressions are not expanded. List its image in 'images'`
    )
  }
  const reference = parseReference(entry)
  if (!reference) {
    throw new InputError('tags', `'${entry}' is not a reference like ghcr.io/owner/name:tag (${whyNot(entry)})`)
  }
  const { tag, digest } = reference
  if (digest) throw new InputError('tags', `'${entry}' has a digest, but only tags can be published`)
  return tag ? { name: entry.slice(0, -tag.length - 1), tag } : { name: entry, tag: latest }
}

/** Why a reference is not valid. */
function whyNot(entry: string): string {
  if (/\s/.test(entry)) return 'it has white space: write one reference per line'
  if (/:(?!\d+\/)[^:/]*\/[^:]*$/.test(entry)) {
    return "a tag cannot contain a slash: for a branch, list the image in 'images' and use type=ref,event=branch here"
  }
  const [name = ''] = entry.split(/:[^/:]*$|@/)
  if (name !== name.toLowerCase()) return 'names must be in lower case'
  return parseRepository(name)
    ? "a tag has at most 128 characters: letters, digits, '_', '.' and '-'"
    : `'${name}' is not a valid name`
}
