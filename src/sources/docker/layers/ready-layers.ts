import { ConcurrencyLimit } from '../../../async/concurrency-limit.ts'
import { formatBytes, formatCount } from '../../../format-amount.ts'
import type { BlobRecipient } from '../../../intake/blob-recipient.ts'
import type { Digest } from '../../../oci/digest.ts'
import type { Push } from '../../../push/push.ts'
import type { ImageConfig } from '../image-config.ts'
import { type PresentLayers, presentLayers } from './present-layers.ts'
import { compressionOf, type LayerOptions, type ReadyLayer, readyLayer, type SavedLayer } from './saved-layer.ts'

/** Bytes. A larger layer keeps all cores busy, and is sent the sooner if it need not share them. */
const large = 8 * 1024 * 1024
/** Smaller layers that are made ready at a time. */
const smallAtOnce = 4

interface Parts {
  readonly layers: readonly SavedLayer[]
  readonly platform: ImageConfig['platform']
}

interface Options extends Omit<LayerOptions, 'present'> {
  /** Where the image goes. */
  readonly pushes: readonly Push[]
  /** What gets layers as soon as they are ready. */
  readonly contents: readonly BlobRecipient[]
  /** Layers that a target turned out not to have. */
  readonly missing: readonly Digest[]
  /** Layers that were made ready before. */
  readonly former: readonly ReadyLayer[]
}

/** Makes all layers ready, each content once: the empty layer may occur several times. Throws ContentError. */
export async function readyLayers({ layers, platform }: Parts, options: Options): Promise<readonly ReadyLayer[]> {
  const { signal, former, missing } = options
  const turns = { large: new ConcurrencyLimit(1), small: new ConcurrencyLimit(smallAtOnce) }
  const failed = new AbortController()
  const each = { ...options, signal: AbortSignal.any([signal, failed.signal]) }
  const isKept = (layer: ReadyLayer | undefined) =>
    layer && (layer.content || !missing.includes(layer.descriptor.digest))
  const works = new Map<Digest, Promise<ReadyLayer>>()
  const present = former.length > 0 ? new Map() : await findPresent({ layers, platform }, options)
  for (const [index, layer] of layers.entries()) {
    if (works.has(layer.diffId)) continue
    const before = former[index]
    const turn = layer.content.size > large ? turns.large : turns.small
    const work =
      before && isKept(before) ? Promise.resolve(before) : turn.run(() => readyLayer(layer, { ...each, present }))
    void work.then((ready) => handOut(ready, options.contents)).catch((error: unknown) => failed.abort(error))
    works.set(layer.diffId, work)
  }
  await Promise.allSettled(works.values())
  failed.signal.throwIfAborted()
  return await Promise.all(layers.map(({ diffId }) => works.get(diffId) as Promise<ReadyLayer>))
}

/** Looks for layers at the targets, if any has to be compressed. */
async function findPresent({ layers, platform }: Parts, { pushes, signal }: Options): Promise<PresentLayers> {
  for (const layer of layers) {
    if (!(await compressionOf(layer, signal))) return await presentLayers(pushes, platform, signal)
  }
  return new Map()
}

/** Starts sending a layer while others are compressed. What fails there fails the target. */
function handOut({ descriptor, content }: ReadyLayer, contents: readonly BlobRecipient[]): void {
  if (!content) return
  for (const push of contents.filter(({ failure }) => !failure)) {
    push.ensure(descriptor, content).catch((error: Error) => push.fail(error))
  }
}

/** `Verified 4 layers (6 MB, compressed 2 MB); 1 of them reused …` */
export function describeLayers(layers: readonly SavedLayer[], ready: readonly ReadyLayer[]): string {
  const sum = (sizes: readonly number[]) => formatBytes(sizes.reduce((total, size) => total + size, 0))
  const reused = ready.filter(({ content }) => !content)
  const [saved, published] = [layers.map(({ content }) => content.size), ready.map(({ descriptor }) => descriptor.size)]
  const count = formatCount(layers.length, 'layer')
  const hint = reused.length > 0 ? `; ${reused.length} of them reused from the targets` : ''
  return `Verified ${count} (${sum(saved)}, compressed ${sum(published)})${hint}`
}
