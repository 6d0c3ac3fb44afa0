import type { BuildOrder, BuiltImage } from './build-order.ts'
import { exportLayout } from './export-layout.ts'
import { pushToSink } from './push-to-sink.ts'
import { throughSinkOrFiles } from './sink-or-files.ts'

/**
 * Builds an image and receives it through the sink, or as files if the builder cannot reach that. Throws BuildError.
 */
export async function buildImage(order: BuildOrder): Promise<BuiltImage> {
  return await throughSinkOrFiles<BuiltImage>(await order.builder.reach(order.request), order.log, {
    push: (reach) => pushToSink(order, reach),
    exportFiles: () => exportLayout(order),
  })
}
