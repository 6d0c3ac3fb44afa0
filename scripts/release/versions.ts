/** A version as its tag has it: `v1.4.2` or `v2.0.0-rc.1`. */
export interface Version {
  /** Without the `v`, as in package.json. */
  readonly text: string
  readonly major: number
  readonly minor: number
  readonly patch: number
  readonly isPrerelease: boolean
}

const number = '(0|[1-9]\\d*)'
const pattern = new RegExp(`^v(${number}\\.${number}\\.${number}(-[0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*)?)$`)

/** Undefined for any other tag, such as `v1` or `1.4.2`. Build metadata is not supported. */
export function parseTag(tag: string): Version | undefined {
  const [, text, major, minor, patch, prerelease] = pattern.exec(tag) ?? []
  if (text === undefined) return undefined
  return {
    text,
    major: Number(major),
    minor: Number(minor),
    patch: Number(patch),
    isPrerelease: prerelease !== undefined,
  }
}

/** Whether `tag` is the highest of the stable releases that `isRival` selects. A pre-release never is. */
function isHighest(tag: string, tags: readonly string[], isRival: (other: Version, version: Version) => boolean) {
  const version = parseTag(tag)
  if (version === undefined || version.isPrerelease) return false
  return tags.every((name) => {
    const other = parseTag(name)
    if (other === undefined || other.isPrerelease || !isRival(other, version)) return true
    const differences = [version.major - other.major, version.minor - other.minor, version.patch - other.patch]
    return (differences.find((difference) => difference !== 0) ?? 0) >= 0
  })
}

/** Whether GitHub is to show the release as the latest one. `tags` are all tags of the repository. */
export function isLatest(tag: string, tags: readonly string[]): boolean {
  return isHighest(tag, tags, () => true)
}

/**
 * The tags that move to a release: `v1.4` if no patch of 1.4 is newer, and `v1` if no release of 1 is. Before 1.0.0
 * every minor version may break (semver.org, 4), so there is no `v0`.
 */
export function movingTags(tag: string, tags: readonly string[]): readonly string[] {
  const { major = 0, minor = 0 } = parseTag(tag) ?? {}
  const ofMajor = isHighest(tag, tags, (other, version) => other.major === version.major)
  const ofMinor = isHighest(tag, tags, (other, version) => {
    return other.major === version.major && other.minor === version.minor
  })
  return [...(ofMajor && major > 0 ? [`v${major}`] : []), ...(ofMinor ? [`v${major}.${minor}`] : [])]
}
