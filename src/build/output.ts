/** Characters that are kept of an output: its last ones. */
const tailLimit = 1024 * 1024
/** A longer line is told in pieces, so that what has no end does not fill the memory. */
const lineLimit = 64 * 1024

/**
 * Reads an output of a child as text, and tells each line as it comes, without its end: `\n`, `\r\n`, or the `\r` of a
 * progress bar. The function that is given back gives the end of all that came.
 */
export function collect(stream: NodeJS.ReadableStream, onLine?: (line: string) => void): () => string {
  let tail = ''
  let rest = ''
  stream.setEncoding('utf8')
  stream.on('data', (text: string) => {
    tail += text
    if (tail.length > 2 * tailLimit) tail = tail.slice(-tailLimit)
    if (!onLine) return
    // Whether a `\r` at the end is followed by a `\n` is not known yet.
    const lines = (rest + text).split(/\r?\n|\r(?=[^\n])/)
    rest = lines.pop() ?? ''
    for (const line of lines) onLine(line)
    for (; rest.length > lineLimit; rest = rest.slice(lineLimit)) onLine(rest.slice(0, lineLimit))
  })
  stream.on('end', () => {
    if (rest !== '') onLine?.(rest.replace(/\r$/, ''))
  })
  return () => tail.slice(-tailLimit)
}
