import { attributesOf } from './attributes.ts'

/** An output that carries an image, in buildx's own form: docker/buildx, util/buildflags/export.go */
export interface ImageOutput {
  readonly text: string
  readonly type: string
  /** All but the type. */
  readonly attributes: ReadonlyMap<string, string>
}

const imageTypes = ['image', 'registry', 'docker', 'oci']

/** Reads `type=…,key=value,…`; undefined for an output of another kind. */
export function parseImageOutput(text: string): ImageOutput | undefined {
  const attributes = new Map(attributesOf(text))
  const type = attributes.get('type') ?? ''
  attributes.delete('type')
  return imageTypes.includes(type) ? { text, type, attributes } : undefined
}

export function formatOutput({ type, attributes }: Omit<ImageOutput, 'text'>): string {
  return csv([`type=${type}`, ...[...attributes].map(([key, value]) => `${key}=${value}`)])
}

/** The parts of one value; buildx reads them as CSV. */
export function csv(parts: readonly string[]): string {
  return parts.map((part) => (/[",\r\n]/.test(part) ? `"${part.replaceAll('"', '""')}"` : part)).join(',')
}

/** Whether it is the published image's own kind of output, whose attributes say how that is made. */
export function describesPublished({ type }: ImageOutput): boolean {
  return type === 'image' || type === 'registry'
}

/** Attributes that say where an image goes, and not how it is made. */
const placing =
  /^(?:name|dest|tar|push|push-by-digest|name-canonical|store|unpack|registry\.insecure|dangling-name-prefix)$/

/** How the image is made: its compression, annotations, time stamps. */
export function makingOf({ attributes }: ImageOutput): ReadonlyMap<string, string> {
  return new Map([...attributes].filter(([key]) => !placing.test(key)))
}

/** The images that an output names itself. */
export function namesIn({ attributes }: ImageOutput): readonly string[] {
  return (attributes.get('name') ?? '')
    .split(',')
    .map((name) => name.trim())
    .filter(Boolean)
}

/**
 * An output that carries an image, under these names where it has none of its own, and in OCI's media types unless it
 * asks for others: so all outputs of a build are one digest (docs/decisions/0022). Any other output as it is.
 */
export function complete(text: string, names: readonly string[]): string {
  const output = parseImageOutput(text)
  if (!output) return text
  const missing = Object.entries({ 'oci-mediatypes': 'true', ...named(names) }).filter(
    ([key]) => !output.attributes.has(key)
  )
  return formatOutput({ ...output, attributes: new Map([...output.attributes, ...missing]) })
}

/** The attribute that names an image; BuildKit attests what is named, and nothing else. */
export function named(names: readonly string[]): Readonly<Record<string, string>> {
  return names.length > 0 ? { name: names.join(',') } : {}
}
