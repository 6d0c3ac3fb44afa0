/** An instruction of a Dockerfile: its keyword in upper case, and the rest. */
export interface Instruction {
  readonly keyword: string
  readonly rest: string
  /** The line on which it starts, from 1. */
  readonly line: number
}

/** Parses a Dockerfile's instructions: joins continued lines, and skips comments and the bodies of here-documents. */
export function instructionsIn(dockerfile: string): readonly Instruction[] {
  const continuation = /^#\s*escape\s*=\s*`/im.test(dockerfile) ? '`' : '\\'
  const lines = dockerfile.split(/\r?\n/).map((line) => line.trim())
  const instructions: Instruction[] = []
  let begun = ''
  let start = 0
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] ?? ''
    if (isIgnored(line)) continue
    if (begun === '') start = at
    if (line.endsWith(continuation)) {
      begun += `${line.slice(0, -1)} `
      continue
    }
    const text = begun + line
    begun = ''
    const [, keyword = '', rest = ''] = /^(\w+)\s+(.*)$/s.exec(text) ?? []
    instructions.push({ keyword: keyword.toUpperCase(), rest, line: start + 1 })
    at = endOf(hereDocumentsOf(text), lines, at)
  }
  return instructions
}

/** Whether a line is empty or a comment. */
function isIgnored(line: string): boolean {
  return line === '' || line.startsWith('#')
}

/** The line where the last of the here-documents that start after a line ends. An unterminated one runs to the end. */
function endOf(words: readonly string[], lines: readonly string[], start: number): number {
  let at = start
  for (const word of words) {
    at = lines.indexOf(word, at + 1)
    if (at < 0) return lines.length
  }
  return at
}

/** The delimiters of an instruction's here-documents. */
function hereDocumentsOf(text: string): readonly string[] {
  if (!/^(?:RUN|COPY|ADD)\b/i.test(text)) return []
  return [...text.matchAll(/<<-?(["']?)(?<end>\w+)\1/g)].map(({ groups }) => groups?.end ?? '')
}
