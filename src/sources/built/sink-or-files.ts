import { BuildError } from '../../builder/build-error.ts'
import type { Reach } from '../../builder/builder.ts'
import type { Sink } from '../../intake/sink/server.ts'
import type { BuildOrder } from './build-order.ts'

/** The two ways to get an image from a builder. */
interface Ways<Built> {
  /** Has it pushed to a sink on this address; undefined if the builder turns out not to reach that. */
  readonly push: (address: string) => Promise<Built | undefined>
  readonly exportFiles: () => Promise<Built>
}

/** Gets an image through the sink, or as files if the builder cannot reach that. Throws BuildError. */
export async function throughSinkOrFiles<Built>(
  reach: Reach,
  log: BuildOrder['log'],
  { push, exportFiles }: Ways<Built>
): Promise<Built> {
  if (!reach.expected) {
    log.info(`The image is exported to files: ${reach.reason}`)
    return await exportFiles()
  }
  const pushed = await push(reach.address)
  if (pushed) return pushed
  log.info('The builder cannot reach this process: building again, from its cache, and exporting to files')
  return await exportFiles()
}

/** The result of a build that pushes to the sink; undefined if the builder did not reach it. */
export async function unlessUnreached<Built>(sink: Sink, building: Promise<Built>): Promise<Built | undefined> {
  try {
    return await building
  } catch (error) {
    if (error instanceof BuildError && sink.requests === 0 && error.message.includes(sink.host)) return undefined
    throw error
  }
}
