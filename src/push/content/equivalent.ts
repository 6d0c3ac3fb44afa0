import { isDeepStrictEqual } from 'node:util'
import { attestedKinds, isAttestation, withoutAttestations } from '../../oci/attestations.ts'
import type { Digest } from '../../oci/digest.ts'
import { collectImage, type Image } from '../../oci/image.ts'
import type { Manifest } from '../../oci/manifest.ts'
import type { ContentPush } from './content-push.ts'

/** Where an image goes: the content of a repository, and the roots that its tags there point at. */
export interface ImageDestination {
  readonly content: ContentPush
  readonly shownRoots: readonly Digest[]
}

/** Whether an image that exists may take the place of the one to publish. */
export type MayKeep = (found: Image, content: ContentPush) => Promise<boolean>

/**
 * Finds an image that a tag of the target points at and that differs from the one to publish only in its attestations,
 * of which it has the same kinds: repeating a build changes their timestamps. Undefined if there is none that may be kept.
 */
export async function findEquivalent(
  { content, shownRoots }: ImageDestination,
  image: Image,
  mayKeep: MayKeep = async () => true
): Promise<Image | undefined> {
  const root = image.manifests.find(({ descriptor }) => descriptor.digest === image.root.digest)
  if (!root?.children.some(isAttestation)) return undefined
  for (const digest of shownRoots) {
    const found = digest === image.root.digest ? undefined : await content.manifests.get(digest)
    const same = found && (await completed(content, found, root, image))
    if (same && (await mayKeep(same, content))) return same
  }
  return undefined
}

/** The image of an existing index, if it is complete and differs only in its attestations. */
async function completed(push: ContentPush, found: Manifest, root: Manifest, image: Image): Promise<Image | undefined> {
  if (!isDeepStrictEqual(withoutAttestations(found), withoutAttestations(root))) return undefined
  const digests = found.children.filter(isAttestation).map(({ digest }) => digest)
  const attestations = await Promise.all(digests.map((digest) => push.manifests.get(digest)))
  const all = [...image.manifests, ...attestations.filter((manifest) => manifest !== undefined), found]
  const known = new Map(all.map((manifest) => [manifest.descriptor.digest, manifest]))
  const kindsOf = (index: Manifest) => attestedKinds(index, (digest) => known.get(digest))
  const isSame = attestations.every(Boolean) && isDeepStrictEqual(kindsOf(found), kindsOf(root))
  return isSame ? await whole(push, found, attestations as readonly Manifest[], known) : undefined
}

/** We do not have the content of existing attestations, so the target must have it. */
async function whole(
  push: ContentPush,
  found: Manifest,
  attestations: readonly Manifest[],
  known: ReadonlyMap<Digest, Manifest>
): Promise<Image | undefined> {
  push.presence.add([...attestations, found].map(({ descriptor }) => descriptor.digest))
  const blobs = attestations.flatMap((manifest) => manifest.blobs)
  if (!push.verifiesContent) push.presence.add(blobs.map(({ digest }) => digest))
  const isThere = await Promise.all(blobs.map(({ digest }) => push.presence.look(digest)))
  if (isThere.includes(false)) return undefined
  // An index that contradicts its manifests is not worth keeping.
  return await collectImage(found.descriptor, ({ digest }) => known.get(digest) as Manifest).catch(() => undefined)
}
