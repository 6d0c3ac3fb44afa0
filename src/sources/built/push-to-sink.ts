import type { ExpectedReach } from '../../builder/builder.ts'
import { Receiver } from '../../intake/receive.ts'
import type { Sink } from '../../intake/sink/server.ts'
import { Spool } from '../../intake/spool/spool.ts'
import type { Digest } from '../../oci/digest.ts'
import type { BuildOrder, BuiltImage } from './build-order.ts'
import { absence } from './checked-root.ts'
import { ReceivedImage } from './received-image.ts'
import { openSink, unlessUnreached } from './sink-or-files.ts'

/** Maximum number of builds, repeated to get blobs that registries turned out to lack. */
const buildLimit = 3

/**
 * Builds an image and has it pushed to the sink, from where its blobs go on to the targets as they arrive. Undefined if
 * the builder turns out not to reach the sink. Throws BuildError.
 */
export async function pushToSink(order: BuildOrder, reach: ExpectedReach): Promise<BuiltImage | undefined> {
  const { contents, builder, directory, onMachineFailure } = order
  await using opened = new AsyncDisposableStack()
  const receiver = opened.use(new Receiver(contents, new Spool(directory, onMachineFailure)))
  const sink = opened.use(await openSink(receiver, reach))
  await builder.signIn(sink.host, sink.login)
  const image = new SinkImage(order, receiver, sink)
  if (!(await image.isBuilt(reach))) return undefined
  image.keep(opened.move())
  return image
}

/** An image that was pushed to the sink. The builder can be asked for blobs again as long as the sink is open. */
class SinkImage extends ReceivedImage implements BuiltImage {
  readonly name = 'the build'
  readonly absence = absence
  readonly #order: BuildOrder
  readonly #sink: Sink
  #resources: AsyncDisposable | undefined
  #builds = 0

  constructor(order: BuildOrder, receiver: Receiver, sink: Sink) {
    super(receiver, { ...order, imageAttributes: order.request.imageAttributes })
    this.#order = order
    this.#sink = sink
  }

  get resend(): BuiltImage['resend'] {
    return this.#builds < buildLimit ? (missing) => this.#buildAgain(missing) : undefined
  }

  keep(resources: AsyncDisposable): void {
    this.#resources = resources
  }

  /** Builds; false if the builder did not reach the sink. */
  async isBuilt(reach: ExpectedReach): Promise<boolean> {
    const build = async (signal: AbortSignal) => {
      await this.#build(signal)
      return true
    }
    return (await unlessUnreached(this.#sink, reach, build)) ?? false
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#resources?.[Symbol.asyncDispose]()
  }

  async #build(signal?: AbortSignal): Promise<void> {
    const { request, builder } = this.#order
    const { host, name, tag } = this.#sink
    this.#builds += 1
    const metadata = await builder.build(request, { kind: 'sink', name: `${host}/${name}:${tag}` }, signal)
    await this.take(metadata, `${host}/${name}`)
  }

  async #buildAgain(missing: readonly Digest[]): Promise<void> {
    this.#order.log.info(`Asking the builder again for blobs that a registry turned out to lack (${missing.length})`)
    this.forget(missing)
    await this.#build()
  }
}
