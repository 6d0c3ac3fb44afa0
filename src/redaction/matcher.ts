/** How many characters are compared before anything else is. No needle is shorter. */
const headLength = 4
/** A power of two, far above the number of needles. */
const hashes = 2 ** 16

export type Span = readonly [start: number, end: number]

/** Finds any of many texts in another, in one pass whatever their number. */
export class Matcher {
  readonly #byHead = new Map<string, Set<string>>()
  /** Of each hash of a head whether a needle begins with such a one, which is asked sooner than a map. */
  readonly #begins = new Uint8Array(hashes)

  /** Takes a text to be looked for, of four characters at least. */
  add(needle: string): void {
    const head = needle.slice(0, headLength)
    const needles = this.#byHead.get(head) ?? new Set()
    this.#byHead.set(head, needles.add(needle))
    this.#begins[hashAt(needle, 0)] = 1
  }

  /** Where the texts are, by where they begin; of those that begin at one place the longest. */
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
