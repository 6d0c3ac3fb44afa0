import { ConcurrencyLimit } from '../../async/concurrency-limit.ts'
import { type Digest, shortDigest } from '../../oci/digest.ts'
import type { Tag } from '../../oci/distribution/tag.ts'
import type { RemoteRepository } from '../../registry/repository.ts'
import { isBlobEntry } from '../../retention/graph/links.ts'
import { reach } from '../../retention/graph/reachable.ts'
import type { RepositoryGraph } from '../../retention/repository-graph.ts'

const requestsAtOnce = 32

/** The state of the kept tags after a removal. */
export interface KeptCheck {
  readonly tags: number
  /** Manifests that these tags reach, each counted once. */
  readonly manifests: number
  /** A sentence, without a full stop, for each tag that is gone and each manifest that a tag lacks. */
  readonly broken: readonly string[]
  /** Tags that point at another manifest now, which was not checked. */
  readonly moved: readonly Tag[]
}

/**
 * Checks that the registry still has each kept tag and every manifest that it reaches, except those that were missing
 * before. Throws RegistryError.
 */
export async function confirmKept(
  kept: readonly { readonly tag: Tag; readonly digest: Digest }[],
  graph: RepositoryGraph,
  { manifests }: RemoteRepository
): Promise<KeptCheck> {
  const turns = new ConcurrencyLimit(requestsAtOnce)
  const moved: Tag[] = []
  const requests = new Map<Digest, Promise<boolean>>()
  const isThere = async (digest: Digest) => {
    const request = requests.get(digest) ?? turns.run(async () => (await manifests.head(digest)) !== undefined)
    requests.set(digest, request)
    return await request
  }
  const check = async ({ tag, digest }: { readonly tag: Tag; readonly digest: Digest }) => {
    const now = await turns.run(() => manifests.head(tag))
    if (now === undefined) return graph.missing.has(digest) ? [] : [`the tag '${tag}' is gone`]
    if (now !== digest) {
      moved.push(tag)
      return []
    }
    const reached = reach([digest], (each) => childrenOf(each, graph))
      .keys()
      .toArray()
    const parts = reached.filter((each) => each !== digest && !graph.missing.has(each))
    const found = await Promise.all(parts.map(isThere))
    const lost = parts.filter((_, index) => !found[index])
    return lost.map((part) => `the tag '${tag}' lacks ${shortDigest(part)}`)
  }
  const broken = (await Promise.all(kept.map(check))).flat()
  const roots = new Set(kept.map(({ digest }) => digest))
  return { tags: kept.length, manifests: new Set([...roots, ...requests.keys()]).size, broken, moved }
}

function childrenOf(digest: Digest, { manifests }: RepositoryGraph): readonly Digest[] {
  const children = manifests.get(digest)?.children ?? []
  return children.filter((child) => !isBlobEntry(child)).map((child) => child.digest)
}
