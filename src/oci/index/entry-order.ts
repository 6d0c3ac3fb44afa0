import { isForPlatform, parsePlatform } from './image-platform.ts'
import { attestedEntry, type IndexEntry, platformOfEntry } from './index-entry.ts'

/** Entries as BuildKit lists them: the images in the order of these platforms, then their attestations, then the rest. */
export function inPlatformOrder(entries: readonly IndexEntry[], platforms: readonly string[]): readonly IndexEntry[] {
  const wanted = platforms.map(parsePlatform)
  const placeOf = (entry: IndexEntry): number => {
    const found = platformOfEntry(entry)
    const place = found ? wanted.findIndex((platform) => platform && isForPlatform(platform, found)) : -1
    return place < 0 ? wanted.length : place
  }
  const images = entries.filter((entry) => platformOfEntry(entry)).toSorted((a, b) => placeOf(a) - placeOf(b))
  const places = new Map(images.map(({ descriptor }, place) => [descriptor.digest, place]))
  const subjectOf = (entry: IndexEntry): number => {
    const subject = attestedEntry(entry)
    return (subject && places.get(subject)) ?? images.length
  }
  const others = entries.filter((entry) => !platformOfEntry(entry))
  return [...images, ...others.toSorted((a, b) => subjectOf(a) - subjectOf(b))]
}
