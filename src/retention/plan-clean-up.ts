import type { CleanUpPlan } from './clean-up-plan.ts'
import { brokenIndexes } from './graph/broken-indexes.ts'
import { whyIncomplete } from './graph/completeness.ts'
import { freedBytes } from './graph/freed-bytes.ts'
import { imageTimes } from './graph/image-times.ts'
import { linksIn } from './graph/links.ts'
import { whyAboveCeiling } from './removal/ceiling.ts'
import { planSteps } from './removal/plan-steps.ts'
import type { RepositoryGraph } from './repository-graph.ts'
import type { RemovalTraits, RetentionFacts } from './retention-facts.ts'
import type { RetentionPolicy } from './retention-policy.ts'
import { decideManifests, explainManifest } from './rules/manifest-decisions.ts'
import { settleTags } from './rules/settle-tags.ts'
import { ruleOnTags } from './rules/tag-decisions.ts'

/**
 * Decides what stays and what goes of one repository. Nothing goes that something needs which stays: what kept tags reach,
 * what refers to it, and what no rule names. Throws InputError if a regular expression of the policy takes too long.
 */
export function planCleanUp(
  graph: RepositoryGraph,
  policy: RetentionPolicy,
  facts: RetentionFacts,
  traits: RemovalTraits
): CleanUpPlan {
  const unknownDigests = policy.keepDigests.filter((digest) => !graph.manifests.has(digest))
  const incomplete = whyIncomplete(graph, policy, facts)
  if (incomplete !== undefined)
    return { ...keepAll(graph), refused: `${incomplete} Nothing is deleted.`, unknownDigests }
  const scope = { graph, policy, facts, times: imageTimes(graph), broken: brokenIndexes(graph) }
  const links = linksIn(graph)
  const decided = decideManifests(ruleOnTags(scope), links, scope, traits)
  const { removed } = decided
  const tags = settleTags(decided, traits, links, scope)
  const bytes = freedBytes(graph, removed)
  const manifests = [...graph.manifests.values()].map((manifest) => ({
    digest: manifest.digest,
    mediaType: manifest.mediaType,
    bytes: bytes.get(manifest.digest) ?? 0,
    ...explainManifest(manifest, decided, links),
  }))
  const refused = whyAboveCeiling(decided, tags, policy.atMost)
  return {
    tags,
    manifests,
    steps: refused === undefined ? planSteps(tags, decided, links, scope, traits) : [],
    bytes: bytes.values().reduce((sum, each) => sum + each, 0),
    ...(refused !== undefined && { refused }),
    unknownDigests,
  }
}

function keepAll({ tags, manifests }: RepositoryGraph): Pick<CleanUpPlan, 'tags' | 'manifests' | 'steps' | 'bytes'> {
  const kept = { do: 'keep', reason: 'nothing is deleted' } as const
  return {
    tags: tags.map(({ tag, digest }) => ({ tag, digest, ...kept })),
    manifests: [...manifests.values()].map(({ digest, mediaType }) => ({ digest, mediaType, bytes: 0, ...kept })),
    steps: [],
    bytes: 0,
  }
}
