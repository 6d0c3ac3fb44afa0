import type { JsonRecord } from '../../json.ts'
import { ContentError } from '../content-error.ts'
import { type Descriptor, mediaTypes } from '../descriptor.ts'
import { collectImage, type Image } from '../image.ts'
import { type Manifest, parseManifest } from '../manifest.ts'
import { inPlatformOrder } from './entry-order.ts'
import { isForPlatform, parsePlatform } from './image-platform.ts'
import { entriesOf, fieldsOf, type IndexEntry, type IndexPart, platformOfEntry, rootOf } from './index-entry.ts'
import { selectEntries, uniteEntries } from './select-entries.ts'

type Annotations = Readonly<Record<string, string>>

/** How an image is made from others. */
export interface Composition {
  /** The platforms to select; all if empty. */
  readonly platforms: readonly string[]
  /** The platforms in whose order a new index lists its images, as builders do; in that of the parts by default. */
  readonly order?: readonly string[]
  /** Annotations of a new index. */
  readonly index: Annotations
  /** Annotations of its images, where the index lists them: for one platform, or for all. */
  readonly entries: readonly { readonly platform?: string; readonly annotations: Annotations }[]
}

/**
 * Makes one image from others: an index with the entries of all indexes and with all image manifests, in the order of the
 * parts, or a selection of those. The same parts always give the same bytes. An image of which nothing is left out stays
 * as it is, and of one platform without attestations the image manifest remains. Throws InputError, or an AggregateError.
 */
export async function combineImages(parts: readonly IndexPart[], composition: Composition): Promise<Image> {
  const { platforms, order } = composition
  const [first, ...others] = parts as readonly [IndexPart, ...IndexPart[]]
  const all = parts.flatMap(entriesOf)
  const selected = platforms.length === 0 ? all : selectEntries(all, platforms)
  if (others.length === 0 && selected.length === all.length) return first.image
  const united = others.length === 0 ? selected : uniteEntries(selected)
  const entries = order ? inPlatformOrder(united, order) : united
  const known = new Map(parts.flatMap(({ image }) => image.manifests).map((each) => [each.descriptor.digest, each]))
  const [only, ...more] = entries
  const isSingle = platforms.length > 0 && more.length === 0
  const single = isSingle && only ? known.get(only.descriptor.digest) : undefined
  const base = others.length === 0 ? fieldsOf(rootOf(first)) : { schemaVersion: 2, mediaType: mediaTypes.ociIndex }
  const root = single ?? newIndex(base, entries, composition)
  return await collectImage(root.descriptor, ({ digest, mediaType }: Descriptor) => {
    const manifest = digest === root.descriptor.digest ? root : known.get(digest)
    if (manifest) return manifest
    throw new ContentError(`manifest ${digest} (${mediaType}) is missing from the sources`)
  })
}

function newIndex(base: JsonRecord, entries: readonly IndexEntry[], composition: Composition): Manifest {
  const before = Object(base.annotations) as Annotations
  const annotations = { ...before, ...composition.index }
  const fields = {
    ...base,
    manifests: entries.map((entry) => annotated(entry, composition)),
    ...(Object.keys(annotations).length > 0 && { annotations }),
  }
  return parseManifest(new TextEncoder().encode(JSON.stringify(fields, null, 2)))
}

function annotated(entry: IndexEntry, { entries }: Composition): JsonRecord {
  const found = platformOfEntry(entry)
  const own = entries.filter(({ platform }) => {
    const wanted = platform === undefined ? found : parsePlatform(platform)
    return found && wanted && isForPlatform(wanted, found)
  })
  if (own.length === 0) return entry.fields
  const before = Object(entry.fields.annotations) as Annotations
  const annotations = Object.assign({}, before, ...own.map((each) => each.annotations))
  // The platform comes last, as in descriptors that builders write.
  const { platform, ...fields } = entry.fields
  return { ...fields, annotations, ...(platform !== undefined && { platform }) }
}
