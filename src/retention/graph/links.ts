import { type Descriptor, isManifest } from '../../oci/descriptor.ts'
import type { Digest } from '../../oci/digest.ts'
import { referrersTag } from '../../oci/distribution/referrer-tags.ts'
import type { Tag } from '../../oci/distribution/tag.ts'
import type { RepositoryGraph, StoredManifest, StoredTag } from '../repository-graph.ts'

/** How the manifests of a repository name each other; only those that the repository has. */
export interface Links {
  readonly children: (digest: Digest) => readonly Digest[]
  /** Manifests whose `subject` it is, and those at tags that are named after it. */
  readonly referrers: (digest: Digest) => readonly Digest[]
  /** Indexes without a tag that list nothing but referrers of it: fallback tags leave them behind. */
  readonly formerLists: (digest: Digest) => readonly Digest[]
  /** What a manifest refers to, if the repository has it. */
  readonly subject: (digest: Digest) => Digest | undefined
  /** Tags that are named after a manifest: `sha256-…`, `sha256-….sig`. */
  readonly namedAfter: ReadonlyMap<Tag, Digest>
  readonly tags: ReadonlyMap<Digest, readonly StoredTag[]>
}

/** Finds how the manifests of a graph name each other. */
export function linksIn({ tags, manifests, missing }: RepositoryGraph): Links {
  const namedAfter = subjectsOfTags(tags, manifests, missing)
  const byDigest = Map.groupBy(tags, ({ digest }) => digest)
  const refers = (digest: Digest, subject: Digest | undefined) => {
    const isHere = subject !== undefined && manifests.has(subject) && manifests.has(digest)
    return isHere ? [{ digest, subject }] : []
  }
  const all = [...manifests.values()]
  const referrers = bySubject([
    ...all.flatMap(({ digest, subject }) => refers(digest, subject)),
    ...tags.flatMap(({ digest, tag }) => refers(digest, namedAfter.get(tag))),
  ])
  const untagged = all.filter(({ digest }) => !byDigest.has(digest))
  const lists = bySubject(untagged.flatMap((manifest) => refers(manifest.digest, subjectOfList(manifest, manifests))))
  const children = new Map(
    all.flatMap((manifest) => {
      const here = manifest.children.map((child) => child.digest).filter((child) => manifests.has(child))
      return here.length > 0 ? [[manifest.digest, here] as const] : []
    })
  )
  return {
    children: (digest) => children.get(digest) ?? [],
    referrers: (digest) => referrers.get(digest) ?? [],
    formerLists: (digest) => lists.get(digest) ?? [],
    subject: (digest) => {
      const subject = manifests.get(digest)?.subject
      return subject !== undefined && manifests.has(subject) ? subject : undefined
    },
    namedAfter,
    tags: byDigest,
  }
}

interface Reference {
  readonly digest: Digest
  readonly subject: Digest
}

function bySubject(references: readonly Reference[]): ReadonlyMap<Digest, readonly Digest[]> {
  const groups = Map.groupBy(references, ({ subject }) => subject)
  return new Map([...groups].map(([subject, group]) => [subject, group.map(({ digest }) => digest)]))
}

/**
 * The subject of all that an index lists, if it lists nothing else: an index that its fallback tag has left, as every new
 * referrer makes another one.
 */
function subjectOfList(
  { children, subject }: StoredManifest,
  manifests: RepositoryGraph['manifests']
): Digest | undefined {
  const [first, ...others] = new Set(children.map(({ digest }) => manifests.get(digest)?.subject))
  return subject === undefined && others.length === 0 ? first : undefined
}

/** Entries of an index that are blobs: BuildKit keeps the layers of a cache so. */
export function isBlobEntry(entry: Descriptor): boolean {
  return !isManifest(entry) && blobTypes.some((start) => entry.mediaType.startsWith(start))
}

const blobTypes = [
  'application/vnd.oci.image.layer.',
  'application/vnd.docker.image.rootfs.',
  'application/vnd.buildkit.cacheconfig.',
]

const grammar = /^(?<algorithm>sha256|sha512)-(?<hex>[0-9a-f]{64})(?:\.(?:sig|att|sbom))?$/

/** A tag has only half of a SHA-512 digest: it is looked up among those that are known. */
function subjectsOfTags(
  tags: readonly StoredTag[],
  manifests: RepositoryGraph['manifests'],
  missing: RepositoryGraph['missing']
): ReadonlyMap<Tag, Digest> {
  const long = [...manifests.keys(), ...missing].filter((digest) => digest.startsWith('sha512:'))
  const byTag = new Map(long.map((digest) => [referrersTag(digest), digest]))
  const subjectOf = (tag: Tag) => {
    const { algorithm, hex } = grammar.exec(tag)?.groups ?? {}
    return algorithm === 'sha256' ? (`sha256:${hex}` as Digest) : byTag.get(tag)
  }
  const named = tags.map(({ tag }) => ({ tag, subject: subjectOf(tag) }))
  return new Map(named.flatMap(({ tag, subject }) => (subject ? [[tag, subject] as const] : [])))
}
