import type { Tag } from '../oci/distribution/tag.ts'
import { type Candidate, nameTag } from './candidate.ts'
import type { RuleContext } from './expressions/rule-context.ts'
import type { KnownTags } from './facts.ts'
import type { Flavor } from './inputs/flavor.ts'
import { whyLatestStays, whyTagStays } from './moving.ts'

/** A tag that is not published, and why. */
export interface Withheld {
  readonly tag: Tag
  readonly reason: string
}

/** The tags of one image, without duplicates: its version comes first, `latest` last. */
export interface Selection {
  readonly tags: readonly Tag[]
  readonly withheld: readonly Withheld[]
}

/** A tag, and the reason if it is withheld. */
interface Judged {
  readonly tag: Tag
  readonly reason: string | undefined
}

/** Selects from the tags that the rules for one image produced. The first published tag decides about `latest`. */
export function select(
  candidates: readonly Candidate[],
  flavor: Flavor,
  known: KnownTags | undefined,
  context: RuleContext
): Selection {
  const own = candidates.map((candidate) => {
    return { candidate, tag: candidate.tag, reason: whyTagStays(candidate, known, context.language) }
  })
  const first = own.find(({ reason }) => reason === undefined)?.candidate
  const judged: readonly Judged[] = [...own, ...(first ? judgeLatest(first, flavor, known, context) : [])]
  const tags = new Set(judged.filter(({ reason }) => reason === undefined).map(({ tag }) => tag))
  const withheld = judged.flatMap(({ tag, reason }) => (reason === undefined || tags.has(tag) ? [] : { tag, reason }))
  return { tags: [...tags], withheld }
}

function judgeLatest(
  first: Candidate,
  flavor: Flavor,
  known: KnownTags | undefined,
  context: RuleContext
): readonly Judged[] {
  const isWanted = flavor.latest === 'true' || (flavor.latest !== 'false' && first.latest)
  if (!isWanted) return []
  const expand = (affix: string) => context.language.expand('flavor', affix, context.vocabulary)
  const prefix = flavor.prefixLatest ? expand(flavor.prefix) : ''
  const suffix = flavor.suffixLatest ? expand(flavor.suffix) : ''
  const reason = flavor.latest === 'highest' ? whyLatestStays(first, known) : undefined
  return [{ tag: nameTag(`${prefix}latest${suffix}`, 'latest', context), reason }]
}
