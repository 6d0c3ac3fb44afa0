import type { JsonRecord } from '../../json.ts'
import type { Descriptor } from '../../oci/descriptor.ts'
import type { Digest } from '../../oci/digest.ts'
import type { Tag } from '../../oci/distribution/tag.ts'

type Texts = Readonly<Record<string, string>>

/** What a manifest and its configuration say; other artifacts have fewer of the fields. */
export interface ManifestFacts {
  /** RFC 3339, if the image is as its specification wants it. */
  readonly created?: string
  readonly labels: Texts
  readonly annotations: Texts
  readonly config?: JsonRecord
  readonly layers: readonly Pick<Descriptor, 'mediaType' | 'digest' | 'size'>[]
}

/** The image for one platform. */
export interface PlatformFacts extends Partial<ManifestFacts> {
  /** `linux/arm64`, `windows(10.0.20348.1)/amd64`, or `unknown`. */
  readonly platform: string
  readonly digest: Digest
  readonly mediaType: string
  /** Bytes of all layers, compressed. */
  readonly size?: number
  /** The entries of the index that hold attestations about it. */
  readonly attestations?: readonly Digest[]
  /** Whether the index lists it, but the repository does not have it. */
  readonly missing?: true
}

/** A manifest that refers to an image. */
export type ReferrerFacts = Pick<Descriptor, 'mediaType' | 'digest' | 'size' | 'artifactType' | 'annotations'> & {
  /** The tag that it is found by, if the registry does not list it. */
  readonly tag?: Tag
}

/** What is at a registry: an entry of the output `json`. */
export interface Inspection extends Partial<ManifestFacts> {
  /** As it was named. */
  readonly image: string
  readonly exists: boolean
  /** What does not exist. */
  readonly missing?: 'repository' | 'tag' | 'digest'
  readonly tag?: Tag
  readonly digest?: Digest
  readonly mediaType?: string
  readonly artifactType?: string
  readonly platforms?: readonly PlatformFacts[]
  /** Bytes of layers, compressed: by platform, and in `total`, where layers that platforms share count once. */
  readonly size?: Readonly<Record<string, number>>
  readonly referrers?: readonly ReferrerFacts[]
  /** The tags that were asked for, in natural order. */
  readonly tags?: readonly Tag[]
  /** The root manifest as it is stored. */
  readonly manifest?: string
}

/** An image about which a registry did not answer. */
export interface FailedInspection {
  readonly image: string
  readonly error: unknown
}

export type Inspected = Inspection | FailedInspection

/** Whether a registry did not answer about an image, or about its repositories. */
export function isFailed<Result extends object>(each: Result): each is Extract<Result, { readonly error: unknown }> {
  return 'error' in each
}
