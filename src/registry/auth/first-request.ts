import { atMost } from '../../async/at-most.ts'
import { orAborted } from '../../async/or-aborted.ts'

/** Ends a turn, and says whether a response came, and whether it was a challenge. */
export type EndFirstRequest = (learnt: 'challenge' | 'answer' | 'nothing') => void

/**
 * Sends the first request alone until its response is there: what it learns, above all the challenge, helps the others.
 * Some registries allow anonymous reads and challenge only writes, so the first write after that is sent alone, too. A
 * request waits only a moment for the first request of another repository, since that may never get a response.
 */
export class FirstRequest {
  readonly #moment: number
  readonly #open = { read: false, write: false }
  readonly #inside = new Map<string, Promise<void>>()

  /** `moment` is in milliseconds. */
  constructor(moment: number) {
    this.#moment = moment
  }

  async enter(repository: string, kind: 'read' | 'write', signal: AbortSignal): Promise<EndFirstRequest> {
    const until = performance.now() + this.#moment
    while (!this.#open[kind]) {
      const own = this.#inside.get(repository)
      const [other] = this.#inside.values()
      const left = until - performance.now()
      if (own !== undefined) await own
      else if (other !== undefined && left > 0) await atMost(orAborted(other, signal), left)
      else return this.#goFirst(repository, kind)
      signal.throwIfAborted()
    }
    return () => undefined
  }

  #goFirst(repository: string, kind: 'read' | 'write'): EndFirstRequest {
    const { promise, resolve } = Promise.withResolvers<void>()
    this.#inside.set(repository, promise)
    return (learnt) => {
      if (this.#inside.get(repository) !== promise) return
      this.#inside.delete(repository)
      this.#open.read = true
      // If there was no response, the others need not find that out one after the other.
      if (learnt !== 'answer' || kind === 'write') this.#open.write = true
      resolve()
    }
  }
}
