import type { BlobId, Descriptor } from '../oci/descriptor.ts'
import type { Digest } from '../oci/digest.ts'
import type { Tag } from '../oci/distribution/tag.ts'

/** A manifest that was read: an image, an index, or something that refers to one (a signature, an attestation). */
export interface StoredManifest {
  readonly digest: Digest
  readonly mediaType: string
  /** Bytes of the manifest itself. */
  readonly size: number
  /** The entries of an index; empty for others. */
  readonly children: readonly Descriptor[]
  /** Config and layers; empty for an index. */
  readonly blobs: readonly BlobId[]
  /** What it refers to, which need not exist: image-spec, manifest.md, `subject`. */
  readonly subject?: Digest
  readonly artifactType?: string
  /** Milliseconds since 1970 when the registry received it; left out where the registry does not say. */
  readonly pushedAt?: number
  /** Milliseconds since 1970 according to the image's config or annotation; left out if neither was read or says so. */
  readonly createdAt?: number
  /** Why the registry will not delete it: a lock, immutability. */
  readonly locked?: string
}

/** A tag that was read, and the manifest that it points at. */
export interface StoredTag {
  readonly tag: Tag
  readonly digest: Digest
  /** Milliseconds since 1970 when the tag last moved; left out where the registry does not say. */
  readonly pushedAt?: number
  /** Why the registry will not delete it: a lock, immutability. */
  readonly locked?: string
}

/**
 * All that was read of one repository, before anything is decided. Every digest that a tag, an index, a referrer or
 * `keep-digests` names is in `manifests` or in `missing`, and so is the subject in the name of a tag `sha256-…`. A plan
 * for a graph that lacks one deletes nothing.
 */
export interface RepositoryGraph {
  readonly tags: readonly StoredTag[]
  readonly manifests: ReadonlyMap<Digest, StoredManifest>
  /** Manifests that something names, and that the registry does not have (404). */
  readonly missing: ReadonlySet<Digest>
  /** Whether manifests without a tag were listed by the registry. If not, only those that something names are known. */
  readonly listsUntagged: boolean
}
