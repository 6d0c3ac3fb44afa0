import { collectBytes } from '../../oci/blob-content.ts'
import { type Descriptor, isImageConfig } from '../../oci/descriptor.ts'
import type { Digest } from '../../oci/digest.ts'
import type { ImageSource } from '../../oci/image-source.ts'
import { storedConfig } from '../../oci/stored-config.ts'
import { type ImageHistory, readHistory } from '../../plan/comparison/history.ts'

/** Bytes of a configuration, and how many are read: more than any real image has. */
const sizeLimit = 1024 * 1024
const countLimit = 64

/** What the configurations of an image say, as far as they can be read without a request. `redact` removes secrets. */
export async function readHistories(
  source: ImageSource,
  redact: (text: string) => string
): Promise<ReadonlyMap<Digest, ImageHistory>> {
  const first = source.image.manifests.flatMap(({ blobs }) => blobs.slice(0, 1))
  const configs = first.filter((blob) => isImageConfig(blob) && blob.size <= sizeLimit).slice(0, countLimit)
  const found = configs.map(async (config): Promise<readonly (readonly [Digest, ImageHistory])[]> => {
    const text = await readConfig(source, config)
    return text === undefined ? [] : [[config.digest, readHistory(text, redact)]]
  })
  return new Map((await Promise.all(found)).flat())
}

/** A configuration that cannot be read costs only the names of the layers. */
async function readConfig(source: ImageSource, { digest, size }: Descriptor): Promise<string | undefined> {
  const content = storedConfig(source, digest)
  if (content?.size !== size) return undefined
  try {
    return (await collectBytes((signal) => content.read(0, size, signal))).toString('utf8')
  } catch {
    return undefined
  }
}
