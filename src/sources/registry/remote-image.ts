import type { Log } from '../../environment.ts'
import { ContentError } from '../../oci/content-error.ts'
import type { Digest } from '../../oci/digest.ts'
import { formatRepository, type Reference } from '../../oci/distribution/reference.ts'
import type { Tag } from '../../oci/distribution/tag.ts'
import type { EntrySelection } from '../../oci/image.ts'
import type { ImageSource } from '../../oci/image-source.ts'
import type { Manifest } from '../../oci/manifest.ts'
import type { Registry } from '../../registry/registry.ts'
import { RemoteRepository } from '../../registry/repository.ts'
import { openRemote } from './open-remote.ts'
import { reportPulls } from './pulls.ts'
import { RemoteReferrers } from './remote-referrers.ts'
import { blameSource } from './source-error.ts'
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

/**
 * Opens an image in a registry; its blobs, and what refers to it, are read from there when they are needed. Throws
 * ContentError.
 */
export async function openRemoteImage(reference: RemoteReference, options: RemoteImageOptions): Promise<ImageSource> {
  const { name, repository } = reference
  const { registry, pool, log, signal, selection } = options
  const remote = new RemoteRepository(registry, repository, 'pull', signal)
  const root = await readRoot(reference, remote).catch((error: unknown) => {
    throw blameSource(name, error)
  })
  const place = { name, remote, pool, log }
  const source = await openRemote(root, place, selection)
  const referrers = RemoteReferrers.to(source.image, place)
  const { pullAllowance: allowance } = remote
  reportPulls(repository.registry, { count: source.image.manifests.length, allowance }, log)
  return {
    ...source,
    referrers,
    async [Symbol.asyncDispose]() {
      await referrers[Symbol.asyncDispose]()
      await source[Symbol.asyncDispose]()
    },
  }
}

async function readRoot(reference: RemoteReference, { manifests }: RemoteRepository): Promise<Manifest> {
  const wanted: Tag | Digest = reference.digest ?? reference.tag ?? ('latest' as Tag)
  const root = await manifests.get(wanted)
  if (!root) throw new ContentError(whyMissing(reference, wanted))
  return root
}

function whyMissing({ name, repository, tag, digest }: RemoteReference, wanted: Tag | Digest): string {
  const what = digest ?? `the tag '${wanted}'`
  const isImplied = tag === undefined && digest === undefined
  const hint = isImplied ? " Without a tag, 'latest' is meant." : ''
  return `The source ${name} cannot be read: ${formatRepository(repository)} does not have ${what}.${hint} If the repository is private, sign in to its registry: some registries hide what others may not read.`
}
