import { attributesOf } from './attributes.ts'

/** An output that holds an image, in buildx's format: docker/buildx, util/buildflags/export.go */
export interface ImageOutput {
  readonly text: string
  readonly type: string
  /** All attributes but the type. */
  readonly attributes: ReadonlyMap<string, string>
}

const imageTypes = ['image', 'registry', 'docker', 'oci']

/** Parses `type=…,key=value,…`; undefined for an output of another type. */
export function parseImageOutput(text: string): ImageOutput | undefined {
  const attributes = new Map(attributesOf(text))
  const type = attributes.get('type') ?? ''
  attributes.delete('type')
  return imageTypes.includes(type) ? { text, type, attributes } : undefined
}

export function formatOutput({ type, attributes }: Omit<ImageOutput, 'text'>): string {
  return csv([`type=${type}`, ...[...attributes].map(([key, value]) => `${key}=${value}`)])
}

/** Joins the parts of a value as CSV, which is how buildx parses it. */
export function csv(parts: readonly string[]): string {
  return parts.map((part) => (/[",\r\n]/.test(part) ? `"${part.replaceAll('"', '""')}"` : part)).join(',')
}

/** Whether an output has a type of the published image, so that its attributes say how that is made. */
export function describesPublished({ type }: ImageOutput): boolean {
  return type === 'image' || type === 'registry'
}

/** Attributes that say where an image goes, not how it is made. */
const placing =
  /^(?:name|dest|tar|push|push-by-digest|name-canonical|store|unpack|registry\.insecure|dangling-name-prefix)$/

/** The attributes that say how the image is made: its compression, annotations, timestamps. */
export function imageAttributesOf({ attributes }: ImageOutput): ReadonlyMap<string, string> {
  return new Map([...attributes].filter(([key]) => !placing.test(key)))
}

/** The image names in an output. */
export function namesIn({ attributes }: ImageOutput): readonly string[] {
  return (attributes.get('name') ?? '')
    .split(',')
    .map((name) => name.trim())
    .filter(Boolean)
}

/**
 * Gives an output that holds an image these names if it has none, and OCI media types unless it asks for others, so
 * that all outputs of a build have the same digest (docs/decisions/0022). Returns any other output unchanged.
 */
export function complete(text: string, names: readonly string[]): string {
  const output = parseImageOutput(text)
  if (!output) return text
  const missing = Object.entries({ 'oci-mediatypes': 'true', ...named(names) }).filter(
    ([key]) => !output.attributes.has(key)
  )
  return formatOutput({ ...output, attributes: new Map([...output.attributes, ...missing]) })
}

/** The attribute that names an image; BuildKit uses only these names as subjects of attestations. */
export function named(names: readonly string[]): Readonly<Record<string, string>> {
  return names.length > 0 ? { name: names.join(',') } : {}
}
