import { formatBytes } from '../format-bytes.ts'
import { InputError, throwAll } from '../input-error.ts'
import type { BlobId } from '../oci/descriptor.ts'
import { formatTarget, type Target } from '../oci/distribution/target.ts'
import type { Image } from '../oci/image.ts'
import type { ImageSource } from '../oci/image-source.ts'
import type { Push } from './push.ts'

/** One image of a release, and where it goes. What is only attached to an image has targets without tags. */
export interface ReleaseImage {
  readonly source: ImageSource
  readonly pushes: readonly Push[]
}

/** Images that are published as one act: the tags of all of them move together. */
export type Release = readonly ReleaseImage[]

/** Images to describe one by one. */
const fewImages = 10

/** Throws InputError if two images of a release would get the same tag of the same repository. */
export function refuseSharedTags(targets: readonly Target[]): void {
  const names = targets.flatMap((target) => target.tags.map((tag) => `${formatTarget(target)}:${tag}`))
  const seen = new Set<string>()
  const shared = new Set(names.filter((name) => seen.size === seen.add(name).size))
  throwAll([...shared].map((name) => new InputError('tags', `two images would be published as ${name}`)))
}

/** `sha256:…: 3 manifests, 12 blobs (34 MB)` for each image; what they have in all if there are many. */
export function describeImages(release: readonly { readonly source: { readonly image: Image } }[]): readonly string[] {
  const images = [...new Set(release.map(({ source }) => source.image))]
  if (images.length <= fewImages) return images.map((image) => `${image.root.digest}: ${describe([image])}`)
  return [`${images.length} images: ${describe(images)}`]
}

function describe(images: readonly Image[]): string {
  const manifests = new Set(images.flatMap((image) => image.manifests.map(({ descriptor }) => descriptor.digest)))
  const blobs = new Map(images.flatMap((image) => image.blobs.map((blob): [string, BlobId] => [blob.digest, blob])))
  const bytes = [...blobs.values()].reduce((sum, { size }) => sum + size, 0)
  const count = (number: number, noun: string) => `${number} ${noun}${number === 1 ? '' : 's'}`
  return `${count(manifests.size, 'manifest')}, ${count(blobs.size, 'blob')} (${formatBytes(bytes)})`
}
