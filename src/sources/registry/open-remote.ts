import { type BlobId, type Descriptor, formatPlatform } from '../../oci/descriptor.ts'
import type { Digest } from '../../oci/digest.ts'
import { formatRepository } from '../../oci/distribution/reference.ts'
import { collectImage, type EntrySelection, type Image } from '../../oci/image.ts'
import type { ImageSource } from '../../oci/image-source.ts'
import type { Manifest } from '../../oci/manifest.ts'
import type { RemoteRepository } from '../../registry/repository.ts'
import { SeenConfigs } from './seen-configs.ts'
import { SharedBlob } from './shared-blob.ts'
import { blameImage, blameSource, SourceError, wrongBlob } from './source-error.ts'
import type { WindowPool } from './window-pool.ts'

/** Where an image is. */
export interface RemotePlace {
  /** How errors name it: `docker://ghcr.io/acme/app:v1`. */
  readonly name: string
  readonly remote: RemoteRepository
  /** The memory for blobs on their way. */
  readonly pool: WindowPool
  /** Reads a manifest below the root, if not from there. */
  readonly read?: (digest: Digest) => Promise<Manifest | undefined>
}

/** Opens an image whose root was read already. Throws ContentError. */
export async function openRemote(root: Manifest, place: RemotePlace, selection?: EntrySelection): Promise<ImageSource> {
  const { name, remote } = place
  const { repository } = remote
  const image = await readImage(root, place, selection).catch((error: unknown) => {
    throw blameImage(name, error)
  })
  const blobs = new Map(image.blobs.map((blob) => [blob.digest, sharedBlob(blob, place)]))
  const configs = new SeenConfigs(image)
  const known = new Set([...image.manifests.map(({ descriptor }) => descriptor.digest), ...blobs.keys()])
  return {
    name,
    image,
    blob: (digest) => configs.watch(digest, blobs.get(digest)),
    config: (digest) => configs.get(digest),
    origin: (digest) => (known.has(digest) ? repository : undefined),
    absence: `and neither does ${name}.`,
    async [Symbol.asyncDispose]() {
      for (const blob of blobs.values()) blob[Symbol.dispose]()
    },
  }
}

function sharedBlob(blob: BlobId, { name, remote: { blobs }, pool }: RemotePlace): SharedBlob {
  return new SharedBlob({
    blob,
    pool,
    async *download(start, signal) {
      try {
        yield* blobs.download(blob, start, signal)
      } catch (error) {
        throw blameSource(name, error)
      }
    },
    refuse: (found) => wrongBlob(name, blob.digest, found),
  })
}

async function readImage(root: Manifest, place: RemotePlace, selection?: EntrySelection): Promise<Image> {
  const { remote, read: get = (digest) => remote.manifests.get(digest) } = place
  const read = async (descriptor: Descriptor) => {
    if (descriptor.digest === root.descriptor.digest) return root
    return (await get(descriptor.digest)) ?? missingChild(place, root, descriptor)
  }
  return await collectImage(root.descriptor, read, selection)
}

function missingChild({ name, remote }: RemotePlace, root: Manifest, descriptor: Descriptor): never {
  const { digest, platform } = descriptor
  const what = platform && platform.os !== 'unknown' ? `the image for ${formatPlatform(platform)}` : 'a manifest'
  throw new SourceError(
    `The source ${name} is incomplete: its index ${root.descriptor.digest} lists ${what} (${digest}), which ${formatRepository(remote.repository)} does not have. Copy all platforms of the image there first.`
  )
}
