import type { BuildResult } from '../../builder/builder.ts'
import type { Materials } from '../../oci/image-source.ts'

/** What an image was built from, as far as the builder reports that. */
export function builtFrom({ materials, layouts }: BuildResult): Materials | undefined {
  return layouts && { images: materials, layouts }
}
