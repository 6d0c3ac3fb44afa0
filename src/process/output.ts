import type { Secrets } from '../environment.ts'

/** How many of an output's last characters are kept; longer output loses its first lines. */
export const tailLimit = 1024 * 1024
/** Longer lines are passed on in pieces, never cut within a secret, so that an endless line cannot exhaust memory. */
const lineLimit = 64 * 1024

/**
 * Reads a child's output as text and passes on each line as it arrives, without its terminator: `\n`, `\r\n`, or the
 * `\r` of a progress bar. The returned function returns the tail of the output.
 */
export function collectOutput(
  stream: NodeJS.ReadableStream,
  onLine?: (line: string) => void,
  cut: Secrets['cut'] = (_, at) => at
): () => string {
  const lastOf = (text: string) => text.slice(cut(text, Math.max(0, text.length - tailLimit)))
  let tail = ''
  let rest = ''
  const nextPiece = () => {
    const end = cut(rest, lineLimit)
    const piece = rest.slice(0, end)
    rest = rest.slice(end)
    return piece
  }
  stream.setEncoding('utf8')
  stream.on('data', (text: string) => {
    tail += text
    if (tail.length > 2 * tailLimit) tail = lastOf(tail)
    if (!onLine) return
    // A `\r` at the end may still be followed by a `\n`.
    const lines = (rest + text).split(/\r?\n|\r(?=[^\n])/)
    rest = lines.pop() ?? ''
    for (const line of lines) onLine(line)
    // Waits for twice the limit, so that a secret across the end of a piece is seen whole.
    while (rest.length > 2 * lineLimit) onLine(nextPiece())
  })
  stream.on('end', () => {
    while (rest.length > lineLimit) onLine?.(nextPiece())
    if (rest !== '') onLine?.(rest.replace(/\r$/, ''))
  })
  return () => lastOf(tail)
}
