import { InputError } from '../../input-error.ts'
import { parseRecord } from '../../json.ts'
import { collectBytes } from '../../oci/blob-content.ts'
import { ContentError } from '../../oci/content-error.ts'
import { type Descriptor, isImageConfig, isIndex } from '../../oci/descriptor.ts'
import type { ImageSource } from '../../oci/image-source.ts'
import { platformInConfig } from '../../oci/index/image-platform.ts'
import type { IndexPart } from '../../oci/index/index-entry.ts'
import { type Manifest, manifestLimit } from '../../oci/manifest.ts'

/** A source as a part of a new image: an image manifest gets the platform of its configuration. Throws InputError. */
export async function readPart(name: string, source: ImageSource): Promise<IndexPart> {
  const { image } = source
  const root = image.manifests.at(-1) as Manifest
  if (isIndex(root.descriptor)) return { name, image }
  const [config] = root.blobs
  if (!config || !isImageConfig(config)) {
    throw new InputError(
      'source',
      `${name} is an artifact (${config?.mediaType}), not a container image, ${consequence}`
    )
  }
  const platform = platformInConfig(parseRecord(await readConfig(source, config)))
  if (platform) return { name, image, platform }
  throw new InputError('source', `the configuration of ${name} does not name its platform, ${consequence}`)
}

const consequence =
  'so it cannot be combined with other images or selected by platform: publish it in a step of its own'

async function readConfig(source: ImageSource, { digest, size }: Descriptor): Promise<string> {
  const content = source.blob(digest)
  if (!content) throw new ContentError(`The configuration ${digest} is missing, ${source.absence}`)
  if (size > manifestLimit) {
    throw new ContentError(`${source.name}: the configuration ${digest} is larger than ${manifestLimit} bytes`)
  }
  return (await collectBytes((signal) => content.read(0, size, signal))).toString('utf8')
}
