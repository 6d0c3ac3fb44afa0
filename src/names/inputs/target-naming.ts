import { InputError } from '../../input-error.ts'
import { formatRepository, parseReference, parseRepository, type Repository } from '../../oci/distribution/reference.ts'
import type { Tag } from '../../oci/distribution/tag.ts'
import type { NamedImage } from '../names.ts'
import { automatic } from './default-image.ts'
import { type ImageName, parseImages, whyLost } from './image-name.ts'
import { parseNameLines } from './list.ts'
import { type NamingInputs, namingParsers, type RawNamingInputs, type TaggedImage } from './naming.ts'
import { parseRules, publishDefaults } from './parse-rule.ts'
import { parseEach, parseFields } from './problems.ts'
import { parseReferenceLine } from './reference-line.ts'

/** A repository, and the tags to publish there. */
export interface ParsedTarget {
  readonly repository: Repository
  readonly tags: readonly Tag[]
}

/**
 * Parses the inputs of an image to publish: as docker/metadata-action does, except that a tag may be given with its
 * image, and that image names must be valid in a registry. `fallback` is the image to use if a workflow names none;
 * without it, naming none is an error only if there are rules.
 */
export function parseTargetNaming(inputs: RawNamingInputs, fallback: string | undefined): NamingInputs {
  const {
    images: listed,
    tags,
    ...others
  } = parseFields({
    images: () => parseTargetImages(inputs.images),
    tags: () => parseTags(inputs, fallback),
    ...namingParsers(inputs),
  })
  const { hasRules, ...named } = tags
  const images = hasRules ? listed : withoutReferenced(listed, tags.references)
  const rules = images.length === 0 && listed.length > 0 ? [] : tags.rules
  const isNameless = listed.length === 0 && tags.references.length === 0 && fallback !== undefined
  return { ...others, ...named, rules, images: isNameless ? [checkImage({ name: fallback, enable: true })] : images }
}

/** The default rules are not for an image whose tags are listed in full: nobody asked for more. */
function withoutReferenced(images: readonly ImageName[], references: readonly TaggedImage[]): readonly ImageName[] {
  const listed = new Set(references.map(({ name }) => repositoryKey(name)))
  return images.filter(({ name }) => !listed.has(repositoryKey(name)))
}

function repositoryKey(name: string): string {
  const repository = parseRepository(name)
  return repository ? formatRepository(repository) : name
}

interface ParsedTags extends Pick<NamingInputs, 'rules' | 'references'> {
  /** Whether a line of the input is a rule, and not a full reference. */
  readonly hasRules: boolean
}

function parseTargetImages(text: string): readonly ImageName[] {
  if (text.trim() === automatic) return []
  const images = parseEach(parseImages(text), checkImage)
  if (images.length > 0) return images
  throw new InputError('images', 'the value is empty. Set the variable that it comes from, or omit the input')
}

function parseTags(inputs: RawNamingInputs, fallback: string | undefined): ParsedTags {
  const hasImages = inputs.images.trim() !== automatic
  const lines = parseEach(parseNameLines('tags', inputs.tags), (line) => ({
    line,
    references: parseReferenceLine(line, hasImages),
  }))
  const references = lines.flatMap((line) => line.references ?? [])
  const ruleLines = lines.filter((line) => !line.references).map(({ line }) => line)
  const [line] = ruleLines
  const isNamed = hasImages || (references.length === 0 && fallback !== undefined)
  if (line !== undefined && !isNamed) throw new InputError('images', `name the image that this rule is for: ${line}`)
  const isListed = line === undefined && references.length > 0 && !hasImages
  return { references, hasRules: line !== undefined, rules: isListed ? [] : parseRules(ruleLines, publishDefaults) }
}

function checkImage(image: ImageName): ImageName {
  const lost = whyLost(image)
  if (lost !== undefined) throw new InputError('images', lost)
  if (parseRepository(image.name)) return image
  throw new InputError('images', `'${image.name}' is not an image name like ghcr.io/owner/name: ${problemOf(image)}`)
}

function problemOf({ name }: ImageName): string {
  if (parseReference(name)) return "it has a tag or a digest: tags belong in the input 'tags'"
  if (name.includes('#')) return 'put the comment on a separate line'
  return /\s/.test(name)
    ? 'write one image per line'
    : 'the name has characters or a form that registries do not accept'
}

/** The targets to publish images to: each repository once, in the order in which they are named. */
export function targetsOf(images: readonly NamedImage[]): readonly ParsedTarget[] {
  const targets = new Map<string, ParsedTarget>()
  for (const { name, tags } of images) {
    const repository = parseRepository(name)
    if (!repository) continue
    const key = formatRepository(repository)
    const earlier = targets.get(key)?.tags ?? []
    targets.set(key, { repository, tags: [...new Set([...earlier, ...tags])] })
  }
  return [...targets.values()].filter(({ tags }) => tags.length > 0)
}
