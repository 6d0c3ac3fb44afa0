import type { BuildWarning } from '../plan/build-report.ts'

const heading = /^WARNING: (?<rule>\w+)(?: - https?:\S+)?$/
const location = /^(?<file>[^\s:][^:]*):(?<line>\d+)$/
/** Lines that one warning may take before its place; more are not of a check. */
const limit = 10

/**
 * Reads what `call: check` prints, line by line: buildx prints each warning as a block of heading, text, place and source.
 * Between its lines the progress of the build may stand.
 */
export class CheckOutput {
  #block: string[] | undefined

  /** Takes a line; gives the warning that it completes. */
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
