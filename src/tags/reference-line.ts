import { InputError } from '../input-error.ts'
import { parseReference, parseRepository } from '../oci/reference.ts'
import type { Tag } from '../oci/tag.ts'
import { splitFields } from './list.ts'
import type { TaggedImage } from './naming.ts'

const latest = 'latest' as Tag

/**
 * Reads a line of the `tags` input that names images in full, as docker/build-push-action takes them: `user/app:1`, or
 * several with commas. Undefined where it is a rule.
 *
 * A line with an attribute (`type=…`) is a rule. Of any other line an entry is a reference if it has a colon outside
 * of expressions, which no tag can have, or a slash where no `images` are given for which it could be a tag. A line
 * without such an entry is a rule.
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
  if (digest) throw new InputError('tags', `'${entry}' has a digest, but what is published here is a tag`)
  return tag ? { name: entry.slice(0, -tag.length - 1), tag } : { name: entry, tag: latest }
}

/** What is wrong with a reference that cannot be read. */
function whyNot(entry: string): string {
  if (/\s/.test(entry)) return 'it has white space: write one reference per line'
  if (/:(?!\d+\/)[^:/]*\/[^:]*$/.test(entry)) {
    return "a tag cannot have a slash: for a branch write the image in 'images', and type=ref,event=branch here"
  }
  const [name = ''] = entry.split(/:[^/:]*$|@/)
  if (name !== name.toLowerCase()) return 'names are in lower case'
  return parseRepository(name) ? "a tag is up to 128 letters, digits, '_', '.' and '-'" : `'${name}' cannot be a name`
}
