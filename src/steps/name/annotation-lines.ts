import { isForPlatform, parsePlatform } from '../../oci/index/image-platform.ts'

/**
 * An annotation as one line for each of its levels: `index,manifest:key=value` is two. Without a level it is for image
 * manifests, as in buildx (util/buildflags/export.go, ParseAnnotations).
 */
export function levelsApart(line: string): readonly string[] {
  const [, levels, rest] = /^([a-z-]+(?:\[[^\]=]*\])?(?:,[a-z-]+(?:\[[^\]=]*\])?)*)(:.*)$/s.exec(line) ?? []
  return levels === undefined ? [line] : levels.split(',').map((level) => `${level}${rest}`)
}

/** A line `level[platform]:key=value`, unless it is for the index or for images of other parts. */
export function lineForPart(line: string, part: readonly string[]): readonly string[] {
  const [, level, only, rest = ''] = /^([a-z-]+)(?:\[(.*?)\])?(:.*)$/s.exec(line) ?? []
  if (level?.startsWith('index') || level === 'manifest-descriptor') return []
  const wanted = only === undefined ? undefined : parsePlatform(only)
  if (!wanted) return [line]
  const isOwn = part.map(parsePlatform).some((platform) => platform && isForPlatform(wanted, platform))
  // In a build of one platform, BuildKit ignores what is for a platform.
  return isOwn ? [part.length === 1 ? `${level}${rest}` : line] : []
}
