import type { RegistryError } from '../errors/registry-error.ts'
import { smallerChunk } from './chunk-size.ts'

/** The offset of a body in its blob, and how many of its bytes were sent. */
interface Sent {
  readonly start: number
  readonly out: number
}

/** Bytes that may be in flight between us and whatever closed the connection. */
const underway = 8 * 1024 * 1024

/**
 * Records where the connection was lost in the bodies of an upload. Twice at about the same place is no coincidence:
 * something on the way accepts no more, and does not say so, or its response is lost. Smaller bodies may get through.
 */
export class Cuts {
  #last: Sent | undefined
  #limit = Number.POSITIVE_INFINITY
  #isForgone = false

  /** The size in bytes of the largest body worth trying. */
  get limit(): number {
    return this.#limit
  }

  /** Records how a body failed. */
  note(error: RegistryError, { start, out }: Sent): void {
    const isCut = error.status === undefined && error.transient && !error.isSilence && out > 0
    const last = isCut && this.#last?.start === start ? this.#last : undefined
    this.#last = isCut ? { start, out } : undefined
    if (!last || this.#isForgone || Math.abs(last.out - out) > Math.max(underway, last.out / 10)) return
    this.#limit = smallerChunk(Math.min(last.out, out)) ?? this.#limit
  }

  /** Lifts the limit again, after smaller bodies were refused. False if there was no limit. */
  forgo(): boolean {
    const wasTried = this.#limit < Number.POSITIVE_INFINITY
    this.#limit = Number.POSITIVE_INFINITY
    this.#isForgone = true
    return wasTried
  }
}
