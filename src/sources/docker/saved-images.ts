import type { JsonRecord } from '../../json.ts'
import { ContentError } from '../../oci/content-error.ts'
import { isDigest } from '../../oci/digest.ts'
import { formatRepository, parseReference } from '../../oci/distribution/reference.ts'
import { checkedRecord, parseJsonFile } from '../json-file.ts'
import { listedNames } from '../listed-names.ts'

/** An image in a Docker archive. Paths are as written in its `manifest.json`. */
export interface SavedImage {
  readonly config: string
  /** From the base up. */
  readonly layers: readonly string[]
  /** `app:1`, `docker.io/library/app:1`; an image may have none. */
  readonly names: readonly string[]
}

const fieldNames = ['Config', 'RepoTags', 'Layers']

/** Parses the `manifest.json` of a Docker archive: moby, image/tarexport/save.go. Throws ContentError. */
export function parseSavedImages(bytes: Uint8Array, where: string): readonly SavedImage[] {
  const entries = parseJsonFile(bytes, where)
  if (!Array.isArray(entries)) throw new ContentError(`${where} is not a list of images`)
  return entries.map((entry: unknown, index) => parseEntry(entry, `entry ${index} of ${where}`))
}

/** The image with this name or ID; without one, the only image. Throws ContentError that lists what there is. */
export function chooseSaved(images: readonly SavedImage[], name: string | undefined, where: string): SavedImage {
  const [only, ...others] = name === undefined ? images : images.filter((image) => isNamed(image, name))
  if (only && others.every((other) => other.config === only.config)) return only
  const names = listedNames(images.map(shownName))
  throw new ContentError(
    only
      ? `${where} contains several images: choose one of ${names}`
      : `${where} contains no image${name === undefined ? '' : ` named ${name}`}; available: ${names || 'none'}`
  )
}

/** A name in full: `docker.io/library/app:latest`. Undefined if it is not a reference. */
export function fullName(name: string): string | undefined {
  const { repository, tag, digest } = parseReference(name) ?? {}
  if (!repository) return undefined
  return `${formatRepository(repository)}${digest ? `@${digest}` : `:${tag ?? 'latest'}`}`
}

function isNamed({ names, config }: SavedImage, name: string): boolean {
  if (isDigest(name)) return config.includes(name.slice(name.indexOf(':') + 1))
  const full = fullName(name)
  return names.some((each) => each === name || (full !== undefined && fullName(each) === full))
}

/** Foreign text is shown only if it is a reference. */
function shownName({ names, config }: SavedImage): string {
  const hex = /[0-9a-f]{64}/.exec(config)?.[0]
  return names.find((name) => fullName(name) !== undefined) ?? (hex ? `sha256:${hex}` : 'an image without a name')
}

function parseEntry(entry: unknown, where: string): SavedImage {
  const fields = checkedRecord(entry, fieldNames, where)
  const { Config: config } = fields
  if (typeof config !== 'string' || config === '') throw new ContentError(`${where} has no 'Config'`)
  return { config, layers: strings(fields, 'Layers', where), names: strings(fields, 'RepoTags', where) }
}

/** Programs written in Go write null for an empty list. */
function strings(entry: JsonRecord, field: string, where: string): readonly string[] {
  const value = entry[field] ?? []
  if (Array.isArray(value) && value.every((item) => typeof item === 'string')) return value
  throw new ContentError(`${where} has a field '${field}' that is not a list of strings`)
}
