import { type Digest, shortDigest } from '../../oci/digest.ts'
import { identifiesBranches } from '../policy/tag-template.ts'
import type { RepositoryGraph, StoredManifest } from '../repository-graph.ts'
import type { RetentionFacts } from '../retention-facts.ts'
import type { RetentionPolicy } from '../retention-policy.ts'
import { isBlobEntry } from './links.ts'

/** Why what was read is not enough to delete anything; undefined if it is. */
export function whyIncomplete(
  graph: RepositoryGraph,
  policy: RetentionPolicy,
  facts: RetentionFacts
): string | undefined {
  return whyGraph(graph) ?? whyDigests(graph, policy) ?? whyFacts(policy, facts)
}

function whyGraph({ tags, manifests, missing }: RepositoryGraph): string | undefined {
  const isKnown = (digest: Digest) => manifests.has(digest) || missing.has(digest)
  const both = [...missing].find((digest) => manifests.has(digest))
  if (both) return `Manifest ${shortDigest(both)} was both read and missing, so it changed meanwhile.`
  const names = new Set<string>()
  for (const { tag, digest } of tags) {
    if (names.has(tag)) return `Tag '${tag}' was listed twice, so the tags changed meanwhile.`
    names.add(tag)
    if (!isKnown(digest)) return `Tag '${tag}' points at ${shortDigest(digest)}, which was not read.`
  }
  for (const manifest of manifests.values()) {
    const unread = namedBy(manifest).find((digest) => !isKnown(digest))
    if (unread) return `Manifest ${shortDigest(manifest.digest)} names ${shortDigest(unread)}, which was not read.`
  }
  return undefined
}

function namedBy({ children, subject }: StoredManifest): readonly Digest[] {
  const named = children.filter((child) => !isBlobEntry(child)).map(({ digest }) => digest)
  return subject === undefined ? named : [...named, subject]
}

function whyDigests({ manifests, missing }: RepositoryGraph, { keepDigests }: RetentionPolicy): string | undefined {
  const unread = keepDigests.find((digest) => !(manifests.has(digest) || missing.has(digest)))
  return unread && `'keep-digests' names ${shortDigest(unread)}, which was not read.`
}

function whyFacts(policy: RetentionPolicy, facts: RetentionFacts): string | undefined {
  const templates = policy.delete.flatMap(({ deletedBranches }) => deletedBranches ?? [])
  if (!Number.isFinite(facts.now)) return 'The time is not known.'
  if (policy.delete.some(({ closedPullRequests }) => closedPullRequests) && !facts.closedPullRequests) {
    return 'The closed pull requests are not known.'
  }
  if (templates.length === 0) return undefined
  if (!facts.branches?.length) return 'The branches that exist are not known.'
  const isOpen = templates.some((template) => !identifiesBranches(template))
  return isOpen && !facts.formerBranches ? 'The branches that were deleted are not known.' : undefined
}
