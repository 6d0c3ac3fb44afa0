import type { SummarizedImage } from '../../github/summary/image/image-sections.ts'
import { formatTarget } from '../../oci/distribution/target.ts'
import type { Outcome } from '../../plan/outcome.ts'
import { isPublication } from '../../plan/parts/part-report.ts'
import type { Result } from '../job/result.ts'

/** Each image of a run, beside the one that it replaces at the first target where that is known. */
export function comparedImages({ outcomes, sizes, part, names }: Result): readonly SummarizedImage[] {
  if (part && !isPublication(part)) return []
  const compared = outcomes.flatMap(withComparison)
  const images = [...Map.groupBy(compared, ({ comparison }) => comparison.made).values()]
  const [{ name = '', tags: [tag] = [] } = {}] = names.images
  if (images.length === 0 && sizes) return [{ name: tag === undefined ? name : `${name}:${tag}`, comparison: sizes }]
  return images.flatMap((group) => group.find(({ comparison }) => comparison.previous) ?? group.slice(0, 1))
}

function withComparison({ comparison, target, tags }: Outcome): readonly SummarizedImage[] {
  const [first] = tags
  return comparison ? [{ name: `${formatTarget(target)}${first ? `:${first.tag}` : ''}`, comparison }] : []
}
