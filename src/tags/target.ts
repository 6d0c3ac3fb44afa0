import { InputError } from '../input-error.ts'
import { formatRepository, parseReference, parseRepository, type Repository } from '../oci/reference.ts'
import type { Tag } from '../oci/tag.ts'
import { type ImageName, parseImages } from './image-name.ts'
import { parseList } from './list.ts'
import type { NamedImage } from './names.ts'
import { type Naming, type NamingInputs, namingParsers } from './naming.ts'
import { parseRules } from './parse-rule.ts'
import { parseEach, parseFields } from './problems.ts'
import { parseReferenceLine } from './reference-line.ts'

/** A repository, and the tags to publish there. */
export interface Target {
  readonly repository: Repository
  readonly tags: readonly Tag[]
}

/**
 * Reads the inputs of an image that is to be published: as docker/metadata-action does, but that a tag may be written
 * out with its image, that images have names which a registry can have, and that without any the image is called as
 * its repository at GitHub is (`owner/name`).
 */
export function parseTargetNaming(inputs: NamingInputs, repository: string): Naming {
  const { images, tags, ...others } = parseFields({
    images: () => parseEach(parseImages(inputs.images), checkImage),
    tags: () => parseTags(inputs),
    ...namingParsers(inputs),
  })
  const isNameless = images.length === 0 && tags.references.length === 0
  return { ...others, ...tags, images: isNameless ? [defaultImage(repository)] : images }
}

function parseTags(inputs: NamingInputs): Pick<Naming, 'rules' | 'references'> {
  const hasImages = parseList('images', inputs.images).length > 0
  const lines = parseEach(parseList('tags', inputs.tags), (line) => ({
    line,
    references: parseReferenceLine(line, hasImages),
  }))
  const references = lines.flatMap((line) => line.references ?? [])
  const ruleLines = lines.filter((line) => !line.references).map(({ line }) => line)
  const [line] = ruleLines
  if (references.length === 0 || hasImages) return { references, rules: parseRules(ruleLines) }
  if (line === undefined) return { references, rules: [] }
  throw new InputError('images', `it is empty, so there is no image for the rule: ${line}`)
}

function checkImage(image: ImageName): ImageName {
  if (parseRepository(image.name)) return image
  const problem = parseReference(image.name)
    ? "it has a tag or a digest: tags go into the input 'tags'"
    : 'it is no name'
  throw new InputError('images', `'${image.name}' is not an image like ghcr.io/owner/name: ${problem}`)
}

function defaultImage(repository: string): ImageName {
  return checkImage({ name: `ghcr.io/${repository.toLowerCase()}`, enable: true })
}

/** Where images are to be published, each repository once, in the order in which they are named. */
export function targetsOf(images: readonly NamedImage[]): readonly Target[] {
  const targets = new Map<string, Target>()
  for (const { name, tags } of images) {
    const repository = parseRepository(name)
    if (!repository) continue
    const key = formatRepository(repository)
    const earlier = targets.get(key)?.tags ?? []
    targets.set(key, { repository, tags: [...new Set([...earlier, ...tags])] })
  }
  return [...targets.values()].filter(({ tags }) => tags.length > 0)
}
