/**
 * What GitHub turns into a link, a mention, a reference or an emoji wherever it stands in a text, whatever is escaped:
 * only code is left alone (GFM, "Autolinks (extension)"; docs.github.com, "Autolinked references and URLs").
 */
const live = /:\/\/|www\.|@|#\d|GH-\d|:[\w+-]+:|(?<![0-9a-z])[0-9a-f]{40}(?![0-9a-z])/i

/** What Markdown, HTML or mathematics would take up. */
const special = /[\\`*_{}[\]<>|#!&~$]/g
/** What begins a list, a heading or a rule where it stands first. */
const opening = /^(?:[-+=]|\d+(?=[.)]))/

/**
 * Somebody else's text as Markdown that shows it as it is, on one line: nothing in it is a link, an image, a mention, a
 * reference, HTML or a format. What would be live is shown as code. Fits into a paragraph, a list or a table.
 */
export function markdownText(text: string): string {
  const line = text.replaceAll(/[\s\p{C}]+/gu, ' ').trim()
  const shown = line.replaceAll(/[^\s|`]+|[|`]/g, (word) => (live.test(word) ? asCode(word) : escaped(word)))
  return shown.replace(opening, (first) => (/\d/.test(first) ? `${first}\\` : `\\${first}`))
}

/** The colon that ends a place in a file, as in `Dockerfile:14:`, belongs to the sentence. */
function asCode(word: string): string {
  const [, shown = word, colon = ''] = /^(.+:\d+)(:)$/.exec(word) ?? []
  return `\`${shown}\`${colon}`
}

function escaped(word: string): string {
  return word.replaceAll(special, '\\$&')
}
