import { renameAttestations } from '../../intake/attestation/attestation.ts'
import { packageUrls } from '../../intake/attestation/statement.ts'
import type { ReceivedBlobs } from '../../intake/received-blobs.ts'
import { ContentError } from '../../oci/content-error.ts'
import type { Digest } from '../../oci/digest.ts'
import type { Target } from '../../oci/distribution/target.ts'
import { collectImage, type Image } from '../../oci/image.ts'
import type { ImageSource, Referrer } from '../../oci/image-source.ts'
import type { Manifest } from '../../oci/manifest.ts'
import { findImage, type ImageInRepository } from './find-image.ts'
import type { PushedRepository } from './pushed-repository.ts'

/** How a command names the repository that it pushes to. */
export const repositoryVariable = '$MANIFOLD_REPOSITORY'

/** An image that a command has pushed. */
export interface PushedImage {
  /** The repository below `$MANIFOLD_REPOSITORY`; empty for that itself. */
  readonly path: string
  readonly source: ImageSource
  /** Manifests that were pushed with it and are not published. */
  readonly left: readonly Digest[]
}

interface PushedFrom {
  readonly blobs: Pick<ReceivedBlobs, 'content'>
  /** The name that the repository was pushed to: `127.0.0.1:PORT/name`. */
  readonly builtName: string
  /** Where the image goes, for attestations that name it. */
  readonly targets: readonly Target[]
}

/** `$MANIFOLD_REPOSITORY/worker` */
export function shownName(path: string): string {
  return [repositoryVariable, path].filter(Boolean).join('/')
}

/**
 * Opens the image that was pushed to a repository, with what refers to it; undefined if there is none. Throws InputError,
 * or ContentError if parts of it are missing.
 */
export async function openPushed(
  { path, manifests }: PushedRepository,
  { blobs, builtName, targets }: PushedFrom
): Promise<PushedImage | undefined> {
  const name = shownName(path)
  const found = findImage({ name, manifests: manifests.all, tags: manifests.tags })
  if (!found) return undefined
  const collect = ({ descriptor }: Manifest) =>
    collectImage(descriptor, ({ digest }) => {
      const manifest = manifests.get(digest)
      if (manifest) return manifest
      throw new ContentError(`The command pushed an index to ${name} without its manifest ${digest}: push that first.`)
    })
  const partOf = (digest: Digest) => blobs.content(digest)
  const { image, blobs: renamed } = await renameAttestations(await collect(found.root), {
    ...{ builtName, partOf },
    urls: packageUrls(targets),
  })
  const sourceOf = (own: Image): ImageSource => ({
    name,
    image: own,
    blob: (digest) => renamed.get(digest) ?? blobs.content(digest),
    absence: `and the command did not push it to ${name}. Run it again without its cache of what it has pushed.`,
    [Symbol.asyncDispose]: async () => undefined,
  })
  const { kept, lost } = splitReferrers(found, image)
  const referrers = await Promise.all(
    kept.map(
      async ({ manifest, tag }): Promise<Referrer> => ({
        source: sourceOf(await collect(manifest)),
        ...(tag && { tag }),
      })
    )
  )
  const own = { of: () => own, count: async () => referrers.length, open: async () => referrers }
  const left = [...found.left, ...lost].map(({ descriptor }) => descriptor.digest)
  return { path, source: { ...sourceOf(image), referrers: own }, left }
}

/** What refers to a manifest that had to be changed, because its attestation named the intake, no longer applies. */
function splitReferrers({ root, referrers }: ImageInRepository, { root: published }: Image) {
  const applies = root.descriptor.digest === published.digest
  return { kept: applies ? referrers : [], lost: applies ? [] : referrers.map(({ manifest }) => manifest) }
}
