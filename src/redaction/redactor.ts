import { decode } from './decode.ts'
import { formsOf, shortest } from './forms.ts'
import { Matcher, type Span } from './matcher.ts'

const instead = '***'
/** Characters before and after a place that are looked at for what lies across it. */
const reach = 64 * 1024

/**
 * Knows the secrets of a run, and takes them out of texts in every form that they are likely to have there: as they
 * are, a line of several, in base64 and its URL form alone or within more, percent-encoded, escaped for JSON or HTML.
 */
export class Redactor {
  readonly #known = new Set<string>()
  readonly #asTheyAre = new Matcher()
  readonly #decoded = new Matcher()

  add(secret: string): void {
    if (this.#known.has(secret)) return
    this.#known.add(secret)
    for (const form of formsOf(secret)) {
      this.#asTheyAre.add(form)
      for (const bytes of new Set(writings(form).map((written) => decode(written).bytes))) {
        if (bytes.length >= shortest) this.#decoded.add(bytes)
      }
    }
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

  /** The first place from `at` on at which the text can be cut without a secret being cut in two. */
  cut(text: string, at: number): number {
    const first = Math.max(0, at - reach)
    const spans = this.#spansIn(text.slice(first, at + reach))
    const across = spans.find(([start, end]) => first + start < at && at < first + end)
    return across ? first + across[1] : at
  }

  /** Where secrets are, in order; those that touch are one. */
  #spansIn(text: string): readonly Span[] {
    if (this.#known.size === 0) return []
    const decoded = decode(text)
    const found = [
      ...this.#asTheyAre.spansIn(text),
      ...this.#decoded.spansIn(decoded.bytes).map(([start, end]) => decoded.span(start, end)),
    ]
    return merged(found.toSorted(([one], [other]) => one - other))
  }
}

/** What looks like an escape in a secret is none any more where the secret was encoded. */
function writings(form: string): readonly string[] {
  if (!/[\\%&]/.test(form)) return [form]
  return [
    form,
    encodeURIComponent(form.toWellFormed()),
    JSON.stringify(form).slice(1, -1),
    form.replaceAll('&', '&amp;'),
  ]
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
