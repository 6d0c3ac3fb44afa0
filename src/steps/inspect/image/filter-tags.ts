import type { TagFilter } from '../../../github/inputs/inspect-inputs.ts'
import { search } from '../../../names/rules/search.ts'
import { semver } from '../../../names/versions/semver.ts'
import type { Version } from '../../../names/versions/version.ts'
import type { VersionRange } from '../../../names/versions/version-range.ts'
import type { Tag } from '../../../oci/distribution/tag.ts'
import { inNaturalOrder } from '../../../plan/tag-selection.ts'
import { selectMatching, type TagPatterns } from '../../../retention/policy/tag-patterns.ts'
import { versionIn } from '../../../retention/policy/tag-version.ts'

export interface FilteredTags {
  /** In natural order. */
  readonly tags: readonly Tag[]
  /** The one with the highest version in the range, if one is asked for. */
  readonly newest?: Tag
}

const everything: TagPatterns = { included: [{ kind: 'glob', text: '*' }], excluded: [] }

/**
 * The tags that a filter selects, as a policy would. Throws InputError for a regular expression that takes too long.
 */
export function filterTags(all: readonly Tag[], { match, newest }: TagFilter): FilteredTags {
  const tags = inNaturalOrder([...selectMatching(all, match ?? everything, 'match', 'tags')])
  const highest = newest && newestOf(tags, newest, match)
  return { tags, ...(highest && { newest: highest }) }
}

/** The first of those with the highest version in a range. Tags that are not named after a whole version do not count. */
function newestOf(tags: readonly Tag[], range: VersionRange, match: TagPatterns | undefined): Tag | undefined {
  const written = match ? writtenVersions(tags, match) : new Map<Tag, string>()
  const versions = tags.flatMap((tag) => {
    const version = semver.read(written.get(tag) ?? tag)
    return version && range.has(match ? releaseOf(tag, version) : version) ? [{ tag, version }] : []
  })
  return versions.toSorted((one, other) => semver.compare(other.version, one.version))[0]?.tag
}

/** A variant such as `1.4.2-alpine`, which semver takes for a pre-release, is one of the release if it is selected. */
function releaseOf(tag: Tag, version: Version): Version {
  const { major, minor, patch } = version.fields
  if (version.stable || versionIn(tag)?.isStable !== true) return version
  return semver.read(`${major}.${minor}.${patch}`) ?? version
}

/** The versions that the first group of a regular expression finds in tags. */
function writtenVersions(tags: readonly Tag[], { included }: TagPatterns): ReadonlyMap<Tag, string> {
  const found = included.flatMap((pattern) => {
    if (pattern.kind === 'glob') return []
    const results = search(tags, `^(?:${pattern.source})$`, pattern.flags, `match: ${pattern.text}`)
    return tags.flatMap((tag, place) => {
      const version = results[place]?.[1]
      return version === undefined ? [] : [[tag, version] as const]
    })
  })
  return new Map(found)
}
