import { decode, withoutBlanks } from './decode.ts'
import { formsOf, shortest } from './forms.ts'
import { Matcher, type Span } from './matcher.ts'

const instead = '***'
/** How many characters before and after a position are searched for a secret across it. */
const reach = 64 * 1024

/**
 * Knows the secrets of a run, and redacts them from texts in every likely form: unchanged, one line of several, in
 * base64 or base64url (on their own, within longer content or wrapped), percent-encoded, or escaped for JSON or HTML.
 */
export class Redactor {
  readonly #known = new Set<string>()
  readonly #asTheyAre = new Matcher()
  readonly #decoded = new Matcher()
  readonly #base64 = new Matcher()

  add(secret: string): void {
    if (this.#known.has(secret)) return
    this.#known.add(secret)
    const { written, base64 } = formsOf(secret)
    for (const form of [...written, ...base64]) this.#asTheyAre.add(form)
    for (const form of base64) this.#base64.add(form)
    for (const { bytes } of written.flatMap(decode)) if (bytes.length >= shortest) this.#decoded.add(bytes)
  }

  redact(text: string): string {
    const spans = this.#spansIn(text)
    if (spans.length === 0) return text
    let shown = ''
    let from = 0
    for (const [start, end] of spans) {
      shown += `${text.slice(from, start)}${instead}`
      from = end
    }
    return shown + text.slice(from)
  }

  /** The first position from `at` on where the text can be cut without splitting a secret. */
  cut(text: string, at: number): number {
    const first = Math.max(0, at - reach)
    const spans = this.#spansIn(text.slice(first, at + reach))
    const across = spans.find(([start, end]) => first + start < at && at < first + end)
    return across ? first + across[1] : at
  }

  /** The positions of secrets, in order; adjacent ones are merged. */
  #spansIn(text: string): readonly Span[] {
    if (this.#known.size === 0) return []
    const found = [...this.#asTheyAre.spansIn(text)]
    for (const decoded of decode(text)) {
      for (const place of this.#decoded.spansIn(decoded.bytes)) found.push(decoded.span(...place))
      const compact = withoutBlanks(decoded)
      for (const place of this.#base64.spansIn(compact.bytes)) found.push(compact.span(...place))
    }
    return merged(found.toSorted(([one], [other]) => one - other))
  }
}

function merged(spans: readonly Span[]): readonly Span[] {
  const all: [number, number][] = []
  for (const [start, end] of spans) {
    const last = all.at(-1)
    if (last && start <= last[1]) last[1] = Math.max(last[1], end)
    else all.push([start, end])
  }
  return all
}
