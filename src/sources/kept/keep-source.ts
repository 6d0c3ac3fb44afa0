import { LayoutWriter, writeBlob, writeIndex } from '../../intake/layout-writer.ts'
import { ContentError } from '../../oci/content-error.ts'
import type { Descriptor } from '../../oci/descriptor.ts'
import type { ImageSource } from '../../oci/image-source.ts'
import { type KeepPlace, makeLayout, moveToFolder, writing } from './keep.ts'
import { layoutIn } from './record.ts'

/** Keeps an image that exists already, in an OCI image layout that stays when the step ends. Throws ContentError. */
export async function keepSource(source: ImageSource, place: KeepPlace, signal: AbortSignal): Promise<void> {
  const { root, manifests, blobs } = source.image
  const directory = await makeLayout(place)
  const layout = layoutIn(directory)
  // A failure is thrown where it happens.
  const writer = new LayoutWriter(layout, () => undefined)
  await writing(place, async () => {
    for (const blob of blobs) await copy(blob, source, writer, signal)
    for (const { descriptor, bytes } of manifests) await writeBlob(layout, descriptor, bytes)
    await writeIndex(layout, root)
  })
  await moveToFolder(directory, root.digest, place)
}

async function copy(blob: Descriptor, source: ImageSource, to: LayoutWriter, signal: AbortSignal): Promise<void> {
  const content = source.blob(blob.digest)
  if (!content) throw new ContentError(`${source.name} does not have ${blob.digest}, ${source.absence}`)
  const writer = await to.receiveBlob(blob)
  for await (const chunk of content.read(0, blob.size, signal)) await writer.write(chunk)
  await writer.finish(blob.digest)
}
