import { parseRecord } from '../../json.ts'
import { collectBytes } from '../../oci/blob-content.ts'
import { ContentError } from '../../oci/content-error.ts'
import type { Descriptor } from '../../oci/descriptor.ts'
import { platformInConfig, platformOf, shownPlatform } from '../../oci/index/image-platform.ts'
import type { Manifest } from '../../oci/manifest.ts'
import { isPlatform } from '../../oci/platform.ts'
import type { CheckedImage } from './checked-image.ts'

/** The image for one platform. */
export interface PlatformManifest {
  /** `linux/arm/v7`; `unknown` if nothing says what it is for. */
  readonly platform: string
  readonly manifest: Manifest
}

/** A configuration; real ones have some kilobytes. */
const configLimit = 4 * 1024 * 1024

/**
 * The images for each platform, without attestations and other artifacts. Throws ContentError, also if there are none, or
 * RegistryError.
 */
export async function platformManifests(
  checked: CheckedImage,
  signal: AbortSignal
): Promise<readonly PlatformManifest[]> {
  const { manifests } = checked.image
  const entries = Map.groupBy(
    manifests.flatMap(({ children }) => children),
    ({ digest }) => digest
  )
  const images = manifests.filter(({ children, blobs }) => children.length === 0 && blobs.length > 0)
  const found = images.map(async (manifest) => {
    const listed = entries.get(manifest.descriptor.digest) ?? []
    if (isBesideImages(manifest, listed)) return []
    const platforms = await platformsOf(listed, () => configPlatform(manifest, checked, signal))
    return platforms.map((platform) => ({ platform, manifest }))
  })
  const all = (await Promise.all(found)).flat()
  if (all.length > 0) return all
  throw new ContentError(
    "there is nothing to test or scan, since the image lists no platform. Name another image, or remove 'test' and 'scan'"
  )
}

/** Whether a manifest has no platform and no file system, as an attestation. Entries of an index may contradict each other. */
function isBesideImages({ blobs }: Manifest, listed: readonly Descriptor[]): boolean {
  const isUnknown = listed.length > 0 && listed.every(({ platform }) => platform?.os === 'unknown')
  return isUnknown && !blobs.slice(1).some(({ mediaType }) => /\.tar(?:[.+]|$)/.test(mediaType))
}

/** All platforms that an image is listed for, or that of its configuration. Commands get the names, so others are `unknown`. */
async function platformsOf(
  listed: readonly Descriptor[],
  inConfig: () => Promise<unknown>
): Promise<readonly string[]> {
  const named = listed.flatMap(({ platform }) => platformOf(platform) ?? [])
  const all = named.length > 0 ? named : [platformOf(await inConfig())]
  const names = all.map((platform) => (platform ? shownPlatform(platform) : ''))
  return [...new Set(names.map((name) => (isPlatform(name) ? name : 'unknown')))]
}

/** The platform in the configuration of an image; artifacts have none. */
async function configPlatform({ blobs }: Manifest, { read }: CheckedImage, signal: AbortSignal): Promise<unknown> {
  const [config] = blobs
  if (!config?.mediaType.endsWith('+json') || config.size > configLimit) return undefined
  const bytes = await collectBytes(() => read(config, signal))
  return platformInConfig(parseRecord(bytes.toString()))
}
