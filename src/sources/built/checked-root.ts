import type { BuildResult } from '../../builder/builder.ts'
import { ContentError } from '../../oci/content-error.ts'
import type { Image } from '../../oci/image.ts'

/** Publishes only what the builder reports as built: another process might have pushed its own image to the sink. */
export function checkRoot(image: Image, { digest }: BuildResult): Image {
  if (digest === undefined || digest === image.root.digest) return image
  throw new ContentError(
    `The builder reported that it pushed ${digest}, but ${image.root.digest} arrived, so nothing is published. Another program on this machine may have pushed instead: run the job again, on a machine that is not shared.`
  )
}

/** The end of the error message for a blob that the builder did not send. */
export const absence = "and the builder did not send it. Build once with 'no-cache: true'."
