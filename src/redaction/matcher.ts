/** How many characters are compared before anything else is. No needle is shorter. */
const headLength = 4

export type Span = readonly [start: number, end: number]

/** Finds any of many texts in another, in one pass whatever their number. */
export class Matcher {
  readonly #byHead = new Map<string, Set<string>>()
  /** Of each character whether a needle begins with it. */
  readonly #begins = new Uint8Array(65_536)

  /** Takes a text to be looked for, of four characters at least. */
  add(needle: string): void {
    const head = needle.slice(0, headLength)
    const needles = this.#byHead.get(head) ?? new Set()
    this.#byHead.set(head, needles.add(needle))
    this.#begins[needle.charCodeAt(0)] = 1
  }

  /** Where the texts are, by where they begin; of those that begin at one place the longest. */
  spansIn(text: string): readonly Span[] {
    const spans: Span[] = []
    for (let index = 0; index + headLength <= text.length; index++) {
      if (this.#begins[text.charCodeAt(index)] === 0) continue
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
