import { InputError } from '../../input-error.ts'
import { parseRepository, sameRepository } from '../../oci/distribution/reference.ts'
import type { Rule } from '../rules/rule.ts'
import { parseFieldChoice } from './choice.ts'
import { parseNameLines, splitFields } from './list.ts'
import { parseEach } from './problems.ts'

/** One entry of the `images` input, in lower case; the name is not validated. */
export interface ImageName {
  readonly name: string
  readonly enable: boolean
  /** Another name on the same line, which this one replaced. */
  readonly lost?: string
}

/** Parses the `images` input: a comma-separated list, or lines of `name=…,enable=…`. */
export function parseImages(text: string): readonly ImageName[] {
  const lines = parseNameLines('images', text)
  const [line, ...others] = lines
  if (line !== undefined && others.length === 0 && !line.includes('=')) {
    return splitFields('images', line).map((name) => ({ name: name.trim().toLowerCase(), enable: true }))
  }
  return parseEach(lines, parseImage)
}

/** If a line has several names, the last one wins. */
function parseImage(line: string): ImageName {
  const fields = splitFields('images', line, `, in: ${line}`).map((field) => parseField(field, line))
  const image: ImageName = Object.assign({ name: '', enable: true }, ...fields)
  if (image.name === '') throw new InputError('images', `the name is missing, in: ${line}`)
  const lost = fields.find(({ name }) => name && name !== image.name)?.name
  return lost === undefined ? image : { ...image, lost }
}

function parseField(field: string, line: string): Partial<ImageName> {
  const [key = '', value, ...more] = field.split('=').map((part) => part.trim())
  if (more.length > 0) throw new InputError('images', `'${field}' has more than one equals sign, in: ${line}`)
  if (value === undefined) return { name: key.toLowerCase() }
  switch (key.toLowerCase()) {
    case 'name':
      return { name: value.toLowerCase() }
    case 'enable':
      return { enable: parseFieldChoice('images', 'enable', ['true', 'false'], value, line) === 'true' }
    default:
      throw new InputError('images', `'${key}' is not known here: use name or enable, in: ${line}`)
  }
}

/** The message about a name that another one on the same line replaced. */
export function whyLost({ lost, name }: ImageName): string | undefined {
  return lost && `'${lost}' is ignored because '${name}' is on the same line: write one image per line`
}

/** Whether a rule produces tags for an image. */
export function isFor({ images }: Rule, name: string): boolean {
  return images.length === 0 || images.some((image) => sameImage(image, name))
}

/** Throws if a rule is for an image that is not listed. */
export function checkRuleImages(rules: readonly Rule[], images: readonly ImageName[]): void {
  parseEach(rules, ({ images: wanted, line }) => {
    const missing = wanted.find((image) => !images.some(({ name }) => sameImage(image, name)))
    if (missing === undefined) return
    throw new InputError('tags', `'${missing}' is not one of the images, in: ${line}`)
  })
}

/** Whether two spellings name the same image, as `app` and `docker.io/library/app` do. */
function sameImage(a: string, b: string): boolean {
  const [one, other] = [parseRepository(a), parseRepository(b)]
  return a === b || (one !== undefined && other !== undefined && sameRepository(one, other))
}
