import { isRecord, type JsonRecord, parseJson, recordOf } from '../../../json.ts'
import { collectBytes } from '../../../oci/blob-content.ts'
import { ContentError } from '../../../oci/content-error.ts'
import { type Descriptor, isImageConfig, isIndex } from '../../../oci/descriptor.ts'
import { algorithmOf, digestOf } from '../../../oci/digest.ts'
import { fieldsOf } from '../../../oci/index/index-entry.ts'
import type { Manifest } from '../../../oci/manifest.ts'
import type { RemoteRepository } from '../../../registry/repository.ts'
import type { ManifestFacts } from '../inspection.ts'
import type { ReadLimits } from './inspected-repository.ts'

/** Where an image is read. */
export interface ReadPlace {
  /** How errors name the image. */
  readonly image: string
  readonly remote: RemoteRepository
  readonly limits: ReadLimits
  readonly signal: AbortSignal
}

/** Bytes of a configuration; real ones have some kilobytes. */
const configLimit = 4 * 1024 * 1024
/** image-spec, manifest.md#guidance-for-an-empty-descriptor: its content is known. */
export const emptyConfigType = 'application/vnd.oci.empty.v1+json'

/** What a manifest says; of an image manifest, its configuration is read as well. Throws ContentError or RegistryError. */
export async function readManifestFacts(manifest: Manifest, place: ReadPlace): Promise<ManifestFacts> {
  const [descriptor, ...layers] = manifest.blobs
  const config = descriptor && (await readConfig(descriptor, place))
  const isImage = descriptor !== undefined && isImageConfig(descriptor)
  const annotations = textFields(fieldsOf(manifest).annotations)
  const created = (isImage && config?.created) || annotations['org.opencontainers.image.created']
  return {
    ...(typeof created === 'string' && created !== '' && { created }),
    labels: isImage ? textFields(recordOf(config?.config).Labels) : {},
    annotations,
    ...(config && { config }),
    layers: layers.map(({ mediaType, digest, size }) => ({ mediaType, digest, size })),
  }
}

/** The media type that says what an artifact is; undefined for an image and an index without one. */
export function artifactTypeOf(manifest: Manifest): string | undefined {
  const { artifactType } = fieldsOf(manifest)
  if (typeof artifactType === 'string' && artifactType !== '') return artifactType
  const [config] = manifest.blobs
  return isIndex(manifest.descriptor) || !config || isImageConfig(config) ? undefined : config.mediaType
}

/** The configuration of an image, or of another artifact that has one in JSON. */
async function readConfig(descriptor: Descriptor, place: ReadPlace): Promise<JsonRecord | undefined> {
  const { mediaType, digest, size } = descriptor
  const isImage = isImageConfig(descriptor)
  const isText = mediaType.endsWith('+json') && mediaType !== emptyConfigType
  if (!isImage && (!isText || size > configLimit)) return undefined
  const fail = (problem: string) => new ContentError(`${place.image}: the configuration ${digest} ${problem}`)
  if (size > configLimit) throw fail(`is larger than ${configLimit} bytes, which no image needs`)
  place.limits.count(descriptor)
  const { remote, signal } = place
  const bytes = await collectBytes(() => remote.blobs.download(descriptor, 0, signal))
  if (digestOf(bytes, algorithmOf(digest)) !== digest) throw fail('has other content. Push the image there again')
  const config = parsed(bytes)
  if (!config && isImage) throw fail('is not a JSON object. Build the image again')
  return config
}

function parsed(bytes: Buffer): JsonRecord | undefined {
  try {
    const value = parseJson(bytes.toString())
    return isRecord(value) ? value : undefined
  } catch {
    return undefined
  }
}

/** The texts of an object; it may have other values, or not be one. */
export function textFields(value: unknown): Readonly<Record<string, string>> {
  const texts = Object.entries(recordOf(value)).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string'
  )
  return Object.fromEntries(texts)
}
