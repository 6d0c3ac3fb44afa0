import type { Socket } from 'node:net'
import type { buildConnector } from 'undici'

type Dial = buildConnector.connector
type Address = buildConnector.Options

/**
 * The connections to one origin. Some may be opened in advance, without a request, so that a burst of requests need not
 * wait for handshakes.
 */
export class WarmConnections implements Disposable {
  readonly #dial: Dial
  readonly #address: Address
  readonly #ready: Promise<Socket>[] = []
  /** The number of connections that are open or being opened, in use or not. */
  #count = 0

  constructor(dial: Dial, address: Address) {
    this.#dial = dial
    this.#address = address
  }

  /** Called by undici for a new connection. */
  readonly connect: Dial = (address, callback) => {
    this.#take(address).then(
      (socket) => callback(null, socket),
      (error: Error) => callback(error, null)
    )
  }

  /** Opens connections until there are `count`. Resolves when they are open or have failed; never rejects. */
  async warm(count: number): Promise<void> {
    while (this.#count < count) this.#ready.push(this.#keep(this.#open(this.#address)))
    await Promise.allSettled(this.#ready)
  }

  [Symbol.dispose](): void {
    for (const ready of this.#ready) ready.then((socket) => socket.destroy()).catch(() => undefined)
  }

  async #take(address: Address): Promise<Socket> {
    for (let ready = this.#ready.shift(); ready; ready = this.#ready.shift()) {
      const socket = await ready.catch(() => undefined)
      if (socket && !socket.destroyed) return socket.ref()
    }
    return await this.#open(address)
  }

  #open(address: Address): Promise<Socket> {
    const { promise, resolve, reject } = Promise.withResolvers<Socket>()
    const less = () => {
      this.#count -= 1
    }
    this.#count += 1
    this.#dial(address, (error, socket) => {
      if (socket) resolve(socket.once('close', less))
      else reject(error)
    })
    promise.catch(less)
    return promise
  }

  /** An unused connection must not keep the process alive. */
  async #keep(opening: Promise<Socket>): Promise<Socket> {
    opening.catch(() => undefined)
    return (await opening).unref()
  }
}
