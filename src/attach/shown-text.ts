/** Characters that messages show of text that anyone may have written. */
const shownLength = 200

/** Text of others on one line, without control characters, and of bounded length, for messages. */
export function shownText(text: string): string {
  const line = text.replaceAll(/[\p{C}\s]+/gu, ' ').trim()
  return line.length > shownLength ? `${line.slice(0, shownLength)}…` : line
}
