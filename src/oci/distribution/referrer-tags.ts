import { algorithmOf, type Digest } from '../digest.ts'
import type { Tag } from './tag.ts'

/** What cosign appends to the tag of an image's digest: for signatures, attestations and SBOMs. */
const cosignEndings = ['.sig', '.att', '.sbom']

/**
 * The tag of the index that lists what refers to a manifest, in a repository whose registry does not list it:
 * distribution-spec, "Referrers Tag Schema".
 */
export function referrersTag(digest: Digest): Tag {
  const [algorithm = '', encoded = ''] = digest.split(':')
  return `${algorithm}-${encoded.slice(0, 64)}` as Tag
}

/** The tags of what cosign attaches to a manifest, other than by the referrers API. */
export function cosignTags(digest: Digest): readonly Tag[] {
  // A tag has at most 128 characters, which leaves room for SHA-256 only.
  if (algorithmOf(digest) !== 'sha256') return []
  return cosignEndings.map((ending) => `${digest.replace(':', '-')}${ending}` as Tag)
}

const grammar = /^sha(?:256|512)-[0-9a-f]{64}(?:\.(?:sig|att|sbom))?$/

/** The manifest that such a tag is named after; undefined for another tag, and for SHA-512, of which it has only half. */
export function subjectOfTag(tag: Tag): Digest | undefined {
  const [, hex] = /^sha256-([0-9a-f]{64})(?:\.(?:sig|att|sbom))?$/.exec(tag) ?? []
  return hex === undefined ? undefined : (`sha256:${hex}` as Digest)
}

/** Whether a tag only serves to find what refers to an image. */
export function isReferrerTag(tag: Tag): boolean {
  return grammar.test(tag)
}
