import type { Tag } from '../../oci/distribution/tag.ts'
import type { Rule } from '../rules/rule.ts'
import { type Flavor, parseFlavor } from './flavor.ts'
import { type ImageName, parseImages } from './image-name.ts'
import { parseNameLines } from './list.ts'
import { parseRules } from './parse-rule.ts'
import { parseFields } from './problems.ts'

/** The inputs that name an image, as written. */
export interface RawNamingInputs {
  readonly images: string
  readonly tags: string
  readonly flavor: string
  readonly labels: string
  readonly annotations: string
  /** DOCKER_METADATA_SHORT_SHA_LENGTH */
  readonly shortShaLength?: string | undefined
}

/** A tag that was given with its image, so it does not come from a rule. */
export interface TaggedImage {
  /** As written, without the tag. */
  readonly name: string
  readonly tag: Tag
}

/** The parsed inputs. */
export interface NamingInputs {
  readonly images: readonly ImageName[]
  readonly rules: readonly Rule[]
  readonly references: readonly TaggedImage[]
  readonly flavor: Flavor
  /** `key=value` lines, with their expressions not yet expanded. */
  readonly labels: readonly string[]
  readonly annotations: readonly string[]
  readonly shortShaLength: string | undefined
  /** Whether the tags are those of another repository, so that no rule has to give one. */
  readonly hasOtherTags?: boolean
  /**
   * Whether a Dockerfile sets a key itself, in which case the label known for every build is left out. Default: never.
   */
  readonly isTaken?: (key: string) => boolean
}

/** Parses the inputs as docker/metadata-action does. Throws all problems at once. */
export function parseNaming(inputs: RawNamingInputs): NamingInputs {
  return parseFields<NamingInputs>({
    ...namingParsers(inputs),
    images: () => parseImages(inputs.images),
    rules: () => parseRules(parseNameLines('tags', inputs.tags)),
    references: () => [],
  })
}

/** Parsers for the inputs that mean the same wherever images are named. */
export function namingParsers({ flavor, labels, annotations, shortShaLength }: RawNamingInputs) {
  return {
    flavor: () => parseFlavor(flavor),
    labels: () => parseNameLines('labels', labels),
    annotations: () => parseNameLines('annotations', annotations),
    shortShaLength: () => shortShaLength,
  }
}
