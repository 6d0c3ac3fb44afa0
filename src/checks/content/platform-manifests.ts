import { parseRecord } from '../../json.ts'
import { collectBytes } from '../../oci/blob-content.ts'
import type { Descriptor } from '../../oci/descriptor.ts'
import { platformInConfig, platformOf, shownPlatform } from '../../oci/index/image-platform.ts'
import type { Manifest } from '../../oci/manifest.ts'
import type { CheckedImage } from './checked-image.ts'

/** The image for one platform. */
export interface PlatformManifest {
  /** `linux/arm/v7`; `unknown` if nothing says what it is for. */
  readonly platform: string
  readonly manifest: Manifest
}

/** A configuration; real ones have some kilobytes. */
const configLimit = 4 * 1024 * 1024

/** The images for each platform, without attestations and other artifacts. Throws ContentError or RegistryError. */
export async function platformManifests(
  checked: CheckedImage,
  signal: AbortSignal
): Promise<readonly PlatformManifest[]> {
  const { manifests } = checked.image
  const entries = new Map<string, Descriptor>(
    manifests.flatMap(({ children }) => children.map((child) => [child.digest, child] as const))
  )
  const images = manifests.filter(({ children, blobs }) => children.length === 0 && blobs.length > 0)
  const found = images.map(async (manifest) => {
    const entry = entries.get(manifest.descriptor.digest)
    if (entry?.platform?.os === 'unknown') return []
    const named = platformOf(entry?.platform) ?? platformOf(await configPlatform(manifest, checked, signal))
    return [{ platform: named ? shownPlatform(named) : 'unknown', manifest }]
  })
  return (await Promise.all(found)).flat()
}

/** The platform in the configuration of an image; artifacts have none. */
async function configPlatform({ blobs }: Manifest, { read }: CheckedImage, signal: AbortSignal): Promise<unknown> {
  const [config] = blobs
  if (!config?.mediaType.endsWith('+json') || config.size > configLimit) return undefined
  const bytes = await collectBytes(() => read(config, signal))
  return platformInConfig(parseRecord(bytes.toString()))
}
