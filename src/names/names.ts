import type { Tag } from '../oci/distribution/tag.ts'
import { type Annotation, parseAnnotation } from './annotations.ts'
import { findCandidates } from './candidate.ts'
import { prepareRuleContext, type RuleContext } from './expressions/rule-context.ts'
import type { Facts, Lookups } from './facts.ts'
import { checkRuleImages, isFor, whyLost } from './inputs/image-name.ts'
import type { NamingInputs, TaggedImage } from './inputs/naming.ts'
import { parseEach, parseFields } from './inputs/problems.ts'
import { knownLabels, type Label, mergeLabels, parseLabels } from './labels.ts'
import { needsKnownTags } from './moving.ts'
import { select, type Withheld } from './select.ts'

/** An image and its tags. If no image is named, there is one with an empty name. */
export interface NamedImage {
  readonly name: string
  readonly tags: readonly Tag[]
}

/** The names, labels and annotations of an image. */
export interface Names {
  /** The first tag; empty if there is none. */
  readonly version: string
  readonly images: readonly NamedImage[]
  readonly labels: readonly Label[]
  readonly annotations: readonly Annotation[]
  /** Tags that are not moved. */
  readonly withheld: readonly Withheld[]
  readonly warnings: readonly string[]
}

/** Applies the naming inputs. Awaits no requests except the lookups, and those only if a rule needs them. */
export async function nameImages(naming: NamingInputs, facts: Facts, lookups: Lookups): Promise<Names> {
  const { rules, references, flavor } = naming
  checkRuleImages(rules, naming.images)
  const warnings = new Set([...flavor.doubts, ...naming.images.flatMap((image) => whyLost(image) ?? [])])
  const context = await prepareRuleContext(naming, facts, lookups, (warning) => warnings.add(warning))
  const candidates = findCandidates(rules, flavor, context)
  const known = needsKnownTags(candidates, flavor, context.language) ? await lookups.knownTags() : undefined
  const selectFor = (names: readonly string[]) => {
    const theirs = candidates.filter(({ rule }) => names.some((name) => isFor(rule, name)))
    return select(theirs, flavor, known, context)
  }

  const names = nameList(naming)
  const { tags, withheld } = selectFor(names)
  const images = names.map((name) => ({ name, tags: selectFor([name]).tags }))
  const version = tags[0] ?? references[0]?.tag ?? ''
  if (version === '' && !naming.hasOtherTags)
    warnings.add("No rule produced a tag for this event: see the input 'tags'")
  const description = describe(naming, version, context)
  return {
    version,
    images: [...images, ...groupReferences(references)],
    ...description,
    withheld,
    warnings: [...warnings],
  }
}

/** The labels and annotations: those known for every build, and those that the inputs add or override. */
function describe(naming: NamingInputs, version: string, context: RuleContext): Pick<Names, 'labels' | 'annotations'> {
  const { isTaken = () => false } = naming
  const known = knownLabels(context.facts, version)
  const given = parseFields({
    labels: () => parseLabels('labels', expandLines('labels', naming.labels, context), context.warn),
    annotations: () => {
      const lines = expandLines('annotations', naming.annotations, context)
      return parseEach(parseLabels('annotations', lines, context.warn), parseAnnotation)
    },
  })
  return {
    labels: mergeLabels([...known.filter(([key]) => !isTaken(key)), ...given.labels]),
    annotations: [...known.map((label) => ({ label, levels: [] })), ...given.annotations],
  }
}

/** The images that rules produce tags for; one empty name if nothing is named. */
function nameList({ images, references }: NamingInputs): readonly string[] {
  const names = images.filter(({ enable }) => enable).map(({ name }) => name)
  return names.length === 0 && references.length === 0 ? [''] : names
}

function groupReferences(references: readonly TaggedImage[]): readonly NamedImage[] {
  const groups = Map.groupBy(references, ({ name }) => name)
  return [...groups].map(([name, group]) => ({ name, tags: [...new Set(group.map(({ tag }) => tag))] }))
}

function expandLines(
  input: string,
  lines: readonly string[],
  { language, vocabulary }: RuleContext
): readonly string[] {
  return parseEach(lines, (line) => language.expand(input, line, vocabulary))
}
