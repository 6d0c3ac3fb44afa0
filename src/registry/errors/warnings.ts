import type { ResponseHead } from '../../http/message.ts'

/** distribution-spec, "Warnings": only code 299 and agent `-` count. */
const warning = /(?:^|,)\s*299\s+-\s+"((?:[^"\\]|\\.)*)"/g
/** Warnings beyond this number are ignored. */
const limit = 10
const longest = 300

/** The warnings of a registry. Each text is passed on once, as one line. */
export class Warnings {
  readonly #tell: (text: string) => void
  readonly #redact: (text: string) => string
  readonly #told = new Set<string>()

  constructor(tell: (text: string) => void, redact: (text: string) => string) {
    this.#tell = tell
    this.#redact = redact
  }

  note(response: ResponseHead): void {
    for (const line of response.headers('warning')) {
      for (const [, quoted = ''] of line.matchAll(warning)) this.#once(quoted.replaceAll(/\\(.)/g, '$1'))
    }
  }

  #once(text: string): void {
    const shown = this.#redact(text)
      .replaceAll(/[\p{C}\s]+/gu, ' ')
      .trim()
      .slice(0, longest)
    if (shown === '' || this.#told.has(shown) || this.#told.size === limit) return
    this.#told.add(shown)
    this.#tell(shown)
  }
}
