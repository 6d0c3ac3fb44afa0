import { join } from 'node:path'
import { atMost } from '../../async/at-most.ts'
import { parseReferences } from '../../oci/distribution/reference.ts'
import { openFolder } from '../folder.ts'
import { openLayout } from '../layout.ts'
import type { BuildOrder, BuiltImage } from './build-order.ts'
import { builtFrom } from './built-from.ts'
import { absence, checkRoot } from './checked-root.ts'

/** Builds an image into an OCI image layout. Throws BuildError. */
export async function exportLayout(order: BuildOrder): Promise<BuiltImage> {
  const directory = join(order.directory, 'layout')
  const metadata = await order.builder.build(order.request, { kind: 'layout', directory })
  const references = parseReferences(metadata.materials)
  const indexes = new Set(order.contents.filter(({ failure }) => !failure).map(({ mountIndex }) => mountIndex))
  await atMost(Promise.all([...indexes].flatMap((each) => references.map((reference) => each.survey(reference)))))
  const layout = await openLayout(openFolder(directory))
  try {
    return { ...layout, image: checkRoot(layout.image, metadata), absence, metadata, builtFrom: builtFrom(metadata) }
  } catch (error) {
    await layout[Symbol.asyncDispose]()
    throw error
  }
}
