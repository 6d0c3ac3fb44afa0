import type { Digest } from '../oci/digest.ts'
import type { Tag } from '../oci/distribution/tag.ts'
import type { RemovalTraits } from '../retention/retention-facts.ts'

/** A manifest in a registry's own list. Times are in milliseconds since 1970. */
export interface ListedManifest {
  readonly digest: Digest
  /** When the registry received it; left out where the registry does not say. */
  readonly pushedAt?: number
  /** Why the registry will not delete it: a lock, immutability. */
  readonly locked?: string
}

/** A tag in a registry's own list. */
export interface ListedTag {
  readonly tag: Tag
  /** Left out where the list does not say what a tag points at. */
  readonly digest?: Digest
  /** When the tag last moved; left out where the registry does not say. */
  readonly pushedAt?: number
  /** Why the registry will not delete it: a lock, immutability. */
  readonly locked?: string
}

/** What a registry lists of a repository. */
export interface Listing {
  readonly tags: readonly ListedTag[]
  /** All manifests, with a tag or without; undefined where the registry does not list those without a tag. */
  readonly manifests?: readonly ListedManifest[]
}

/** `removed` includes what was gone already. A refusal is the registry's own decision: a lock, a reference, too many downloads. */
export type Removal = { readonly removed: true } | { readonly removed: false; readonly reason: string }

/** How one kind of registry lists and deletes the content of one repository. All methods throw RegistryError. */
export interface Inventory extends RemovalTraits {
  /** Reads all pages. A list that is cut short is an error, never a shorter list. */
  list(): Promise<Listing>
  /** Removes a tag, and leaves what it points at. Left out where a tag goes only with its manifest: `never`. */
  untag?(tag: Tag, digest: Digest): Promise<Removal>
  /** Removes a manifest, with all tags that still point at it. */
  remove(digest: Digest): Promise<Removal>
}
