import { isAttestation } from '../../oci/attestations.ts'
import { type Descriptor, isImageConfig, isIndex, isManifest } from '../../oci/descriptor.ts'
import type { Digest } from '../../oci/digest.ts'
import { platformOf, shownPlatform } from '../../oci/index/image-platform.ts'
import type { Manifest } from '../../oci/manifest.ts'
import type { Layer } from './align-layers.ts'
import type { ImageHistory } from './history.ts'

/** The image for one platform, with its layers from the base up. */
export interface PlatformImage {
  /** `linux/arm64`; undefined if nothing says. */
  readonly platform?: string
  /** Undefined if its manifest is not known. */
  readonly layers: readonly Layer[] | undefined
  /** The digest of the base image, if the manifest says. */
  readonly base?: Digest
}

/** What is known about an image without asking for it. */
export interface KnownImage {
  readonly root: Manifest
  manifestOf(digest: Digest): Manifest | undefined
  /** What the configuration with this digest says. */
  historyOf(config: Digest): ImageHistory | undefined
}

/** Levels of indexes; more than any real image has. */
const depthLimit = 8

/** The images of an index, without its attestations, or the only one. Empty for what is not a container image. */
export function platformImages({ root, manifestOf, historyOf }: KnownImage): readonly PlatformImage[] {
  const below = ({ children }: Manifest, depth: number) => children.flatMap((child) => imagesAt(child, depth + 1))
  const imagesAt = (entry: Descriptor, depth: number): readonly PlatformImage[] => {
    if (!isManifest(entry) || isAttestation(entry) || entry.platform?.os === 'unknown' || depth > depthLimit) return []
    const manifest = manifestOf(entry.digest)
    if (isIndex(entry)) return manifest ? below(manifest, depth) : []
    return manifest ? imageIn(manifest, entry, historyOf) : [{ ...platformIn(entry), layers: undefined }]
  }
  return isIndex(root.descriptor) ? below(root, 1) : imageIn(root, root.descriptor, historyOf)
}

function imageIn(
  { blobs: [config, ...layers], baseDigest }: Manifest,
  entry: Descriptor,
  historyOf: KnownImage['historyOf']
): readonly PlatformImage[] {
  if (!config || !isImageConfig(config)) return []
  const history = historyOf(config.digest)
  const { platform = history?.platform } = platformIn(entry)
  // A history that does not fit is somebody's mistake: every instruction could be at the wrong layer.
  const instructions = history?.instructions.length === layers.length ? history.instructions : []
  return [
    {
      ...(platform !== undefined && { platform }),
      layers: layers.map(({ digest, size }, index) => {
        const instruction = instructions[index]
        return { digest, size, ...(instruction !== undefined && { instruction }) }
      }),
      ...(baseDigest && { base: baseDigest }),
    },
  ]
}

function platformIn({ platform }: Descriptor): { readonly platform?: string } {
  const found = platformOf(platform)
  return found ? { platform: shownPlatform(found) } : {}
}
