import type { BuildOrder, BuiltImage } from './build-order.ts'
import { exportLayout } from './export-layout.ts'
import { pushToSink } from './push-to-sink.ts'

/**
 * Builds an image and receives it through the sink, or as files if the builder cannot reach that. Throws BuildError.
 */
export async function buildImage(order: BuildOrder): Promise<BuiltImage> {
  const { request, builder, log } = order
  const reach = await builder.reach(request)
  if (!reach.expected) {
    log.info(`The image is exported to files: ${reach.reason}`)
    return await exportLayout(order)
  }
  const pushed = await pushToSink(order)
  if (pushed) return pushed
  log.info('The builder cannot reach this process: building again, from its cache, and exporting to files')
  return await exportLayout(order)
}
