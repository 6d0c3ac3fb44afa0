import type { NamedReference, TagFilter } from '../../../github/inputs/inspect-inputs.ts'
import { isIndex } from '../../../oci/descriptor.ts'
import { type Digest, isDigest } from '../../../oci/digest.ts'
import type { Tag } from '../../../oci/distribution/tag.ts'
import type { Manifest } from '../../../oci/manifest.ts'
import type { Absence } from '../../../registry/pull/find-manifest.ts'
import type { Inspection, ManifestFacts, PlatformFacts } from '../inspection.ts'
import { type FilteredTags, filterTags } from './filter-tags.ts'
import { findReferrers } from './find-referrers.ts'
import { type InspectedRepository, ReadLimits } from './inspected-repository.ts'
import { artifactTypeOf, type ReadPlace, readManifestFacts } from './manifest-facts.ts'
import { readPlatforms, soleImage } from './read-platforms.ts'

/** Inspects one image in its repository, without reading a layer. Throws ContentError, InputError or RegistryError. */
export async function inspectImage(
  { text: image, tag: named, digest }: NamedReference,
  repository: InspectedRepository,
  { filter, signal }: { readonly filter: TagFilter | undefined; readonly signal: AbortSignal }
): Promise<Inspection> {
  const listed = filter && filterTags(await repository.tags(), filter)
  const tag = named ?? (digest ? undefined : tagToInspect(listed, filter))
  const known = { image, ...(tag && { tag }), ...(listed && { tags: listed.tags }) }
  const wanted = digest ?? tag
  // With filters alone, the question was whether there are such tags.
  if (!wanted) return { ...known, exists: !filter?.newest && known.tags?.length !== 0 }
  const found = await repository.remote.find(wanted)
  if ('missing' in found) return { ...known, exists: false, missing: await whatIsMissing(found, wanted, repository) }
  const place = { image, remote: repository.remote, limits: new ReadLimits(image), signal }
  const [about, referrers] = await Promise.all([
    describe(found, place),
    findReferrers(found.descriptor.digest, repository),
  ])
  return { ...known, exists: true, ...about, referrers }
}

function tagToInspect(listed: FilteredTags | undefined, filter: TagFilter | undefined): Tag | undefined {
  return filter ? listed?.newest : ('latest' as Tag)
}

async function describe(root: Manifest, place: ReadPlace): Promise<Omit<Inspection, 'image' | 'exists'>> {
  place.limits.count(root.descriptor)
  const own = await readManifestFacts(root, place)
  const sole = soleImage(root, own)
  const platforms = isIndex(root.descriptor) ? await readPlatforms(root, place) : sole ? [sole] : []
  const [first] = platforms
  const { digest, mediaType } = root.descriptor
  const artifactType = artifactTypeOf(root)
  return {
    digest,
    mediaType,
    ...(artifactType && { artifactType }),
    platforms,
    size: sizesOf(platforms, own),
    ...own,
    // Those of an index are its own annotations; the rest is about the images that it lists.
    ...(isIndex(root.descriptor) && first && factsOfFirst(first)),
    manifest: new TextDecoder('utf-8', { ignoreBOM: true }).decode(root.bytes),
  }
}

function factsOfFirst({ created, labels, config, layers }: PlatformFacts): Partial<ManifestFacts> {
  return {
    ...(created && { created }),
    ...(labels && { labels }),
    ...(config && { config }),
    ...(layers && { layers }),
  }
}

function sizesOf(platforms: readonly PlatformFacts[], own: ManifestFacts): Readonly<Record<string, number>> {
  const layers = new Map(
    [...platforms, own].flatMap((each) => each.layers ?? []).map(({ digest, size }) => [digest, size])
  )
  const total = layers.values().reduce((sum, size) => sum + size, 0)
  const each = platforms.flatMap(({ platform, size }) => (size === undefined ? [] : [[platform, size] as const]))
  return { total, ...Object.fromEntries(each) }
}

/** Most registries do not say whether it is the repository that does not exist: the list of tags may. */
async function whatIsMissing(
  { missing }: Absence,
  wanted: Tag | Digest,
  repository: InspectedRepository
): Promise<'repository' | 'tag' | 'digest'> {
  if (missing === 'repository') return 'repository'
  // The image does not exist, even if this request fails.
  const page = await repository.tagsAtOnce().catch(() => undefined)
  if (page && !page.isRepository) return 'repository'
  return isDigest(wanted) ? 'digest' : 'tag'
}
