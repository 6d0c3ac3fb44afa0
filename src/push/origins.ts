import type { Digest } from '../oci/digest.ts'
import { sameRepository } from '../oci/distribution/reference.ts'
import type { ImageSource } from '../oci/image-source.ts'
import type { ContentPush } from './content/content-push.ts'

/** Notes where the content of an image already is: in the target itself, or in a repository that it can be mounted from. */
export function noteOrigins(push: ContentPush, { image, origin }: Pick<ImageSource, 'image' | 'origin'>): void {
  if (!origin) return
  const { presence, mountIndex, repository, verifiesContent } = push
  const isHere = (digest: Digest) => {
    const from = origin(digest, repository)
    return from !== undefined && sameRepository(from, repository)
  }
  presence.add(image.manifests.map(({ descriptor }) => descriptor.digest).filter(isHere))
  for (const { digest } of image.blobs) {
    const from = origin(digest, repository)
    if (isHere(digest)) presence.add(verifiesContent ? [] : [digest])
    else if (from?.registry === repository.registry) mountIndex.addOrigin(digest, from.name)
  }
}
