import type { Tag } from '../oci/tag.ts'
import { type Flavor, parseFlavor } from './flavor.ts'
import { type ImageName, parseImages } from './image-name.ts'
import { parseNameLines } from './name-lines.ts'
import { parseRules } from './parse-rule.ts'
import { parseFields } from './problems.ts'
import type { Rule } from './rule.ts'

/** The inputs that name an image, as they were written. */
export interface NamingInputs {
  readonly images: string
  readonly tags: string
  readonly flavor: string
  readonly labels: string
  readonly annotations: string
  /** DOCKER_METADATA_SHORT_SHA_LENGTH */
  readonly shortShaLength?: string | undefined
}

/** A tag that was written out with its image, and so is not for rules to make. */
export interface TaggedImage {
  /** As written, less the tag. */
  readonly name: string
  readonly tag: Tag
}

/** The inputs, read. */
export interface Naming {
  readonly images: readonly ImageName[]
  readonly rules: readonly Rule[]
  readonly references: readonly TaggedImage[]
  readonly flavor: Flavor
  /** `key=value` lines, with their expressions. */
  readonly labels: readonly string[]
  readonly annotations: readonly string[]
  readonly shortShaLength: string | undefined
  /** Keys that are not for what is known of every build, as a Dockerfile sets them itself. None unless given. */
  readonly isTaken?: (key: string) => boolean
}

/** Reads the inputs as docker/metadata-action does. Throws all that is wrong with them at once. */
export function parseNaming(inputs: NamingInputs): Naming {
  return parseFields<Naming>({
    ...namingParsers(inputs),
    images: () => parseImages(inputs.images),
    rules: () => parseRules(parseNameLines('tags', inputs.tags)),
    references: () => [],
  })
}

/** How the inputs are read that mean the same wherever images are named. */
export function namingParsers({ flavor, labels, annotations, shortShaLength }: NamingInputs) {
  return {
    flavor: () => parseFlavor(flavor),
    labels: () => parseNameLines('labels', labels),
    annotations: () => parseNameLines('annotations', annotations),
    shortShaLength: () => shortShaLength,
  }
}
