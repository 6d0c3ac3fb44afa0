import { semver } from '../../names/versions/semver.ts'
import type { Tag } from '../../oci/distribution/tag.ts'
import { versionIn } from '../policy/tag-version.ts'
import type { StoredTag } from '../repository-graph.ts'

/** Whether `newest` orders tags by version: all of them are versions. */
export function areVersions(tags: readonly Tag[]): boolean {
  return tags.every((tag) => versionIn(tag) !== undefined)
}

/**
 * The tags of the newest images, counted by digest: by version if all tags are versions, otherwise by time. Those that are
 * as new as the last one are included, and so are tags of unknown time.
 */
export function newestTags(
  tags: readonly StoredTag[],
  count: number,
  timeOf: (tag: StoredTag) => number | undefined
): readonly StoredTag[] {
  if (areVersions(tags.map(({ tag }) => tag))) return first(tags, count, compareVersions)
  const times = new Map(tags.map((tag) => [tag, timeOf(tag)]))
  const undated = tags.filter((tag) => times.get(tag) === undefined)
  const dated = tags.filter((tag) => times.get(tag) !== undefined)
  return [...undated, ...first(dated, count, (a, b) => (times.get(b) ?? 0) - (times.get(a) ?? 0))]
}

function first(
  tags: readonly StoredTag[],
  count: number,
  compare: (a: StoredTag, b: StoredTag) => number
): readonly StoredTag[] {
  const sorted = tags.toSorted(compare)
  const digests = new Set<string>()
  let last: StoredTag | undefined
  return sorted.filter((tag) => {
    const isFirst = digests.size < count || digests.has(tag.digest) || (last !== undefined && compare(last, tag) === 0)
    if (digests.size < count) last = tag
    if (isFirst) digests.add(tag.digest)
    return isFirst
  })
}

function compareVersions(a: StoredTag, b: StoredTag): number {
  const [one, other] = [versionIn(a.tag)?.version, versionIn(b.tag)?.version]
  return one && other ? semver.compare(other, one) : 0
}
