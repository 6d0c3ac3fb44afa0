import { isDeepStrictEqual } from 'node:util'
import { contentOfBytes } from '../../oci/blob-content.ts'
import { ContentError } from '../../oci/content-error.ts'
import type { Digest } from '../../oci/digest.ts'
import type { Tag } from '../../oci/distribution/tag.ts'
import type { Manifest } from '../../oci/manifest.ts'
import type { ContentPush } from '../../push/content/content-push.ts'
import type { TargetUpload } from '../../push/push.ts'
import { editTag } from '../../push/referrers/edit-tag.ts'
import { type Artifact, layerDescriptor } from '../artifact.ts'
import type { SignedLayer } from '../signer.ts'
import type { MadeArtifact, MadeClaim } from './make-artifacts.ts'
import { readLayer } from './read-layer.ts'
import { withLayers } from './tagged-artifact.ts'

/**
 * Reads back what was pushed, and verifies that it makes its claims. If it belongs under a tag, writes that first, with the
 * layers of `copied`, which the release copies to the same tag. Returns the digest of the manifest that was verified.
 * Throws ContentError if it does not make the claims, and RegistryError if it cannot be read.
 */
export async function confirmArtifact(
  { push: { content }, root }: TargetUpload,
  made: MadeArtifact,
  copied?: Manifest
): Promise<Digest> {
  const { tag, claims } = made
  if (tag === undefined) {
    await Promise.all([expectManifest(content, root), ...claims.map((each) => verifyAt(content, root, each))])
    return root.descriptor.digest
  }
  const found = await addToTag(content, tag, made, copied)
  await Promise.all(claims.map((each) => verifyAt(content, found, each)))
  return found.descriptor.digest
}

/** Reads a manifest that was just written. */
async function expectManifest(content: ContentPush, { descriptor: { digest } }: Manifest): Promise<void> {
  if (await content.remote.manifests.get(digest)) return
  throw objection(content, digest, 'the registry accepted it but does not return it')
}

/** Reads the layer that makes a claim, and verifies it. */
async function verifyAt(content: ContentPush, { blobs, descriptor }: Manifest, made: MadeClaim): Promise<void> {
  const { signer, claim, layer } = made
  const found = blobs.find((blob) => isDeepStrictEqual(blob, layerDescriptor(layer)))
  if (!found) throw objection(content, descriptor.digest, 'the registry lost its content')
  const read = await readLayer(content.remote, found)
  await signer.verify(read, claim).catch((error: Error) => {
    throw objection(content, descriptor.digest, `it ${error.message}`)
  })
}

function objection({ name }: ContentPush, digest: Digest, reason: string): ContentError {
  return new ContentError(`${name}: ${digest} was written, but cannot be verified: ${reason}`)
}

function lackedBy(manifest: Manifest | undefined, layers: readonly SignedLayer[]): readonly SignedLayer[] {
  return layers.filter((layer) => !manifest?.blobs.some((blob) => isDeepStrictEqual(blob, layerDescriptor(layer))))
}

/** Adds layers to those of a tag's manifest, keeping those of others. Returns the manifest that the tag then points at. */
async function addToTag(
  content: ContentPush,
  tag: Tag,
  { claims }: MadeArtifact,
  copied: Manifest | undefined
): Promise<Manifest> {
  const own = claims.map(({ layer }) => layer)
  let next: Artifact | undefined
  return await editTag(content, {
    tag,
    operation: 'adding a signature to the tag',
    change(existing) {
      if (existing && lackedBy(existing, own).length === 0) return existing
      const before = copied ?? existing
      next = withLayers(before, lackedBy(before, own))
      return next.manifest
    },
    async prepare() {
      const blobs = [...(next?.contents ?? [])]
      await Promise.all(
        blobs.map(([digest, bytes]) => content.ensure({ digest, size: bytes.length }, contentOfBytes(bytes)))
      )
    },
  })
}
