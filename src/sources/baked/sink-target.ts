import type { Receiver } from '../../intake/receive.ts'
import type { Digest } from '../../oci/digest.ts'
import { absence } from '../built/checked-root.ts'
import { ReceivedImage } from '../built/received-image.ts'
import type { BakedImage, BakeOrder, PublishedTarget } from './bake-order.ts'

interface SinkTargetOptions extends Pick<BakeOrder, 'log'> {
  readonly target: PublishedTarget
  readonly receiver: Receiver
  /** Its repository, below that of the sink. */
  readonly path: string
  /** Has blobs sent again. */
  readonly again: (missing: readonly Digest[], target: SinkTarget) => Promise<void>
}

/** The image of a target, pushed to the sink. The builder can be asked for blobs again as long as the sink is open. */
export class SinkTarget extends ReceivedImage implements BakedImage {
  readonly name: string
  readonly absence = absence
  readonly target: PublishedTarget
  readonly receiver: Receiver
  readonly path: string
  readonly #again: SinkTargetOptions['again']
  #mayAsk = true

  constructor({ target, receiver, path, again, log }: SinkTargetOptions) {
    super(receiver, { targets: target.targets, log })
    this.name = `target '${target.name}'`
    this.target = target
    this.receiver = receiver
    this.path = path
    this.#again = again
  }

  get resend(): BakedImage['resend'] {
    return this.#mayAsk ? (missing) => this.#again(missing, this) : undefined
  }

  hasAny(digests: readonly Digest[]): boolean {
    return this.image.blobs.some(({ digest }) => digests.includes(digest))
  }

  stopAsking(): void {
    this.#mayAsk = false
  }

  async [Symbol.asyncDispose](): Promise<void> {
    // The receiver belongs to whoever opened it.
  }
}
