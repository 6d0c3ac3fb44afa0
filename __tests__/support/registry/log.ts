import type { Entry, OpenEntry } from './entry.ts'
import { formatEntry } from './entry.ts'

/** The requests to one or more servers, in the order of arrival. */
export class Log {
  readonly #entries: Entry[] = []
  readonly #names = new Map<string, string>()
  readonly #objections: string[] = []
  #underWay = 0

  get entries(): readonly Entry[] {
    return this.#entries
  }

  get lines(): readonly string[] {
    return this.#entries.map((entry) => this.format(entry))
  }

  get objections(): readonly string[] {
    return this.#objections
  }

  get underWay(): number {
    return this.#underWay
  }

  /** Gives a digest a name in the lines. */
  name(digest: string, word: string): void {
    this.#names.set(digest, word)
  }

  /** The name of a digest, or else its beginning. */
  nameOf(digest: string): string {
    return this.#names.get(digest) ?? digest.slice(0, digest.indexOf(':') + 13)
  }

  format(entry: Entry): string {
    return formatEntry(entry, (digest) => this.nameOf(digest))
  }

  begin(entry: OpenEntry): void {
    this.#entries.push(entry)
    this.#underWay += 1
  }

  end(): void {
    this.#underWay -= 1
  }

  /** Records that a request violates the spec, or does what clients should not do. */
  object(entry: Entry, sentence: string): void {
    this.complain(`${this.format({ ...entry, status: 'pending' }).replace(/ pending$/, '')}: ${sentence}`)
  }

  /** Records the same about something that is not a request. */
  complain(sentence: string): void {
    this.#objections.push(sentence)
  }

  clear(): void {
    this.#entries.length = 0
    this.#objections.length = 0
  }
}
