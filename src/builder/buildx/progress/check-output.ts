import type { BuildWarning } from '../../../plan/build-report.ts'

const heading = /^WARNING: (?<rule>\w+)(?: - https?:\S+)?$/
const location = /^(?<file>[^\s:][^:]*):(?<line>\d+)$/
/** Maximum lines of a warning before its location; a longer block is not from a check. */
const limit = 10

/**
 * Parses the output of `call: check` line by line: buildx prints each warning as a block of heading, text, location and
 * source. Build progress may be interleaved with its lines.
 */
export class CheckOutput {
  #block: string[] | undefined

  /** Takes a line; returns the warning that it completes. */
  read(text: string): BuildWarning | undefined {
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
}
