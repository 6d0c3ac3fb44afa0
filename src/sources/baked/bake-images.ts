import { throughSinkOrFiles } from '../built/sink-or-files.ts'
import type { BakedImages, BakeOrder } from './bake-order.ts'
import { exportLayouts } from './export-layouts.ts'
import { pushBakedToSink } from './push-baked.ts'

/** Bakes, and receives the images through the sink, or as files if the builder cannot reach that. Throws BuildError. */
export async function bakeImages(order: BakeOrder): Promise<BakedImages> {
  return await throughSinkOrFiles<BakedImages>(order.reach, order.log, {
    push: (reach) => pushBakedToSink(order, reach),
    exportFiles: () => exportLayouts(order),
  })
}
