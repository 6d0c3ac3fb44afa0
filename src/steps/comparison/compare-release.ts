import type { Secrets } from '../../environment.ts'
import type { Image } from '../../oci/image.ts'
import type { ImageSource } from '../../oci/image-source.ts'
import type { Manifest } from '../../oci/manifest.ts'
import { compareImages } from '../../plan/comparison/compare-images.ts'
import type { ImageComparison } from '../../plan/comparison/image-comparison.ts'
import { type KnownImage, type PlatformImage, platformImages } from '../../plan/comparison/image-layers.ts'
import type { Outcome } from '../../plan/outcome.ts'
import type { Push } from '../../push/push.ts'
import type { Release } from '../../push/release.ts'
import { formerImage } from './previous-image.ts'
import { readHistories } from './read-histories.ts'

type Redact = Secrets['redact']

/** What is known about an image of the release. */
interface ReadImage {
  readonly platforms: readonly PlatformImage[]
  readonly historyOf: KnownImage['historyOf']
}

/**
 * The outcomes of a release, each with the sizes of its image beside those of the image that the target had before. Takes
 * no request: what the warm-up did not read is not compared. `redact` removes secrets from the layers' instructions.
 */
export async function withComparisons(
  release: Release,
  outcomes: readonly Outcome[],
  redact: Redact
): Promise<readonly Outcome[]> {
  const parts = new Map(release.flatMap((part) => part.pushes.map((push) => [push.target, { ...part, push }])))
  const read = new Map(
    await Promise.all(release.map(async ({ source }) => [source, await readImage(source, redact)] as const))
  )
  return await Promise.all(
    outcomes.map(async (outcome) => {
      const part = parts.get(outcome.target)
      const image = part && read.get(part.source)
      const isThere = ['published', 'planned', 'unconfirmed'].includes(outcome.status)
      if (!part || !image || !isThere || image.platforms.length === 0) return outcome
      return { ...outcome, comparison: await compare(part.source.image, image, part.push, outcome) }
    })
  )
}

/** The sizes of an image that is compared with nothing; undefined if it is not a container image. */
export async function sizesOf(source: ImageSource, redact: Redact): Promise<ImageComparison | undefined> {
  const { platforms } = await readImage(source, redact)
  if (platforms.length === 0) return undefined
  return { ...compareImages(platforms, undefined), made: source.image.root.digest }
}

async function compare(
  { root }: Image,
  { platforms, historyOf }: ReadImage,
  push: Push,
  outcome: Outcome
): Promise<ImageComparison> {
  const former = await formerImage(push, outcome, platforms, historyOf)
  return {
    ...compareImages(platforms, former?.platforms),
    made: root.digest,
    ...(former && { previous: former.previous }),
  }
}

async function readImage(source: ImageSource, redact: Redact): Promise<ReadImage> {
  const { root, manifests } = source.image
  const histories = await readHistories(source, redact)
  const all = new Map(manifests.map((manifest) => [manifest.descriptor.digest, manifest]))
  const historyOf: KnownImage['historyOf'] = (config) => histories.get(config)
  const known = { root: all.get(root.digest) as Manifest, manifestOf: all.get.bind(all), historyOf }
  return { platforms: platformImages(known), historyOf }
}
