/** How many characters are compared first. No needle is shorter. */
const headLength = 4
/** A power of two, far above the number of needles. */
const hashes = 2 ** 16

export type Span = readonly [start: number, end: number]

/** Finds any of many texts in another, in one pass regardless of their number. */
export class Matcher {
  readonly #byHead = new Map<string, Set<string>>()
  /** For each hash of a head, whether a needle starts with such a head: faster than a look-up in the map. */
  readonly #begins = new Uint8Array(hashes)

  /** Adds a text to search for, of at least four characters. */
  add(needle: string): void {
    const head = needle.slice(0, headLength)
    const needles = this.#byHead.get(head) ?? new Set()
    this.#byHead.set(head, needles.add(needle))
    this.#begins[hashAt(needle, 0)] = 1
  }

  /** The matches, ordered by start; of several with the same start, the longest. */
  spansIn(text: string): readonly Span[] {
    const spans: Span[] = []
    for (let index = 0; index + headLength <= text.length; index++) {
      if (this.#begins[hashAt(text, index)] === 0) continue
      const length = this.#lengthAt(text, index)
      if (length > 0) spans.push([index, index + length])
    }
    return spans
  }

  #lengthAt(text: string, index: number): number {
    let length = 0
    for (const needle of this.#byHead.get(text.slice(index, index + headLength)) ?? []) {
      if (needle.length > length && text.startsWith(needle, index)) length = needle.length
    }
    return length
  }
}

function hashAt(text: string, index: number): number {
  let hash = 0
  for (let at = index; at < index + headLength; at++) hash = Math.imul(hash, 67) + text.charCodeAt(at)
  return hash & (hashes - 1)
}
