import type { Log } from '../../environment.ts'
import { ContentError } from '../../oci/content-error.ts'
import { type BlobId, type Descriptor, formatPlatform } from '../../oci/descriptor.ts'
import type { Digest } from '../../oci/digest.ts'
import { formatRepository, type Reference } from '../../oci/distribution/reference.ts'
import type { Tag } from '../../oci/distribution/tag.ts'
import { collectImage, type EntrySelection, type Image } from '../../oci/image.ts'
import type { ImageSource } from '../../oci/image-source.ts'
import type { Manifest } from '../../oci/manifest.ts'
import type { Registry } from '../../registry/registry.ts'
import { RemoteRepository } from '../../registry/repository.ts'
import { reportPulls } from './pulls.ts'
import { SharedBlob } from './shared-blob.ts'
import { blameSource, wrongBlob } from './source-error.ts'
import type { WindowPool } from './window-pool.ts'

/** An image in a registry, and how errors name it: `docker://ghcr.io/acme/app:v1`. */
interface RemoteReference extends Reference {
  readonly name: string
}

/** What an image in a registry is opened with. */
export interface RemoteImageOptions {
  readonly registry: Registry
  /** The memory for blobs on their way. */
  readonly pool: WindowPool
  readonly log: Pick<Log, 'info' | 'warning'>
  readonly signal: AbortSignal
  /** What to read of an index; all of it by default. */
  readonly selection?: EntrySelection
}

/** Opens an image in a registry; its blobs are read from there when they are needed. Throws ContentError. */
export async function openRemoteImage(reference: RemoteReference, options: RemoteImageOptions): Promise<ImageSource> {
  const { name, repository } = reference
  const { registry, pool, log, signal, selection } = options
  const remote = new RemoteRepository(registry, repository, 'pull', signal)
  const image = await readImage(reference, remote, selection).catch((error: unknown) => {
    throw blameSource(name, error)
  })
  const { pullAllowance: allowance } = remote
  reportPulls(repository.registry, { count: image.manifests.length, allowance }, log)
  const blobs = new Map(image.blobs.map((blob) => [blob.digest, sharedBlob(blob, remote, name, pool)]))
  const known = new Set([...image.manifests.map(({ descriptor }) => descriptor.digest), ...blobs.keys()])
  return {
    name,
    image,
    blob: (digest) => blobs.get(digest),
    origin: (digest) => (known.has(digest) ? repository : undefined),
    absence: `and neither does ${name}.`,
    async [Symbol.asyncDispose]() {
      for (const blob of blobs.values()) blob[Symbol.dispose]()
    },
  }
}

function sharedBlob(blob: BlobId, { blobs }: RemoteRepository, source: string, pool: WindowPool): SharedBlob {
  return new SharedBlob({
    blob,
    pool,
    async *download(start, signal) {
      try {
        yield* blobs.download(blob, start, signal)
      } catch (error) {
        throw blameSource(source, error)
      }
    },
    refuse: (found) => wrongBlob(source, blob.digest, found),
  })
}

async function readImage(
  reference: RemoteReference,
  { manifests }: RemoteRepository,
  selection: EntrySelection | undefined
): Promise<Image> {
  const wanted: Tag | Digest = reference.digest ?? reference.tag ?? ('latest' as Tag)
  const root = await manifests.get(wanted)
  if (!root) throw new ContentError(whyMissing(reference, wanted))
  const read = async (descriptor: Descriptor) => {
    if (descriptor.digest === root.descriptor.digest) return root
    return (await manifests.get(descriptor.digest)) ?? missingChild(reference, root, descriptor)
  }
  return await collectImage(root.descriptor, read, selection)
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
