import type { BuildResult, ExpectedReach } from '../../builder/builder.ts'
import { renameAttestations } from '../../intake/attestation/attestation.ts'
import { packageUrls } from '../../intake/attestation/statement.ts'
import { Receiver } from '../../intake/receive.ts'
import type { Sink } from '../../intake/sink/server.ts'
import { Spool } from '../../intake/spool/spool.ts'
import type { BlobContent } from '../../oci/blob-content.ts'
import type { Digest } from '../../oci/digest.ts'
import type { Image } from '../../oci/image.ts'
import type { BuildOrder, BuiltImage } from './build-order.ts'
import { absence, checkRoot } from './checked-root.ts'
import { logMediaType } from './media-type.ts'
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
class SinkImage implements BuiltImage {
  readonly name = 'the build'
  readonly absence = absence
  readonly #order: BuildOrder
  readonly #receiver: Receiver
  readonly #sink: Sink
  #resources: AsyncDisposable | undefined
  #builds = 0
  #metadata: BuildResult | undefined
  #image: Image | undefined
  /** Blobs that were rewritten here. */
  #blobs: ReadonlyMap<Digest, BlobContent> = new Map()

  constructor(order: BuildOrder, receiver: Receiver, sink: Sink) {
    this.#order = order
    this.#receiver = receiver
    this.#sink = sink
  }

  get image(): Image {
    return this.#image as Image
  }

  get metadata(): BuildResult {
    return this.#metadata as BuildResult
  }

  get resend(): BuiltImage['resend'] {
    return this.#builds < buildLimit ? (missing) => this.#buildAgain(missing) : undefined
  }

  blob(digest: Digest): BlobContent | undefined {
    return this.#blobs.get(digest) ?? this.#receiver.attestationPart(digest)
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
    const { request, targets, builder, log } = this.#order
    const name = `${this.#sink.host}/${this.#sink.name}`
    this.#builds += 1
    this.#metadata = await builder.build(request, { kind: 'sink', name: `${name}:${this.#sink.tag}` }, signal)
    const received = checkRoot(await this.#receiver.image(), this.#metadata)
    logMediaType(received.root, log)
    const partOf = (digest: Digest) => this.#receiver.attestationPart(digest)
    const renamed = await renameAttestations(received, { builtName: name, urls: packageUrls(targets), partOf })
    this.#image = renamed.image
    this.#blobs = renamed.blobs
  }

  async #buildAgain(missing: readonly Digest[]): Promise<void> {
    const { log } = this.#order
    log.info(`Asking the builder again for blobs that a registry turned out to lack (${missing.length})`)
    for (const digest of missing) this.#receiver.forget(digest)
    await this.#build()
  }
}
