import type { BlobContent } from '../../oci/blob-content.ts'
import { ContentError } from '../../oci/content-error.ts'
import { type Descriptor, formatPlatform } from '../../oci/descriptor.ts'
import type { Digest } from '../../oci/digest.ts'
import { formatRepository, type Reference } from '../../oci/distribution/reference.ts'
import type { Tag } from '../../oci/distribution/tag.ts'
import { collectImage, type Image } from '../../oci/image.ts'
import type { ImageSource } from '../../oci/image-source.ts'
import type { Manifest } from '../../oci/manifest.ts'
import type { Registry } from '../../registry/registry.ts'
import { RemoteRepository } from '../../registry/repository.ts'
import { VerifiedFile } from '../verified-file.ts'
import { remoteBlob } from './remote-blob.ts'
import { blameSource } from './source-error.ts'

/** An image in a registry, and how errors name it: `docker://ghcr.io/acme/app:v1`. */
interface RemoteReference extends Reference {
  readonly name: string
}

/** Opens an image in a registry; its blobs are read from there when they are needed. Throws ContentError. */
export async function openRemoteImage(
  reference: RemoteReference,
  registry: Registry,
  signal: AbortSignal
): Promise<ImageSource> {
  const { name, repository } = reference
  const remote = new RemoteRepository(registry, repository, 'pull', signal)
  const image = await readImage(reference, remote).catch((error: unknown) => {
    throw blameSource(name, error)
  })
  const blobs = new Map<Digest, BlobContent>()
  for (const blob of image.blobs) {
    const content = remoteBlob(blob, remote.blobs, name)
    blobs.set(blob.digest, new VerifiedFile(content, blob, `${shortPlace(reference)}`))
  }
  const known = new Set([...image.manifests.map(({ descriptor }) => descriptor.digest), ...blobs.keys()])
  return {
    name,
    image,
    blob: (digest) => blobs.get(digest),
    origin: (digest) => (known.has(digest) ? repository : undefined),
    absence: `and neither does ${name}.`,
    [Symbol.asyncDispose]: async () => undefined,
  }
}

function shortPlace({ name }: RemoteReference): string {
  return name
}

async function readImage(reference: RemoteReference, { manifests }: RemoteRepository): Promise<Image> {
  const wanted: Tag | Digest = reference.digest ?? reference.tag ?? ('latest' as Tag)
  const root = await manifests.get(wanted)
  if (!root) throw new ContentError(whyMissing(reference, wanted))
  return await collectImage(root.descriptor, async (descriptor) => {
    if (descriptor.digest === root.descriptor.digest) return root
    return (await manifests.get(descriptor.digest)) ?? missingChild(reference, root, descriptor)
  })
}

function whyMissing({ name, repository, tag, digest }: RemoteReference, wanted: Tag | Digest): string {
  const what = digest ?? `the tag '${wanted}'`
  const isImplied = tag === undefined && digest === undefined
  const hint = isImplied ? " Without a tag, 'latest' is meant." : ''
  return `The source ${name} cannot be read: ${formatRepository(repository)} does not have ${what}.${hint} If the repository is private, sign in to its registry: some registries hide what others may not read.`
}

function missingChild({ name, repository }: RemoteReference, root: Manifest, descriptor: Descriptor): never {
  const { digest, platform } = descriptor
  const what = platform && platform.os !== 'unknown' ? `the image for ${formatPlatform(platform)}` : 'a manifest'
  throw new ContentError(
    `The source ${name} is incomplete: its index ${root.descriptor.digest} lists ${what} (${digest}), which ${formatRepository(repository)} does not have. Copy all platforms of the image there first.`
  )
}
