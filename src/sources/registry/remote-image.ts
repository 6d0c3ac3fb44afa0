import type { Log } from '../../environment.ts'
import type { EntrySelection } from '../../oci/image.ts'
import type { ImageSource } from '../../oci/image-source.ts'
import type { ContentPush } from '../../push/content/content-push.ts'
import type { Registry } from '../../registry/registry.ts'
import { RemoteRepository } from '../../registry/repository.ts'
import { openRemote } from './open-remote.ts'
import { reportPulls } from './pulls.ts'
import { type RemoteReference, readRoot } from './read-root.ts'
import { RemoteReferrers } from './remote-referrers.ts'
import { blameSource } from './source-error.ts'
import type { WindowPool } from './window-pool.ts'

/** What an image in a registry is opened with. */
export interface RemoteImageOptions {
  readonly registry: Registry
  /** Where it goes, if it is published as it is. */
  readonly targets: readonly ContentPush[]
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
  const { registry, targets, pool, log, signal, selection } = options
  const remote = new RemoteRepository(registry, repository, 'pull', signal)
  const { root, read, pulls } = await readRoot(reference, remote, targets).catch((error: unknown) => {
    throw blameSource(name, error)
  })
  const place = { name, remote, pool, log }
  const source = await openRemote(root, { ...place, read }, selection)
  const referrers = RemoteReferrers.to(source.image, place)
  const { pullAllowance: allowance } = remote
  reportPulls(repository.registry, { count: pulls(), allowance }, log)
  return {
    ...source,
    referrers,
    async [Symbol.asyncDispose]() {
      await referrers[Symbol.asyncDispose]()
      await source[Symbol.asyncDispose]()
    },
  }
}
