import { contentOfBytes } from '../../../src/oci/blob-content.ts'
import type { Tag } from '../../../src/oci/distribution/tag.ts'
import type { RemoteRepository } from '../../../src/registry/repository.ts'
import type { TestImage } from '../images.ts'

/**
 * A function that pushes images to a registry program, what they share once: registry 2.8 does not find for a moment what
 * is written again.
 */
export function pusherTo({
  blobs,
  manifests,
}: RemoteRepository): (image: TestImage, ...tags: string[]) => Promise<void> {
  const pushed = new Map<string, Promise<unknown>>()
  const once = async (digest: string, push: () => Promise<unknown>) => {
    const work = pushed.get(digest) ?? push()
    pushed.set(digest, work)
    await work
  }
  return async (image, ...tags) => {
    const upload = ({ descriptor, bytes = new Uint8Array() }: TestImage['content'][number]) =>
      once(descriptor.digest, () => blobs.upload(descriptor, contentOfBytes(bytes), () => undefined))
    await Promise.all(image.content.map(upload))
    for (const manifest of image.manifests) {
      const { digest } = manifest.descriptor
      await once(digest, () => manifests.put(manifest, digest))
    }
    const root = image.manifests.at(-1)
    if (root) for (const tag of tags) await manifests.put(root, tag as Tag)
  }
}
