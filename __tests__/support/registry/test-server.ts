import type { Entry } from './entry.ts'
import { type FailOptions, type Fault, Faults, type Match, type Ordered } from './faults.ts'
import type { Listener } from './listener.ts'
import { Log } from './log.ts'

/** What all test servers have: a readable log for assertions, and faults that can be scheduled. */
export class TestServer implements AsyncDisposable {
  protected readonly record = new Log()
  protected readonly faults = new Faults()
  /** The first is the server's own. */
  protected readonly listeners: Listener[] = []

  /** The host as in an image reference. */
  get host(): string {
    return this.#home.host
  }

  get origin(): string {
    return this.#home.origin
  }

  /** The number of open connections. */
  get connections(): number {
    return this.#home.connections
  }

  /** The requests in order of arrival: `HEAD blob layer 404`, `POST upload 202`, `PUT manifest v1 201`. */
  get log(): readonly string[] {
    return this.record.lines
  }

  get entries(): readonly Entry[] {
    return this.record.entries
  }

  /** What requests did that the spec says they must not or should not do. */
  get unexpected(): readonly string[] {
    return this.record.objections
  }

  /** The number of requests by method. */
  count(): Readonly<Record<string, number>> {
    const counts: Record<string, number> = {}
    for (const { method } of this.entries) counts[method] = (counts[method] ?? 0) + 1
    return counts
  }

  /** Gives a digest a name in the log. */
  name(digest: string, word: string): void {
    this.record.name(digest, word)
  }

  /** Forgets all requests so far. */
  clearLog(): void {
    this.record.clear()
  }

  /** Schedules a fault for the next matching requests. */
  fail(match: Match, fault: Fault, options?: FailOptions): Ordered {
    return this.faults.fail(match, fault, options)
  }

  /** Closes all connections, which must be idle. */
  disconnect(): void {
    this.#home.disconnect()
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.listeners.map((listener) => listener[Symbol.asyncDispose]()))
  }

  get #home(): Listener {
    const [home] = this.listeners
    if (!home) throw new Error('the server is not started')
    return home
  }
}
