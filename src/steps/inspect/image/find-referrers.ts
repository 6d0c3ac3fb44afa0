import { type Descriptor, isImageConfig } from '../../../oci/descriptor.ts'
import type { Digest } from '../../../oci/digest.ts'
import { cosignTags, referrersTag } from '../../../oci/distribution/referrer-tags.ts'
import type { Tag } from '../../../oci/distribution/tag.ts'
import { fieldsOf } from '../../../oci/index/index-entry.ts'
import type { Manifest } from '../../../oci/manifest.ts'
import type { ReferrerFacts } from '../inspection.ts'
import type { InspectedRepository } from './inspected-repository.ts'
import { artifactTypeOf, emptyConfigType, textFields } from './manifest-facts.ts'

/** Entries of an index to read, if it does not say what they are; more than any image has. */
const readLimit = 100

/**
 * What refers to a manifest: what the registry lists, or else the index under the fallback tag, and what cosign's tags
 * point at. A list of all tags spares a request for each of these. Throws RegistryError.
 */
export async function findReferrers(
  subject: Digest,
  repository: InspectedRepository
): Promise<readonly ReferrerFacts[]> {
  const [listed, page] = await Promise.all([repository.remote.referrers(subject), repository.tagsAtOnce()])
  const mayHave = (tag: Tag) => page?.tags.has(tag) ?? true
  const fallback = listed === undefined ? [referrersTag(subject)] : []
  const [indexes, attached] = await Promise.all(
    [fallback, cosignTags(subject)].map((tags) => readTags(tags.filter(mayHave), repository))
  )
  const children = (indexes ?? []).flatMap(({ tag, manifest }) => manifest.children.map((child) => ({ child, tag })))
  const found = [
    ...(listed ?? []).map(factsOf),
    ...(await Promise.all(
      children.map(async ({ child, tag }, place) => {
        return { ...(place < readLimit ? await withType(child, repository) : factsOf(child)), tag }
      })
    )),
    ...(attached ?? []).map(({ tag, manifest }) => ({ ...factsOfManifest(manifest), tag })),
  ]
  return [...new Map(found.map((each) => [each.digest, each])).values()]
}

/** Clients that write the index, such as cosign, may list the type of an empty configuration instead. */
async function withType(child: Descriptor, { remote }: InspectedRepository): Promise<ReferrerFacts> {
  if (child.artifactType !== undefined && child.artifactType !== emptyConfigType) return factsOf(child)
  const manifest = await remote.find(child.digest)
  return 'missing' in manifest ? factsOf(child) : factsOfManifest(manifest)
}

async function readTags(tags: readonly Tag[], { remote }: InspectedRepository) {
  const found = tags.map(async (tag) => {
    const manifest = await remote.find(tag)
    return 'missing' in manifest ? [] : [{ tag, manifest }]
  })
  return (await Promise.all(found)).flat()
}

function factsOf({ mediaType, digest, size, artifactType, annotations }: Descriptor): ReferrerFacts {
  return { mediaType, digest, size, ...(artifactType && { artifactType }), ...(annotations && { annotations }) }
}

/** What cosign attaches by a tag looks like an image, of whose layers the first says what it is. */
function factsOfManifest(manifest: Manifest): ReferrerFacts {
  const { descriptor, blobs } = manifest
  const [config, layer] = blobs
  const artifactType = config && isImageConfig(config) ? layer?.mediaType : artifactTypeOf(manifest)
  return factsOf({
    ...descriptor,
    ...(artifactType && { artifactType }),
    annotations: textFields(fieldsOf(manifest).annotations),
  })
}
