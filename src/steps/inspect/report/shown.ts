/** Characters of a text that others have written, and entries of a list, that are shown. */
const textLimit = 100
const listLimit = 20

/** Text that others have written, as a part of a line. */
export function oneLine(text: string): string {
  return text
    .replaceAll(/[\s\p{C}]+/gu, ' ')
    .trim()
    .slice(0, textLimit)
}

/** `one, two and 3 more` */
export function firstOf(words: readonly string[]): string {
  const rest = words.length - listLimit
  const first = words.slice(0, listLimit).join(', ')
  return rest > 0 ? `${first} and ${rest} more` : first
}
