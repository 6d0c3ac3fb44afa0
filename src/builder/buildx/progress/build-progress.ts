/** The meaning of a line of `--progress=plain`: BuildKit, util/progress/progressui/printer.go */
type Said =
  | { readonly kind: 'step'; readonly vertex: string }
  | { readonly kind: 'cached'; readonly vertex: string }
  | { readonly kind: 'warning'; readonly message: string; readonly line?: number }

/** `#5 [linux/amd64 build 2/7] RUN make`: a step of the Dockerfile. `[internal]` ones have no number. */
const step = /^#(?<vertex>\d+) \[(?:[^\]]* )?\d+\/\d+\] /
const cached = /^#(?<vertex>\d+) CACHED$/
const warning = /^#\d+ WARN: (?<message>.*?)(?: \(line (?<line>\d+)\))?$/

/** Parses one line; undefined if it holds nothing to report. */
export function readProgress(text: string): Said | undefined {
  const { vertex: begun } = step.exec(text)?.groups ?? {}
  if (begun) return { kind: 'step', vertex: begun }
  const { vertex: found } = cached.exec(text)?.groups ?? {}
  if (found) return { kind: 'cached', vertex: found }
  const { message, line } = warning.exec(text)?.groups ?? {}
  return message ? { kind: 'warning', message, ...(line && { line: Number(line) }) } : undefined
}
