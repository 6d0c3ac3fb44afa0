import { type Descriptor, isImageConfig } from '../../../oci/descriptor.ts'
import type { Digest } from '../../../oci/digest.ts'
import { cosignTags, referrersTag } from '../../../oci/distribution/referrer-tags.ts'
import type { Tag } from '../../../oci/distribution/tag.ts'
import { fieldsOf } from '../../../oci/index/index-entry.ts'
import type { Manifest } from '../../../oci/manifest.ts'
import type { ReferrerFacts } from '../inspection.ts'
import { artifactTypeOf, textsIn } from './manifest-facts.ts'
import type { OpenRepository } from './open-repository.ts'

/**
 * What refers to a manifest: what the registry lists, or else the index under the fallback tag, and what cosign's tags
 * point at. A list of all tags spares a request for each of these. Throws RegistryError.
 */
export async function findReferrers(subject: Digest, repository: OpenRepository): Promise<readonly ReferrerFacts[]> {
  const [listed, page] = await Promise.all([repository.remote.referrers(subject), repository.tagsAtOnce()])
  const mayHave = (tag: Tag) => page?.tags.has(tag) ?? true
  const fallback = listed === undefined ? [referrersTag(subject)] : []
  const [indexes, attached] = await Promise.all(
    [fallback, cosignTags(subject)].map((tags) => readTags(tags.filter(mayHave), repository))
  )
  const found = [
    ...(listed ?? []).map(factsOf),
    ...(indexes ?? []).flatMap(({ tag, manifest }) => manifest.children.map((child) => ({ ...factsOf(child), tag }))),
    ...(attached ?? []).map(({ tag, manifest }) => ({ ...factsOfManifest(manifest), tag })),
  ]
  return [...new Map(found.map((each) => [each.digest, each])).values()]
}

async function readTags(tags: readonly Tag[], { remote }: OpenRepository) {
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
    annotations: textsIn(fieldsOf(manifest).annotations),
  })
}
