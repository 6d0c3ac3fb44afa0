import type { Secrets } from '../environment.ts'

/** Characters that are kept of an output: its last ones. */
const tailLimit = 1024 * 1024
/** A longer line is told in pieces, none of which ends in a secret, so that what has no end does not fill the memory. */
const lineLimit = 64 * 1024

/**
 * Reads an output of a child as text, and tells each line as it comes, without its end: `\n`, `\r\n`, or the `\r` of a
 * progress bar. The function that is given back gives the end of all that came.
 */
export function collect(
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
    // Whether a `\r` at the end is followed by a `\n` is not known yet.
    const lines = (rest + text).split(/\r?\n|\r(?=[^\n])/)
    rest = lines.pop() ?? ''
    for (const line of lines) onLine(line)
    // As much again is waited for, so that what lies across the end of a piece is seen whole.
    while (rest.length > 2 * lineLimit) onLine(nextPiece())
  })
  stream.on('end', () => {
    while (rest.length > lineLimit) onLine?.(nextPiece())
    if (rest !== '') onLine?.(rest.replace(/\r$/, ''))
  })
  return () => lastOf(tail)
}
