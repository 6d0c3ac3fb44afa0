import { collectBytes } from '../../oci/blob-content.ts'
import { ContentError } from '../../oci/content-error.ts'
import { algorithmOf, type Digest, digestOf, isDigest } from '../../oci/digest.ts'
import type { ImageSource } from '../../oci/image-source.ts'
import { manifestLimit } from '../../oci/manifest.ts'
import type { ArchivedFiles } from '../archive.ts'
import { dockerManifest } from '../docker-manifest.ts'
import { readSmall } from '../files.ts'
import { type ImageConfig, parseImageConfig } from './image-config.ts'
import type { SavedLayer } from './layers/saved-layer.ts'
import { chooseSaved, parseSavedImages, type SavedImage } from './saved-images.ts'

/** An image in parts: its configuration, which is published byte for byte, and its layers, from the base up. */
export interface ImageParts {
  /** The archive's name in error messages. */
  readonly name: string
  readonly config: Uint8Array
  readonly platform: ImageConfig['platform']
  readonly layers: readonly SavedLayer[]
}

/** The end of the message about an archive that is damaged or incomplete. */
export const howToSave = "Save it again with 'docker save', 'podman save' or 'skopeo copy … docker-archive:file'."

/** The parts of an image in a Docker archive, as its `manifest.json` lists them. Throws ContentError. */
export async function partsOfArchive(files: ArchivedFiles, chosen: string | undefined): Promise<ImageParts> {
  const { name } = files
  const saved = await savedImage(files, chosen)
  const config = await readSmall({ name, find: files.resolve }, saved.config)
  if (!config)
    throw new ContentError(`${name} lacks the configuration of its image, ${shown(saved.config)}. ${howToSave}`)
  checkId(config, chosen, name)
  const layers: UnnamedLayer[] = []
  for (const path of saved.layers) {
    const content = await files.resolve(path)
    if (!content)
      throw new ContentError(`${name} lists the layer ${shown(path)}, but has no file of that name. ${howToSave}`)
    layers.push({ path, content })
  }
  return withDiffIds({ name, config, layers })
}

/** An image is found by an ID in the path of its configuration, which may hold anything. */
function checkId(config: Uint8Array, chosen: string | undefined, name: string): void {
  if (chosen === undefined || !isDigest(chosen)) return
  const found = digestOf(config, algorithmOf(chosen))
  if (found === chosen) return
  throw new ContentError(`${name} has an image under the ID ${chosen} whose ID is ${found}. ${howToSave}`)
}

/** The image with this name; without one, the only image. Throws ContentError. */
export async function savedImage(files: ArchivedFiles, chosen: string | undefined): Promise<SavedImage> {
  const { name } = files
  const bytes = (await readSmall(files, dockerManifest)) ?? Buffer.of()
  return chooseSaved(parseSavedImages(bytes, `${name}/${dockerManifest}`), chosen, name)
}

/** Layers as a layout has them if they are not compressed: image-spec, layer.md, and Docker's equivalent. */
const uncompressed = ['application/vnd.oci.image.layer.v1.tar', 'application/vnd.docker.image.rootfs.diff.tar']

/** The parts of an image whose layers have to be compressed; undefined for any other. Throws ContentError. */
export async function partsOfLayout({ name, image, blob }: ImageSource): Promise<ImageParts | undefined> {
  const [manifest, ...others] = image.manifests
  if (!manifest || others.length > 0) return undefined
  const [first, ...descriptors] = manifest.blobs
  const config = first && blob(first.digest)
  const layers = descriptors.flatMap(({ digest }) => {
    const content = blob(digest)
    return content ? [{ path: digest, content }] : []
  })
  const isWhole = layers.length === descriptors.length
  if (!config || config.size > manifestLimit || !isWhole) return undefined
  if (!descriptors.some(({ mediaType }) => uncompressed.includes(mediaType))) return undefined
  return withDiffIds({ name, config: await collectBytes((signal) => config.read(0, config.size, signal)), layers })
}

interface UnnamedLayer extends Pick<SavedLayer, 'content'> {
  readonly path: string
}

interface UnnamedParts extends Pick<ImageParts, 'name' | 'config'> {
  readonly layers: readonly UnnamedLayer[]
}

function withDiffIds({ name, config, layers }: UnnamedParts): ImageParts {
  const { diffIds, platform } = parseImageConfig(config, `the configuration of the image in ${name}`)
  if (diffIds.length !== layers.length) {
    throw new ContentError(
      `${name} has ${layers.length} layers for an image whose configuration lists ${diffIds.length} diff IDs. ${howToSave}`
    )
  }
  const named = layers.map(({ path, content }, index) => ({
    name: `layer ${index + 1} of ${layers.length} (${shown(path)}) in ${name}`,
    diffId: diffIds[index] as Digest,
    content,
  }))
  return { name, config, platform, layers: named }
}

/** A path from an archive, which may be anything. */
function shown(path: string): string {
  return JSON.stringify(path.length > 200 ? `${path.slice(0, 200)}…` : path)
}
