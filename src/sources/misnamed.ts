import { parseReference } from '../oci/distribution/reference.ts'

/** What a part of a reference that no registry accepts is likely to mean. */
const reasons: readonly (readonly [RegExp, string])[] = [
  [/[:@]$/, 'is the variable or output at its end empty?'],
  [/\*/, "for several tags, set 'all-tags', and leave the tag out here"],
  [/\{\{/, `only \${{ … }} is expanded here, by GitHub`],
  [/@sha256:/, 'a digest has 64 hexadecimal digits'],
  [/^(?:[^@]*\/)?[^:@/]*[A-Z]/, 'names are lower case'],
]

/** Why a text is not the name of an image in a registry, as the end of a sentence; undefined if it is one. */
export function misnamed(text: string): string | undefined {
  if (parseReference(text)) return undefined
  const [, reason] = reasons.find(([pattern]) => pattern.test(text)) ?? []
  const form = 'ghcr.io/owner/name:tag or ghcr.io/owner/name@sha256:…'
  return `'${text}' is not an image name like ${form}${reason === undefined ? '' : `: ${reason}`}`
}
