import { join } from 'node:path'
import { compressionIn, magicLength } from '../../../disk/magic-numbers.ts'
import type { BlobContent } from '../../../oci/blob-content.ts'
import { collectBytes } from '../../../oci/blob-content.ts'
import { ContentError } from '../../../oci/content-error.ts'
import type { Descriptor } from '../../../oci/descriptor.ts'
import { algorithmOf, type Digest, type Digester, digester } from '../../../oci/digest.ts'
import { VerifiedFile } from '../../verified-file.ts'
import { type Compression, decompress } from './decompress.ts'
import { compressInto } from './layer-file.ts'
import { layerTypeOf } from './layer-types.ts'
import type { PresentLayers } from './present-layers.ts'

/** A layer as it is stored in an archive. */
export interface SavedLayer {
  /** Its name in error messages: `layer 2 of 5 (ab12/layer.tar) in app.tar`. */
  readonly name: string
  /** The digest of the uncompressed layer, according to the image's configuration. */
  readonly diffId: Digest
  readonly content: BlobContent
}

/** A layer that can be published. */
export interface ReadyLayer {
  readonly descriptor: Descriptor
  /** Undefined if the targets have it. */
  readonly content?: BlobContent
}

/** What making layers ready takes. */
export interface LayerOptions {
  /** A directory for temporary files. */
  readonly directory: string
  /** Layers that need not be compressed, because the targets have them. */
  readonly present: PresentLayers
  readonly signal: AbortSignal
}

/** How a layer is compressed; undefined for one that is not, or not as the specification allows. */
export async function compressionOf({ content }: SavedLayer, signal: AbortSignal): Promise<Compression | undefined> {
  const start = await collectBytes(() => content.read(0, Math.min(magicLength, content.size), signal))
  const found = compressionIn(start)
  return found === 'gzip' || found === 'zstd' ? found : undefined
}

/**
 * Makes a layer ready: one that is compressed stays as it is. Of any other, what the targets have is reused, or it is
 * compressed into a file. Throws ContentError if the uncompressed layer is not the one that the image's configuration names.
 */
export async function readyLayer(layer: SavedLayer, options: LayerOptions): Promise<ReadyLayer> {
  const { directory, present, signal } = options
  const compression = await compressionOf(layer, signal)
  if (compression) return await keep(layer, compression, signal)
  const descriptor = present.get(layer.diffId)
  return descriptor ? await reuse(layer, descriptor, signal) : await compress(layer, directory, signal)
}

/** The layer of the archive must be the one that the targets have compressed, so it is digested in any case. */
async function reuse({ name, diffId, content }: SavedLayer, descriptor: Descriptor, signal: AbortSignal) {
  const digests = digester(algorithmOf(diffId))
  for await (const chunk of content.read(0, content.size, signal)) digests.update(chunk)
  check(name, digests.digest(), diffId)
  return { descriptor }
}

async function compress({ name, diffId, content }: SavedLayer, directory: string, signal: AbortSignal) {
  const digests = digester(algorithmOf(diffId))
  const path = join(directory, `layer-${diffId.replace(':', '-')}`)
  const file = await compressInto(path, digested(content.read(0, content.size, signal), digests))
  check(name, digests.digest(), diffId)
  return ready(file.digest, file.content, 'gzip')
}

async function keep(layer: SavedLayer, compression: Compression, signal: AbortSignal): Promise<ReadyLayer> {
  const { name, diffId, content } = layer
  const [outside, inside] = [digester(), digester(algorithmOf(diffId))]
  const bytes = digested(content.read(0, content.size, signal), outside)
  await decompress(bytes, compression, (piece) => inside.update(piece)).catch((cause: Error) => {
    signal.throwIfAborted()
    if (cause instanceof ContentError) throw cause
    throw new ContentError(`${name} cannot be decompressed with ${compression}: ${cause.message}`, { cause })
  })
  check(name, inside.digest(), diffId)
  const digest = outside.digest()
  return ready(digest, new VerifiedFile(content, { digest, size: content.size }, name), compression)
}

function ready(digest: Digest, content: BlobContent, compression: Compression): ReadyLayer {
  return { descriptor: { mediaType: layerTypeOf[compression], digest, size: content.size }, content }
}

function check(name: string, found: Digest, diffId: Digest): void {
  if (found === diffId) return
  throw new ContentError(
    `${name} is not the layer that the image's configuration names: uncompressed, its digest is ${found} instead of ${diffId}. Save the image again.`
  )
}

async function* digested(content: AsyncIterable<Uint8Array>, digests: Digester): AsyncGenerator<Uint8Array> {
  for await (const chunk of content) {
    digests.update(chunk)
    yield chunk
  }
}
