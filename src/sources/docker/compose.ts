import { mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { ConcurrencyLimit } from '../../async/concurrency-limit.ts'
import type { Log } from '../../environment.ts'
import { formatBytes } from '../../format-bytes.ts'
import { type BlobContent, contentOfBytes } from '../../oci/blob-content.ts'
import { type Descriptor, mediaTypes } from '../../oci/descriptor.ts'
import { type Digest, digestOf } from '../../oci/digest.ts'
import type { ImageSource } from '../../oci/image-source.ts'
import { parseManifest } from '../../oci/manifest.ts'
import type { ImageParts } from './image-parts.ts'
import { type ReadyLayer, readyLayer, type SavedLayer } from './saved-layer.ts'

export interface ComposeOptions {
  /** A directory for temporary files. */
  readonly temp: string
  readonly log: Pick<Log, 'info' | 'notice'>
  readonly signal: AbortSignal
}

/** Layers that are prepared at a time: while the last block of one is compressed, another has blocks for all cores. */
const layersAtOnce = 2

/** Compresses the layers that are not compressed, and writes an OCI manifest. Throws ContentError. */
export async function composeImage(parts: ImageParts, options: ComposeOptions): Promise<ImageSource> {
  const { temp, log, signal } = options
  const directory = await mkdtemp(join(temp, 'layers-'))
  const remove = () => rm(directory, { recursive: true, force: true })
  try {
    const layers = await readyLayers(parts, directory, signal)
    log.info(describe(parts.layers, layers))
    return { ...imageOf(parts, layers), [Symbol.asyncDispose]: remove }
  } catch (error) {
    await remove()
    throw error
  }
}

/** One layer may occur several times, as the empty one does. */
async function readyLayers(
  { layers }: ImageParts,
  directory: string,
  signal: AbortSignal
): Promise<readonly ReadyLayer[]> {
  const turns = new ConcurrencyLimit(layersAtOnce)
  const failed = new AbortController()
  const stop = AbortSignal.any([signal, failed.signal])
  const works = new Map<Digest, Promise<ReadyLayer>>()
  for (const layer of layers) {
    if (works.has(layer.diffId)) continue
    const work = turns.run(() => readyLayer(layer, directory, stop))
    work.catch((error: unknown) => failed.abort(error))
    works.set(layer.diffId, work)
  }
  await Promise.allSettled(works.values())
  failed.signal.throwIfAborted()
  return await Promise.all(layers.map(({ diffId }) => works.get(diffId) as Promise<ReadyLayer>))
}

function imageOf({ name, config: bytes }: ImageParts, layers: readonly ReadyLayer[]) {
  const mediaType = 'application/vnd.oci.image.config.v1+json'
  const config = { mediaType, digest: digestOf(bytes), size: bytes.length }
  const blobs = new Map<Digest, BlobContent>([[config.digest, contentOfBytes(bytes)]])
  for (const { descriptor, content } of layers) blobs.set(descriptor.digest, content)
  const manifest = parseManifest(writeManifest(config, layers))
  const unique = new Map(manifest.blobs.map((blob) => [blob.digest, blob]))
  return {
    name,
    image: { root: manifest.descriptor, manifests: [manifest], blobs: [...unique.values()] },
    blob: (digest: Digest) => blobs.get(digest),
    absence: `and neither does ${name}. Save the image again.`,
  }
}

function writeManifest(config: Descriptor, layers: readonly ReadyLayer[]): Buffer {
  const { ociManifest: mediaType } = mediaTypes
  const fields = { schemaVersion: 2, mediaType, config, layers: layers.map(({ descriptor }) => descriptor) }
  return Buffer.from(JSON.stringify(fields))
}

function describe(layers: readonly SavedLayer[], ready: readonly ReadyLayer[]): string {
  const sum = (sizes: readonly number[]) => formatBytes(sizes.reduce((total, size) => total + size, 0))
  const [saved, compressed] = [layers.map(({ content }) => content.size), ready.map(({ content }) => content.size)]
  const count = `${layers.length} ${layers.length === 1 ? 'layer' : 'layers'}`
  return `Verified ${count}, and compressed those that were not: ${sum(saved)} became ${sum(compressed)}`
}
