import { formatBytes, formatCount } from '../format-amount.ts'
import { InputError, throwAll } from '../input-error.ts'
import type { BlobId } from '../oci/descriptor.ts'
import { formatTarget, type Target } from '../oci/distribution/target.ts'
import type { Image } from '../oci/image.ts'
import type { ImageSource } from '../oci/image-source.ts'
import type { Push, TargetUpload } from './push.ts'

/** One image of a release, and where it goes. What is only attached to an image has targets without tags. */
export interface ReleaseImage {
  readonly source: ImageSource
  readonly pushes: readonly Push[]
}

/** Images that are published as one act: the tags of all of them move together. */
export type Release = readonly ReleaseImage[]

/** Images to describe one by one. */
const fewImages = 10

/** What tells the image of an upload from others of the release: what is attached to it belongs to it. */
export function imageOf({ source }: TargetUpload): object {
  return source.attachedTo ?? source
}

/** Throws InputError if two images of a release would get the same tag of the same repository. */
export function refuseSharedTags(targets: readonly Target[]): void {
  const names = targets.flatMap((target) => target.tags.map((tag) => `${formatTarget(target)}:${tag}`))
  const seen = new Set<string>()
  const shared = new Set(names.filter((name) => seen.size === seen.add(name).size))
  throwAll([...shared].map((name) => new InputError('tags', `two images would be published as ${name}`)))
}

/** `sha256:…: 3 manifests, 12 blobs (34 MB)` for each image; what they have in all if there are many. */
export function describeImages(uploads: readonly TargetUpload[]): readonly string[] {
  const sources = [...new Set(uploads.map(({ source }) => source))]
  const images = sources.filter(({ attachedTo }) => !attachedTo).map(({ image }) => image)
  const attached = sources.filter(({ attachedTo }) => attachedTo).map(({ image }) => image)
  const isFew = images.length <= fewImages
  return [
    ...(isFew ? images.map((image) => `${image.root.digest}: ${describe([image])}`) : []),
    ...(isFew ? [] : [`${images.length} images: ${describe(images)}`]),
    ...(attached.length > 0 ? [`${formatCount(attached.length, 'referrer')}: ${describe(attached)}`] : []),
  ]
}

function describe(images: readonly Image[]): string {
  const manifests = new Set(images.flatMap((image) => image.manifests.map(({ descriptor }) => descriptor.digest)))
  const blobs = new Map(images.flatMap((image) => image.blobs.map((blob): [string, BlobId] => [blob.digest, blob])))
  const bytes = [...blobs.values()].reduce((sum, { size }) => sum + size, 0)
  return `${formatCount(manifests.size, 'manifest')}, ${formatCount(blobs.size, 'blob')} (${formatBytes(bytes)})`
}
