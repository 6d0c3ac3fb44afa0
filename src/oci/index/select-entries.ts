import { InputError, throwAll } from '../../input-error.ts'
import type { EntrySelection } from '../image.ts'
import { isForPlatform, parsePlatform, platformKey, shownPlatform } from './image-platform.ts'
import { attestedEntry, entriesOf, type IndexEntry, platformOfEntry } from './index-entry.ts'

/**
 * The entries for these platforms, and their attestations, in their order. Throws InputError, or an AggregateError, for
 * platforms that are not there.
 */
export function selectEntries(entries: readonly IndexEntry[], platforms: readonly string[]): readonly IndexEntry[] {
  const missing = platforms.filter((text) => !entries.some((entry) => isOf(entry, text)))
  throwAll(missing.map((text) => new InputError('platforms', whyMissing(text, entries))))
  return entriesFor(entries, platforms)
}

/** The entries of an index that a selection of platforms needs, for `collectImage`. */
export function selectionOf(platforms: readonly string[]): EntrySelection {
  return (index) => {
    const entries = entriesOf({ name: '', image: { root: index.descriptor, manifests: [index], blobs: [] } })
    return new Set(entriesFor(entries, platforms).map((entry) => entry.descriptor.digest))
  }
}

function entriesFor(entries: readonly IndexEntry[], platforms: readonly string[]): readonly IndexEntry[] {
  const images = new Set(entries.filter((entry) => platforms.some((text) => isOf(entry, text))))
  const digests = new Set([...images].map(({ descriptor }) => descriptor.digest))
  return entries.filter((entry) => {
    const attested = attestedEntry(entry)
    return attested ? digests.has(attested) : images.has(entry)
  })
}

function isOf(entry: IndexEntry, text: string): boolean {
  const [wanted, found] = [parsePlatform(text), platformOfEntry(entry)]
  return wanted !== undefined && found !== undefined && isForPlatform(wanted, found)
}

function whyMissing(text: string, entries: readonly IndexEntry[]): string {
  const known = entries.map(platformOfEntry).filter((platform) => platform !== undefined)
  const shown = [...new Set(known.map(shownPlatform))].join(', ')
  const parts = [...new Set(entries.map(({ part }) => part.name))].join(', ')
  return `${parts} ${shown ? `has no image for ${text}, only for ${shown}` : `names no platforms, so ${text} cannot be selected`}`
}

/** Each entry once, if several parts have the same. Throws InputError, or an AggregateError, if they disagree. */
export function uniteEntries(entries: readonly IndexEntry[]): readonly IndexEntry[] {
  const united = new Map<string, IndexEntry>()
  for (const entry of entries) {
    const id = `${entry.descriptor.digest} ${keyOf(entry)}`
    if (!united.has(id)) united.set(id, entry)
  }
  throwAll(clashes([...united.values()]))
  return [...united.values()]
}

function keyOf(entry: IndexEntry): string | undefined {
  const platform = platformOfEntry(entry)
  return platform && platformKey(platform)
}

/** Images of different parts for one platform: clients would take the first. An index may have several of its own. */
function clashes(entries: readonly IndexEntry[]): readonly InputError[] {
  const firsts = new Map<string, IndexEntry>()
  return entries.flatMap((entry) => {
    const key = keyOf(entry)
    if (key === undefined) return []
    const first = firsts.get(key) ?? entry
    firsts.set(key, first)
    return first.part === entry.part ? [] : [clash(first, entry)]
  })
}

function clash(one: IndexEntry, other: IndexEntry): InputError {
  const both = [one, other].map(({ part, descriptor }) => `${part.name} (${descriptor.digest})`).join(' and ')
  const platform = platformOfEntry(other)
  const shown = platform ? shownPlatform(platform) : ''
  return new InputError('source', `${both} both have an image for ${shown}: remove one of the two lines`)
}
