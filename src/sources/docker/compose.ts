import { mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Log } from '../../environment.ts'
import type { BlobRecipient } from '../../intake/blob-recipient.ts'
import { type BlobContent, contentOfBytes } from '../../oci/blob-content.ts'
import { mediaTypes } from '../../oci/descriptor.ts'
import { type Digest, digestOf } from '../../oci/digest.ts'
import type { Image } from '../../oci/image.ts'
import type { ImageSource } from '../../oci/image-source.ts'
import { parseManifest } from '../../oci/manifest.ts'
import { MissingBlobs } from '../../oci/missing-blobs.ts'
import type { Push } from '../../push/push.ts'
import type { ImageParts } from './image-parts.ts'
import { describeLayers, readyLayers } from './layers/ready-layers.ts'
import type { ReadyLayer } from './layers/saved-layer.ts'

export interface ComposeOptions {
  /** A directory for temporary files. */
  readonly temp: string
  readonly log: Pick<Log, 'info' | 'notice'>
  readonly signal: AbortSignal
  /** Where the image goes: layers that are there need not be compressed. */
  readonly pushes: readonly Push[]
  /** What gets layers as soon as they are ready. */
  readonly contents: readonly BlobRecipient[]
}

/**
 * Verifies the layers of an image without a manifest, compresses them where necessary, and writes an OCI manifest. `opened`
 * is closed with the source, but not if this fails. Throws ContentError.
 */
export async function composeImage(
  parts: ImageParts,
  options: ComposeOptions,
  opened: AsyncDisposable
): Promise<ImageSource> {
  const directory = await mkdtemp(join(options.temp, 'layers-'))
  const image = new ComposedImage(parts, { ...options, directory }, opened)
  try {
    await image.compose([])
    return image
  } catch (error) {
    await rm(directory, { recursive: true, force: true })
    throw error
  }
}

class ComposedImage implements ImageSource {
  readonly name: string
  readonly absence: string
  readonly #parts: ImageParts
  readonly #options: ComposeOptions & { readonly directory: string }
  readonly #opened: AsyncDisposable
  readonly #configDigest: Digest
  #layers: readonly ReadyLayer[] = []
  #image: Image | undefined

  constructor(parts: ImageParts, options: ComposeOptions & { readonly directory: string }, opened: AsyncDisposable) {
    this.name = parts.name
    this.absence = `and neither does ${parts.name}. Save the image again.`
    this.#parts = parts
    this.#options = options
    this.#opened = opened
    this.#configDigest = digestOf(parts.config)
  }

  get image(): Image {
    return this.#image as Image
  }

  get resend(): ImageSource['resend'] {
    if (this.#layers.every(({ content }) => content)) return undefined
    return async (missing) => {
      const isReused = this.#layers.some(({ descriptor, content }) => !content && missing.includes(descriptor.digest))
      if (!isReused) throw new MissingBlobs(missing)
      this.#options.log.info('A target lacks layers that its image should have, so they have to be compressed')
      await this.compose(missing)
    }
  }

  blob(digest: Digest): BlobContent | undefined {
    if (digest === this.#configDigest) return contentOfBytes(this.#parts.config)
    return this.#layers.find(({ descriptor }) => descriptor.digest === digest)?.content
  }

  /** Makes all layers ready; those that are missing at a target are not reused. */
  async compose(missing: readonly Digest[]): Promise<void> {
    const { layers } = this.#parts
    this.#layers = await readyLayers(this.#parts, { ...this.#options, missing, former: this.#layers })
    this.#image = imageOf(this.#parts.config, this.#layers)
    this.#options.log.info(describeLayers(layers, this.#layers))
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await rm(this.#options.directory, { recursive: true, force: true })
    await this.#opened[Symbol.asyncDispose]()
  }
}

function imageOf(bytes: Uint8Array, layers: readonly ReadyLayer[]): Image {
  const { ociManifest: mediaType } = mediaTypes
  const config = {
    mediaType: 'application/vnd.oci.image.config.v1+json',
    digest: digestOf(bytes),
    size: bytes.length,
  }
  const fields = { schemaVersion: 2, mediaType, config, layers: layers.map(({ descriptor }) => descriptor) }
  const manifest = parseManifest(Buffer.from(JSON.stringify(fields)))
  const blobs = new Map(manifest.blobs.map((blob) => [blob.digest, blob]))
  return { root: manifest.descriptor, manifests: [manifest], blobs: [...blobs.values()] }
}
