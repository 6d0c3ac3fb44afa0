import { BuildError } from '../../builder/build-error.ts'
import type { ExpectedReach, Probe, Reach } from '../../builder/builder.ts'
import type { SinkBackend } from '../../intake/sink/backend.ts'
import { type Sink, type SinkOptions, startSink } from '../../intake/sink/server.ts'
import type { BuildOrder } from './build-order.ts'
import { DiscardingBackend } from './discarding-backend.ts'

/** The two ways to get an image from a builder. */
interface Ways<Built> {
  /** Has it pushed to a sink; undefined if the builder turns out not to reach that. */
  readonly push: (reach: ExpectedReach) => Promise<Built | undefined>
  readonly exportFiles: () => Promise<Built>
}

/** Gets an image through the sink, or as files if the builder cannot reach that. Throws BuildError. */
export async function throughSinkOrFiles<Built>(
  reach: Reach,
  log: Pick<BuildOrder['log'], 'info'>,
  { push, exportFiles }: Ways<Built>
): Promise<Built> {
  if (!reach.expected) {
    log.info(`The image is exported to files: ${reach.reason}`)
    return await exportFiles()
  }
  const pushed = await push(reach)
  if (pushed) return pushed
  log.info(
    `The builder cannot reach this process on ${reach.address}: building again, from its cache, and exporting to files`
  )
  return await exportFiles()
}

/** The repository, below the sink's own, that probes push to. */
const probePath = 'probe'

/** Starts a sink where a builder is expected to reach it. `backend` receives the images for its own repository. */
export async function openSink(
  backend: SinkBackend,
  { address, probe }: ExpectedReach,
  { openBackend, ...options }: Pick<SinkOptions, 'openBackend' | 'acceptsAnyTag'> = {}
): Promise<Sink> {
  const open = (path: string) => (probe && path === probePath ? new DiscardingBackend() : openBackend?.(path))
  return await startSink(backend, { ...options, address, openBackend: open })
}

/**
 * The result of a build that pushes to the sink; undefined if the builder did not reach it. Where that is not certain, a
 * probe finds out beside the build, which is then stopped through its signal.
 */
export async function unlessUnreached<Built>(
  sink: Sink,
  { probe }: ExpectedReach,
  build: (signal: AbortSignal) => Promise<Built>
): Promise<Built | undefined> {
  const unreached = new AbortController()
  const finished = new AbortController()
  const building = build(unreached.signal)
  const probing = probe && watchReach(sink, probe, { signal: finished.signal, onUnreached: () => unreached.abort() })
  try {
    return await building
  } catch (error) {
    if (unreached.signal.aborted && error === unreached.signal.reason) return undefined
    if (isRefused(error, sink)) return undefined
    throw error
  } finally {
    finished.abort()
    await probing
  }
}

/** Milliseconds that a probe's first request may take once the builder begins to push. */
const patience = 5_000

interface WatchOptions {
  readonly signal: AbortSignal
  readonly onUnreached: () => void
}

/** A probe that fails for another reason says nothing: the build itself will. Never rejects. */
async function watchReach(sink: Sink, probe: Probe, { signal, onUnreached }: WatchOptions): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const onPush = () => {
    timer ??= setTimeout(() => sink.requests === 0 && onUnreached(), patience)
  }
  try {
    await probe(`${sink.host}/${sink.name}/${probePath}:${sink.tag}`, { signal, onPush })
  } catch (error) {
    if (isRefused(error, sink)) onUnreached()
  } finally {
    clearTimeout(timer)
  }
}

/** Whether a build failed because the builder could not connect to the sink. */
function isRefused(error: unknown, sink: Sink): boolean {
  return error instanceof BuildError && sink.requests === 0 && error.message.includes(sink.host)
}
