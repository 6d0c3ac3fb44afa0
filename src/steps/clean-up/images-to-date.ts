import type { Digest } from '../../oci/digest.ts'
import type { Tag } from '../../oci/distribution/tag.ts'
import { isNoteTag } from '../../plan/parts/note-tags.ts'
import { brokenIndexes } from '../../retention/graph/broken-indexes.ts'
import type { RepositoryGraph } from '../../retention/repository-graph.ts'
import type { RetentionFacts } from '../../retention/retention-facts.ts'
import type { RetentionPolicy } from '../../retention/retention-policy.ts'
import { areVersions } from '../../retention/rules/newest-tags.ts'
import { tagsToDelete, tagsToKeep } from '../../retention/rules/rule-tags.ts'

/** The images whose age a rule depends on. Throws InputError if a regular expression of the policy takes too long. */
export function imagesToDate(
  graph: RepositoryGraph,
  policy: RetentionPolicy,
  facts: RetentionFacts
): ReadonlySet<Digest> {
  const names = graph.tags.map(({ tag }) => tag)
  const keeping = policy.keep.flatMap((rule) => {
    const tags = rule.newest === undefined && rule.youngerThan === undefined ? [] : tagsToKeep(rule, names)
    return rule.newest !== undefined && areVersions(tags) ? [] : tags
  })
  const deleting = policy.delete.flatMap((rule) =>
    rule.olderThan === undefined ? [] : [...tagsToDelete(rule, names, facts, policy)]
  )
  const notes = policy.untagged ? names.filter(isNoteTag) : []
  const tags = new Set<Tag>([...keeping, ...deleting, ...notes])
  const tagged = graph.tags.filter(({ tag, pushedAt }) => tags.has(tag) && pushedAt === undefined)
  return new Set([
    ...tagged.map(({ digest }) => digest),
    ...(policy.broken ? brokenIndexes(graph).keys() : []),
    ...(policy.untagged || policy.orphans?.olderThan !== undefined ? untagged(graph) : []),
  ])
}

/** Manifests that no tag and no index names. */
function untagged({ tags, manifests }: RepositoryGraph): readonly Digest[] {
  const named = new Set(tags.map(({ digest }) => digest))
  for (const { children } of manifests.values()) for (const { digest } of children) named.add(digest)
  return [...manifests.keys()].filter((digest) => !named.has(digest))
}
