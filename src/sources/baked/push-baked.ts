import { setImmediate } from 'node:timers/promises'
import type { BuildResult, ExpectedReach } from '../../builder/builder.ts'
import { Receiver } from '../../intake/receive.ts'
import { SharedArrivals } from '../../intake/shared-arrivals.ts'
import type { Sink } from '../../intake/sink/server.ts'
import { Spool } from '../../intake/spool/spool.ts'
import type { Digest } from '../../oci/digest.ts'
import { DiscardingBackend } from '../built/discarding-backend.ts'
import { openSink, unlessUnreached } from '../built/sink-or-files.ts'
import { type BakedImages, type BakeOrder, pathsOf } from './bake-order.ts'
import { SinkTarget } from './sink-target.ts'

/** Maximum number of builds, repeated to get blobs that registries turned out to lack. */
const buildLimit = 3

/**
 * Bakes, and has each image pushed to a repository of its own in the sink, from where its blobs go on to the targets as
 * they arrive; a blob that several images have is taken once. Undefined if the builder turns out not to reach the sink.
 * Throws BuildError.
 */
export async function pushBakedToSink(order: BakeOrder, reach: ExpectedReach): Promise<BakedImages | undefined> {
  const { published, builder, directory, onMachineFailure, log } = order
  await using opened = new AsyncDisposableStack()
  const spool = new Spool(directory, onMachineFailure)
  const shared = new SharedArrivals()
  const again = (missing: readonly Digest[], target: SinkTarget) => bake.again(missing, target)
  const paths = pathsOf(published)
  const targets = published.map((target) => {
    const receiver = opened.use(new Receiver(target.contents, spool, { shared }))
    return new SinkTarget({ target, receiver, path: paths.get(target.name) ?? '', log, again })
  })
  const openBackend = (path: string) => targets.find((target) => target.path === path)?.receiver
  // Nothing is pushed to the sink's own repository.
  const sink = opened.use(await openSink(new DiscardingBackend(), reach, { openBackend }))
  const bake = new SinkBake(order, targets, sink)
  await builder.signIn(sink.host, sink.login)
  const build = async (signal: AbortSignal) => {
    await bake.run(targets, signal)
    return true
  }
  if (!(await unlessUnreached(sink, reach, build))) return undefined
  const kept = opened.move()
  return { images: targets, [Symbol.asyncDispose]: () => kept[Symbol.asyncDispose]() }
}

/** Blobs that are about to be sent again. */
interface Resending {
  readonly missing: Set<Digest>
  readonly asking: Set<SinkTarget>
  readonly done: Promise<void>
}

/** Builds that push to a sink. */
class SinkBake {
  readonly #order: BakeOrder
  readonly #targets: readonly SinkTarget[]
  readonly #sink: Sink
  #builds = 0
  #next: Resending | undefined

  constructor(order: BakeOrder, targets: readonly SinkTarget[], sink: Sink) {
    this.#order = order
    this.#targets = targets
    this.#sink = sink
  }

  /** Builds targets, with everything else that was planned unless that was built before. */
  async run(targets: readonly SinkTarget[], signal?: AbortSignal): Promise<void> {
    const { plan, bake } = this.#order
    const { host, name, tag } = this.#sink
    this.#builds += 1
    const builtNames = new Map(targets.map((each) => [each.target.name, `${host}/${name}/${each.path}`]))
    const destinations = new Map(
      [...builtNames].map(([target, place]) => [target, { kind: 'sink', name: `${place}:${tag}` } as const])
    )
    const isWanted = (target: string) => this.#builds === 1 || destinations.has(target)
    const results = await bake(
      plan.filter(({ target }) => isWanted(target.name)),
      destinations,
      signal
    )
    for (const each of targets) {
      await each.take(results.get(each.target.name) as BuildResult, builtNames.get(each.target.name) ?? '')
    }
  }

  /** Has blobs sent again, to all targets that have them, in one run for all that ask at the same time. */
  async again(missing: readonly Digest[], asking: SinkTarget): Promise<void> {
    this.#next ??= this.#open()
    for (const digest of missing) this.#next.missing.add(digest)
    this.#next.asking.add(asking)
    await this.#next.done
  }

  #open(): Resending {
    const [missing, asking] = [new Set<Digest>(), new Set<SinkTarget>()]
    return { missing, asking, done: setImmediate().then(() => this.#resend([...missing], asking)) }
  }

  async #resend(missing: readonly Digest[], asking: ReadonlySet<SinkTarget>): Promise<void> {
    this.#next = undefined
    const names = [...asking].map(({ target }) => target.name).join(', ')
    this.#order.log.info(
      `Asking the builder again for blobs that a registry turned out to lack (${missing.length}, for ${names})`
    )
    const concerned = this.#targets.filter((each) => asking.has(each) || each.hasAny(missing))
    for (const each of concerned) each.forget(missing)
    await this.run(concerned)
    if (this.#builds >= buildLimit) for (const each of this.#targets) each.stopAsking()
  }
}
