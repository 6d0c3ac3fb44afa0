import { Memory } from '../../intake/spool/batch.ts'

/** Bytes of all blobs that are on their way from one registry to others. */
const memoryLimit = 32 * 1024 * 1024

/** Something in memory that nobody reads at the moment. */
export interface Idle {
  /** Gives its memory back. */
  evict(): void
}

/** The memory for all blobs that are copied between registries in a run. */
export class WindowPool {
  readonly memory: Memory
  readonly #limit: number
  #reserved = 0
  /** The oldest first. */
  readonly #idle = new Set<Idle>()

  constructor(limit = memoryLimit) {
    this.memory = new Memory(limit)
    this.#limit = limit
  }

  /** Sets bytes aside for what will be read in a moment, until disposed; undefined if there is not enough room. */
  reserve(bytes: number): Disposable | undefined {
    if (!this.hasRoom() || this.#reserved + bytes > this.#limit) return undefined
    this.#reserved += bytes
    let isHeld = true
    return {
      [Symbol.dispose]: () => {
        if (isHeld) this.#reserved -= bytes
        isHeld = false
      },
    }
  }

  /** Whether there is room for another batch, if need be in place of what nobody reads. */
  hasRoom(): boolean {
    for (const idle of this.#idle) {
      if (!this.memory.isFull) break
      this.#idle.delete(idle)
      idle.evict()
    }
    return !this.memory.isFull
  }

  /** Keeps something that may be read again until its memory is needed. */
  keep(idle: Idle): void {
    this.#idle.add(idle)
  }

  /** Notes that something is being read again, or is gone. */
  release(idle: Idle): void {
    this.#idle.delete(idle)
  }
}

const pools = new WeakMap<object, WindowPool>()

/** The pool of a run, which is known by its registries. */
export function poolOf(registries: object): WindowPool {
  const pool = pools.get(registries) ?? new WindowPool()
  pools.set(registries, pool)
  return pool
}
