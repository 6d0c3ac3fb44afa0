import { ContentError } from '../../oci/content-error.ts'
import { isDigest } from '../../oci/digest.ts'
import type { ImageSource } from '../../oci/image-source.ts'
import { type ArchivedFiles, openArchive } from '../archive.ts'
import { dockerManifest } from '../docker-manifest.ts'
import { type Narrowing, openLayout } from '../layout.ts'
import { type ComposeOptions, composeImage } from './compose.ts'
import { howToSave, partsOfArchive, partsOfLayout, savedImage } from './image-parts.ts'
import { presentPlatform } from './present-platform.ts'
import { fullName } from './saved-images.ts'

/** Where an image is, and what to open it with. */
export interface ArchiveOrder extends ComposeOptions {
  /** The path of the archive. */
  readonly location: string
  /** Which of several images. */
  readonly name?: string
  /** The archive's name in error messages; by default its path. */
  readonly shownAs?: string
  /** Called when the archive has been closed. */
  readonly onClosed?: () => Promise<void>
}

/**
 * Opens what `docker save` and its like have written. If it is an OCI archive as well, and the layers in there are
 * compressed, that image is published unchanged; uncompressed layers are compressed. Throws ContentError.
 */
export async function openDockerArchive(order: ArchiveOrder): Promise<ImageSource> {
  return await withFiles(order, async (files) => {
    const isSaved = (await files.find(dockerManifest)) !== undefined
    const hasIndex = (await files.find('index.json')) !== undefined
    if (isSaved && hasIndex) {
      const named = { ...order, ...(await nameInIndex(files, order.name)) }
      return await openBoth(
        files,
        named,
        presentPlatform((sentence) => order.log.notice(sentence))
      )
    }
    if (isSaved) return await openClassic(files, order)
    throw new ContentError(
      hasIndex
        ? `${files.name} is an OCI archive, not a Docker archive: write 'oci-archive:' instead of 'docker-archive:'`
        : `${files.name} is not a Docker archive: it has no ${dockerManifest}. ${howToSave}`
    )
  })
}

/** Opens an OCI archive. Uncompressed layers are compressed if `docker save` has written it. Throws ContentError. */
export async function openOciArchive(order: ArchiveOrder): Promise<ImageSource> {
  return await withFiles(order, async (files) => {
    const isSaved = (await files.find(dockerManifest)) !== undefined
    if ((await files.find('index.json')) !== undefined) {
      return isSaved ? await openBoth(files, order) : await layoutIn(files, order.name)
    }
    if (!isSaved) return await layoutIn(files, order.name)
    throw new ContentError(
      `${files.name} is a Docker archive, not an OCI archive: write 'docker-archive:' instead of 'oci-archive:'`
    )
  })
}

/** Opens the archive, and closes it again if the image cannot be opened. */
async function withFiles(
  { location, shownAs, onClosed }: ArchiveOrder,
  open: (files: ArchivedFiles) => Promise<ImageSource>
): Promise<ImageSource> {
  const archive = await openArchive(location, shownAs)
  const close = async () => {
    await archive[Symbol.asyncDispose]()
    await onClosed?.()
  }
  const files = { ...archive, [Symbol.asyncDispose]: close }
  try {
    return await open(files)
  } catch (error) {
    await files[Symbol.asyncDispose]()
    throw error
  }
}

/** `docker save` since Docker 25 writes both forms, with uncompressed layers if the engine has its classic image store. */
async function openBoth(files: ArchivedFiles, order: ArchiveOrder, narrowing?: Narrowing): Promise<ImageSource> {
  const layout = await layoutIn(files, order.name, narrowing)
  const parts = await partsOfLayout(layout)
  return parts ? await composeImage(parts, order, files) : layout
}

/** The archive's image layout; the archive is closed with it, but not if it cannot be opened. */
async function layoutIn(files: ArchivedFiles, name: string | undefined, narrowing?: Narrowing): Promise<ImageSource> {
  const layout = await openLayout({ ...files, [Symbol.asyncDispose]: async () => undefined }, name, narrowing)
  return { ...layout, [Symbol.asyncDispose]: files[Symbol.asyncDispose] }
}

/** The name that an image of `manifest.json` has in `index.json`. */
async function nameInIndex(files: ArchivedFiles, name: string | undefined) {
  if (name !== undefined && isDigest(name)) return { name }
  const [saved = ''] = (await savedImage(files, name)).names
  return name === undefined ? {} : { name: fullName(saved) ?? name }
}

async function openClassic(files: ArchivedFiles, order: ArchiveOrder): Promise<ImageSource> {
  return await composeImage(await partsOfArchive(files, order.name), order, files)
}
