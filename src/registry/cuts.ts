import { smallerChunk } from './chunk-size.ts'
import type { RegistryError } from './registry-error.ts'

/** Where a body begins in its blob, and how much of it went out. */
interface Sent {
  readonly start: number
  readonly out: number
}

/** Bytes that may be on their way between here and who cut the connection. */
const underway = 8 * 1024 * 1024

/**
 * Where the connection was cut under the bodies of an upload. At about the same place twice is no accident: something
 * on the way takes no more, and does not say so, or is not heard. Then smaller bodies may get through.
 */
export class Cuts {
  #last: Sent | undefined
  #limit = Number.POSITIVE_INFINITY
  #isForgone = false

  /** Bytes of the largest body that is worth trying. */
  get limit(): number {
    return this.#limit
  }

  /** Takes note of how a body failed. */
  note(error: RegistryError, { start, out }: Sent): void {
    const isCut = error.status === undefined && error.transient && !error.isSilence && out > 0
    const last = isCut && this.#last?.start === start ? this.#last : undefined
    this.#last = isCut ? { start, out } : undefined
    if (!last || this.#isForgone || Math.abs(last.out - out) > Math.max(underway, last.out / 10)) return
    this.#limit = smallerChunk(Math.min(last.out, out)) ?? this.#limit
  }

  /** Bodies of any size again, where smaller ones are refused. False where none were tried. */
  forgo(): boolean {
    const wasTried = this.#limit < Number.POSITIVE_INFINITY
    this.#limit = Number.POSITIVE_INFINITY
    this.#isForgone = true
    return wasTried
  }
}
