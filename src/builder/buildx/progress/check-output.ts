import { parseJson } from '../../../json.ts'
import type { BuildWarning } from '../../../plan/build-report.ts'

const heading = /^WARNING: (?<rule>\w+)(?: - https?:\S+)?$/
const location = /^(?<file>[^\s:][^:]*):(?<line>\d+)$/
/** Maximum lines of a warning before its location; a longer block is not from a check. */
const limit = 10

/** A field of a warning in `call: check,format=json`, on a line of its own. */
const field = /^ +"(?<name>ruleName|detail|line)": (?<value>"(?:[^"\\]|\\.)*"|\d+),?$/

/**
 * Parses the output of `call: check` line by line: buildx prints each warning as a block of heading, text, location and
 * source. Build progress may be interleaved with its lines.
 */
export class CheckOutput {
  readonly #file: string
  #block: string[] | undefined
  #fields: Readonly<Record<string, unknown>> = {}

  /** `file` is the Dockerfile, which the warnings in JSON do not name. */
  constructor(file: string) {
    this.#file = file
  }

  /** Takes a line; returns the warning that it completes. */
  read(text: string): BuildWarning | undefined {
    const { name, value = '' } = field.exec(text)?.groups ?? {}
    if (name) return this.#readField(name, parseJson(value))
    const { rule } = heading.exec(text)?.groups ?? {}
    if (rule) this.#block = [`${rule}:`]
    if (rule || !this.#block || /^#\d+ /.test(text) || text === '') return undefined
    const { file, line } = location.exec(text)?.groups ?? {}
    if (!file) {
      this.#block.push(text)
      if (this.#block.length > limit) this.#block = undefined
      return undefined
    }
    const message = this.#block.join(' ')
    this.#block = undefined
    return { message, place: { file, line: Number(line) } }
  }
  #readField(name: string, value: unknown): BuildWarning | undefined {
    if (name === 'ruleName') this.#fields = {}
    this.#fields = { ...this.#fields, [name]: value }
    const { ruleName, detail, line } = this.#fields
    if (typeof line !== 'number' || ruleName === undefined) return undefined
    this.#fields = {}
    return { message: `${ruleName}: ${detail}`, place: { file: this.#file, line } }
  }
}
