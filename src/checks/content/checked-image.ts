import { ContentError } from '../../oci/content-error.ts'
import type { BlobId } from '../../oci/descriptor.ts'
import { algorithmOf, type Digest, digester } from '../../oci/digest.ts'
import { formatRepository, type Repository } from '../../oci/distribution/reference.ts'
import type { Image } from '../../oci/image.ts'
import type { ImageSource } from '../../oci/image-source.ts'
import { isRequired, type Required } from '../../plan/gate.ts'
import type { TargetUpload } from '../../push/push.ts'
import { imageOf } from '../../push/release.ts'

type Read = (blob: BlobId, signal: AbortSignal) => AsyncIterable<Uint8Array>

/** An image to check: as users will pull it, or, if it is not published, as it is here. */
export interface CheckedImage {
  /** `ghcr.io/acme/app@sha256:…` */
  readonly name: string
  readonly image: Image
  /** Where users will pull it from. */
  readonly repository?: Repository
  /** How it got there. */
  readonly upload?: TargetUpload
  /** Whether a blob is on this machine. */
  isHere(digest: Digest): boolean
  /** Reads a blob: here, or from its repository. Throws ContentError if it is not the right one, or RegistryError. */
  readonly read: Read
}

/** The images of a release, each at the first required target that has it. What refers to an image is left out. */
export function imagesAt(ready: readonly TargetUpload[], required: Required): readonly CheckedImage[] {
  const images = Map.groupBy(
    ready.filter(({ source }) => !source.attachedTo),
    imageOf
  )
  return [...images.values()].map((uploads) => {
    const [first] = uploads as [TargetUpload]
    return imageAt(uploads.find(({ push }) => isRequired(push.name, required)) ?? first)
  })
}

function imageAt(upload: TargetUpload): CheckedImage {
  const { push, image, source } = upload
  const { repository } = push.target
  // What comes from a registry would be read from there again, and users pull it from the target.
  const local = (digest: Digest) => (source.origin ? undefined : source.blob(digest))
  return {
    name: `${formatRepository(repository)}@${image.root.digest}`,
    image,
    ...{ repository, upload },
    isHere: (digest) => local(digest) !== undefined,
    read: verified(push.name, (blob, signal) => {
      const content = local(blob.digest)
      return content ? content.read(0, blob.size, signal) : push.content.remote.blobs.download(blob, 0, signal)
    }),
  }
}

/** An image that is not published. */
export function imageHere(source: Pick<ImageSource, 'name' | 'image' | 'blob'>): CheckedImage {
  const { name, image } = source
  return {
    name: `${name} (${image.root.digest})`,
    image,
    isHere: (digest) => source.blob(digest) !== undefined,
    read: verified(name, (blob, signal) => {
      const content = source.blob(blob.digest)
      if (!content) throw new ContentError(`${name} lacks ${blob.digest}`)
      return content.read(0, blob.size, signal)
    }),
  }
}

/** Checks that what was read has the digest that was asked for. */
function verified(where: string, read: Read): Read {
  return async function* (blob, signal) {
    const digest = digester(algorithmOf(blob.digest))
    let size = 0
    for await (const chunk of read(blob, signal)) {
      digest.update(chunk)
      size += chunk.length
      if (size > blob.size) break
      yield chunk
    }
    const found = digest.digest()
    if (size === blob.size && found === blob.digest) return
    throw new ContentError(`${where} returns other content for ${blob.digest}: delete it there, and publish again`)
  }
}
