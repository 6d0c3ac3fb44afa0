import { recordOf } from '../../../json.ts'
import { isAttestation } from '../../../oci/attestations.ts'
import { ContentError } from '../../../oci/content-error.ts'
import { type Descriptor, isImageConfig, isIndex, isManifest } from '../../../oci/descriptor.ts'
import type { Digest } from '../../../oci/digest.ts'
import { platformInConfig, platformOf, shownPlatform } from '../../../oci/index/image-platform.ts'
import { attestedEntry, entriesOf, type IndexEntry } from '../../../oci/index/index-entry.ts'
import type { Manifest } from '../../../oci/manifest.ts'
import type { ManifestFacts, PlatformFacts } from '../inspection.ts'
import { type ReadPlace, readManifestFacts } from './manifest-facts.ts'

/** Levels of indexes, and entries of one; more than any real image has. */
const depthLimit = 8
const entryLimit = 500

/**
 * The images for each platform: those that an index lists, at any depth, or the only one. Attestations are not read.
 * Throws ContentError or RegistryError.
 */
export async function readPlatforms(root: Manifest, place: ReadPlace): Promise<readonly PlatformFacts[]> {
  const entries = await imagesIn(root, place, 1)
  const attestations = Map.groupBy(entries, attestedEntry)
  const images = entries.filter((entry) => attestedEntry(entry) === undefined)
  return await Promise.all(
    images.map(async (entry) => {
      const about = attestations.get(entry.descriptor.digest)?.map(({ descriptor }) => descriptor.digest)
      return { ...(await readEntry(entry, place)), ...(about && { attestations: about }) }
    })
  )
}

/** The platform of an image that is not in an index; undefined for other artifacts. */
export function soleImage({ descriptor, blobs: [config] }: Manifest, facts: ManifestFacts): PlatformFacts | undefined {
  if (!config || !isImageConfig(config)) return undefined
  return { platform: nameOf(platformInConfig(facts.config ?? {})), ...idOf(descriptor), ...withSize(facts) }
}

/** The entries of an index, and of those in it, without content that is not for a platform. */
async function imagesIn(index: Manifest, place: ReadPlace, depth: number): Promise<readonly IndexEntry[]> {
  if (depth > depthLimit)
    throw new ContentError(`${place.image} is an index that is nested more than ${depthLimit} deep`)
  const part = { name: place.image, image: { root: index.descriptor, manifests: [index], blobs: [] } }
  const entries = entriesOf(part).filter(({ descriptor }) => isManifest(descriptor) && isWanted(descriptor))
  if (entries.length > entryLimit) {
    throw new ContentError(`${place.image} is an index of more than ${entryLimit} manifests, which is too much to read`)
  }
  const all = entries.map(async (entry) => {
    if (!isIndex(entry.descriptor)) return [entry]
    const nested = await readChild(entry.descriptor, place)
    return nested ? await imagesIn(nested, place, depth + 1) : [entry]
  })
  return (await Promise.all(all)).flat()
}

function isWanted(descriptor: Descriptor): boolean {
  return isAttestation(descriptor) || descriptor.platform?.os !== 'unknown'
}

async function readEntry({ descriptor, fields }: IndexEntry, place: ReadPlace): Promise<PlatformFacts> {
  const manifest = isIndex(descriptor) ? undefined : await readChild(descriptor, place)
  if (!manifest) return { platform: nameOf(fields.platform), ...idOf(descriptor), missing: true }
  const facts = await readManifestFacts(manifest, place)
  const platform = platformOf(fields.platform) ? fields.platform : platformInConfig(facts.config ?? {})
  return { platform: nameOf(platform), ...idOf(descriptor), ...withSize(facts) }
}

/** Undefined if the repository does not have it, which the specification allows. */
async function readChild(descriptor: Descriptor, { image, remote, limits }: ReadPlace): Promise<Manifest | undefined> {
  limits.count(descriptor)
  const found = await remote.find(descriptor.digest)
  if ('missing' in found) return undefined
  const { mediaType } = found.descriptor
  if (mediaType === descriptor.mediaType) return found
  throw new ContentError(
    `${image}: the manifest ${descriptor.digest} is ${mediaType}, but its index says ${descriptor.mediaType}. Build the image again`
  )
}

function idOf({ digest, mediaType }: Descriptor): { readonly digest: Digest; readonly mediaType: string } {
  return { digest, mediaType }
}

function withSize(facts: ManifestFacts): ManifestFacts & { readonly size: number } {
  return { ...facts, size: facts.layers.reduce((sum, { size }) => sum + size, 0) }
}

/** As containerd writes it: images for several versions of Windows are for one platform otherwise. */
function nameOf(platform: unknown): string {
  const known = platformOf(platform)
  if (!known) return 'unknown'
  const version = recordOf(platform)['os.version']
  const [os, ...rest] = shownPlatform(known).split('/')
  return [typeof version === 'string' && version !== '' ? `${os}(${version})` : os, ...rest].join('/')
}
