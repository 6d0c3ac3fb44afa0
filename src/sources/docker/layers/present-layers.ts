import { wait } from '../../../async/wait.ts'
import { isAttestation } from '../../../oci/attestations.ts'
import { collectBytes } from '../../../oci/blob-content.ts'
import type { Descriptor } from '../../../oci/descriptor.ts'
import { algorithmOf, type Digest, digestOf } from '../../../oci/digest.ts'
import { type Manifest, manifestLimit } from '../../../oci/manifest.ts'
import type { ContentPush } from '../../../push/content/content-push.ts'
import type { Push } from '../../../push/push.ts'
import { type ImageConfig, parseImageConfig } from '../image-config.ts'
import { layerTypes } from './layer-types.ts'

/** The layers that every target has, by diff ID. */
export type PresentLayers = ReadonlyMap<Digest, Descriptor>

/** Milliseconds to wait for a target to say what it has. */
const patience = 30_000
/** Images to look into at a target: the tags of a release mostly point at one. */
const imageLimit = 4

/**
 * Finds the layers of the images that the targets' tags point at, by their configurations, for one platform. The image has
 * to be the same everywhere, so only layers count that all targets have with one digest. A target that has failed does not
 * matter, and one that does not answer has none. Never rejects.
 */
export async function presentLayers(
  pushes: readonly Push[],
  platform: ImageConfig['platform'],
  signal: AbortSignal
): Promise<PresentLayers> {
  const maps = await Promise.all(pushes.map(async (push) => ({ push, layers: await soon(push, platform, signal) })))
  const [first, ...others] = maps.filter(({ push }) => !push.failure).map(({ layers }) => layers)
  const common = new Map<Digest, Descriptor>()
  for (const [diffId, layers] of first ?? []) {
    const isEverywhere = ({ digest }: Descriptor) =>
      others.every((other) => other.get(diffId)?.some((layer) => layer.digest === digest))
    const shared = layers.find(isEverywhere)
    if (shared) common.set(diffId, shared)
  }
  return common
}

/** Layers by diff ID; there may be several of one content, with different compression. */
type Found = ReadonlyMap<Digest, readonly Descriptor[]>

async function soon(push: Push, platform: ImageConfig['platform'], signal: AbortSignal): Promise<Found> {
  const done = new AbortController()
  const late = wait(patience, AbortSignal.any([signal, done.signal]))
  const found = await Promise.race([layersAt(push, platform, signal), late]).catch(() => undefined)
  done.abort()
  return found ?? new Map()
}

async function layersAt(push: Push, platform: ImageConfig['platform'], signal: AbortSignal): Promise<Found> {
  const { content, tags } = push
  await tags.refresh()
  const found = new Map<Digest, Descriptor[]>()
  const roots = await Promise.all(tags.digests.slice(0, imageLimit).map((digest) => content.manifests.get(digest)))
  const images = await Promise.all(roots.map((root) => imagesBelow(root, content, platform)))
  for (const image of images.flat().slice(0, imageLimit)) {
    for (const [diffId, layer] of await layersOf(image, content, signal)) {
      found.set(diffId, [...(found.get(diffId) ?? []), layer])
    }
  }
  return found
}

async function imagesBelow(
  root: Manifest | undefined,
  { manifests }: ContentPush,
  platform: ImageConfig['platform']
): Promise<readonly Manifest[]> {
  if (!root) return []
  if (root.children.length === 0) return [root]
  const isOurs = (child: Descriptor) =>
    !isAttestation(child) &&
    child.platform?.os === platform?.os &&
    child.platform?.architecture === platform?.architecture
  const children = root.children.filter(isOurs).slice(0, imageLimit)
  const found = await Promise.all(children.map(({ digest }) => manifests.get(digest)))
  return found.filter((child) => child !== undefined)
}

/** Pairs the layers with the diff IDs of the configuration, whose content is verified. */
async function layersOf(
  { blobs: [config, ...layers] }: Manifest,
  { remote }: ContentPush,
  signal: AbortSignal
): Promise<readonly (readonly [Digest, Descriptor])[]> {
  if (!config || config.size > manifestLimit) return []
  const bytes = await collectBytes(() => remote.blobs.download(config, 0, signal))
  if (digestOf(bytes, algorithmOf(config.digest)) !== config.digest) return []
  const { diffIds } = parseImageConfig(bytes, 'the configuration')
  if (diffIds.length !== layers.length) return []
  return layers.flatMap(({ mediaType, digest, size }, index) => {
    const type = layerTypes.get(mediaType)
    return type ? [[diffIds[index] as Digest, { mediaType: type, digest, size }] as const] : []
  })
}
