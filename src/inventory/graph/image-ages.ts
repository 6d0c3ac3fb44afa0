import { ConcurrencyLimit } from '../../async/concurrency-limit.ts'
import { parseRecord } from '../../json.ts'
import { isAttestation } from '../../oci/attestations.ts'
import { collectBytes } from '../../oci/blob-content.ts'
import type { BlobId } from '../../oci/descriptor.ts'
import { algorithmOf, type Digest, digestOf } from '../../oci/digest.ts'
import { RegistryError } from '../../registry/errors/registry-error.ts'
import type { RemoteRepository } from '../../registry/repository.ts'
import type { RepositoryGraph, StoredManifest } from '../../retention/repository-graph.ts'
import { parseCreated } from './stored-manifest.ts'

const readsAtOnce = 32
/** Bytes. Most configurations have a few thousand, and those of artifacts two. */
const [smallest, largest] = [16, 1024 * 1024]
const levelLimit = 8

/**
 * The graph with the times at which these images were made, where nothing else says how old they are: one configuration
 * is read for each, for an index that of its first image. Throws RegistryError.
 */
export async function withAges(
  graph: RepositoryGraph,
  images: Iterable<Digest>,
  remote: Pick<RemoteRepository, 'blobs'>
): Promise<RepositoryGraph> {
  const configs = new Map<Digest, BlobId>()
  for (const digest of new Set(images)) {
    const manifest = graph.manifests.get(digest)
    const config = manifest && isUndated(manifest) ? configOf(manifest, graph) : undefined
    if (config) configs.set(digest, config)
  }
  const times = await readTimes(configs.values(), remote)
  const dated = [...graph.manifests].map(([digest, manifest]) => {
    const createdAt = times.get(configs.get(digest)?.digest as Digest)
    return [digest, createdAt === undefined ? manifest : { ...manifest, createdAt }] as const
  })
  return { ...graph, manifests: new Map(dated) }
}

function isUndated({ pushedAt, createdAt }: StoredManifest): boolean {
  return pushedAt === undefined && createdAt === undefined
}

function configOf(manifest: StoredManifest, graph: RepositoryGraph, level = 0): BlobId | undefined {
  const [config] = manifest.blobs
  if (config) return config.size >= smallest && config.size <= largest ? config : undefined
  const image = manifest.children.find((child) => !isAttestation(child) && graph.manifests.has(child.digest))
  const below = image && level < levelLimit ? graph.manifests.get(image.digest) : undefined
  return below && configOf(below, graph, level + 1)
}

async function readTimes(
  configs: Iterable<BlobId>,
  { blobs }: Pick<RemoteRepository, 'blobs'>
): Promise<ReadonlyMap<Digest, number | undefined>> {
  const turns = new ConcurrencyLimit(readsAtOnce)
  const ended = new AbortController()
  const unique = new Map([...configs].map((config) => [config.digest, config]))
  const read = async (config: BlobId) => {
    ended.signal.throwIfAborted()
    const bytes = await collectBytes(() => blobs.download(config, 0, ended.signal)).catch(unlessGone)
    const isWhole = bytes && digestOf(bytes, algorithmOf(config.digest)) === config.digest
    return [config.digest, isWhole ? parseCreated(parseRecord(bytes.toString()).created) : undefined] as const
  }
  try {
    return new Map(await Promise.all([...unique.values()].map((config) => turns.run(() => read(config)))))
  } catch (error) {
    ended.abort(error)
    throw error
  }
}

/** An image without its configuration is broken, which is no reason to fail: its age stays unknown. */
function unlessGone(error: unknown): undefined {
  if (!(error instanceof RegistryError) || error.status !== 404) throw error
}
