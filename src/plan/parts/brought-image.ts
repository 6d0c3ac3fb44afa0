import { isRecord } from '../../json.ts'
import { ContentError } from '../../oci/content-error.ts'
import { type Descriptor, parseDescriptor } from '../../oci/descriptor.ts'
import { type Digest, digestOf } from '../../oci/digest.ts'

/** One of the images that the jobs of a run build in parts, and what one job has built of it. */
export interface BroughtImage {
  /** The target of a bake, or the path below `$MANIFOLD_REPOSITORY`; empty for the image of a step with a single one. */
  readonly name: string
  /** Full tags, `ghcr.io/acme/app:1`; empty for a single image. */
  readonly tags: readonly string[]
  /** All platforms of the image, in the spelling of the input. */
  readonly platforms: readonly string[]
  /** Undefined if the image is for none of the platforms of the part. */
  readonly root?: Descriptor
}

/** Whether this is the form of a step with a single image. */
export function isSingle(images: readonly Pick<BroughtImage, 'name'>[]): boolean {
  return images.length === 1 && images[0]?.name === ''
}

/** What the name of a note says: the root of a single image, or the digest of the list of names and roots. */
export function digestOfPart(images: readonly BroughtImage[]): Digest {
  const roots = images.flatMap(({ name, root }) => (root ? [[name, root.digest] as const] : []))
  const [only] = roots
  if (only && isSingle(images)) return only[1]
  const list = roots.toSorted(([one], [other]) => (one < other ? -1 : 1))
  return digestOf(new TextEncoder().encode(JSON.stringify(list)))
}

/** `api, web`: the names of those that a job has built something of. */
export function namesOfBrought(images: readonly BroughtImage[]): string {
  return images
    .filter(({ root }) => root)
    .map(nameOf)
    .join(', ')
}

/**
 * How the images of a release that another job plans differ from those that this job plans, as a clause. Undefined if
 * both plan the same.
 */
export function differenceBetween(own: readonly BroughtImage[], other: readonly BroughtImage[]): string | undefined {
  const [names, otherNames] = [own, other].map((images) => images.map(nameOf).toSorted().join(', '))
  if (names !== otherNames) return `the images ${names} here, and ${otherNames} there`
  for (const image of own) {
    const same = other.find(({ name }) => name === image.name)
    for (const [verb, of] of compared) {
      const [here, there] = [of(image), same ? of(same) : []].map((texts) => texts.toSorted().join(', '))
      if (here !== there) return `${nameOf(image)} ${verb} ${here} here, and ${there} there`
    }
  }
  return undefined
}

const compared = [
  ['as', ({ tags }: BroughtImage) => tags],
  ['for', ({ platforms }: BroughtImage) => platforms],
] as const

function nameOf({ name }: Pick<BroughtImage, 'name'>): string {
  return name || '$MANIFOLD_REPOSITORY'
}

/** Parses an entry of a note; undefined if it is none. Never throws. */
export function parseBroughtImage(
  value: unknown,
  areTexts: (value: unknown) => value is readonly string[]
): BroughtImage | undefined {
  const { name, tags, platforms, root } = isRecord(value) ? value : {}
  if (!areTexts([name]) || !areTexts(tags) || !areTexts(platforms)) return undefined
  if (root === undefined) return { name: String(name), tags, platforms }
  const descriptor = descriptorIn(root)
  return descriptor && { name: String(name), tags, platforms, root: descriptor }
}

export function descriptorIn(value: unknown): Descriptor | undefined {
  try {
    return parseDescriptor(value, 'the root of a note')
  } catch (error) {
    if (error instanceof ContentError) return undefined
    throw error
  }
}
