/**
 * What GitHub turns into a link, a mention, a reference or an emoji anywhere in a text, even if it is escaped: only
 * code is left alone (GFM, "Autolinks (extension)"; docs.github.com, "Autolinked references and URLs").
 */
const live = /:\/\/|www\.|@|#\d|GH-\d|:[\w+-]+:|(?<![0-9a-z])[0-9a-f]{40}(?![0-9a-z])/i

/** Characters that have a meaning in Markdown, HTML or mathematics. */
const special = /[\\`*_{}[\]<>|#!&~$]/g
/** What starts a list, a heading or a rule at the beginning of a line. */
const opening = /^(?:[-+=]|\d+(?=[.)]))/

/**
 * Untrusted text as Markdown that shows it verbatim, on one line: nothing in it becomes a link, an image, a mention, a
 * reference, HTML or formatting. What GitHub would turn into a link is shown as code. Fits in a paragraph, a list or a
 * table.
 */
export function markdownText(text: string): string {
  const line = text.replaceAll(/[\s\p{C}]+/gu, ' ').trim()
  const shown = line.replaceAll(/[^\s|`]+|[|`]/g, (word) => (live.test(word) ? asCode(word) : escaped(word)))
  return shown.replace(opening, (first) => (/\d/.test(first) ? `${first}\\` : `\\${first}`))
}

/** Punctuation after a place in a file or a digest, as in `Dockerfile:14:`, belongs to the sentence. */
function asCode(word: string): string {
  const [, shown = word, after = ''] = /^(.+(?::\d+|@sha256:[0-9a-f]+))([),.:;]+)$/.exec(word) ?? []
  return `\`${shown}\`${after}`
}

function escaped(word: string): string {
  return word.replaceAll(special, '\\$&')
}

/** Untrusted text as code in Markdown, on one line, without its backticks. */
export function markdownCode(text: string): string {
  return `\`${text.replaceAll(/[\s\p{C}`]+/gu, ' ').trim() || ' '}\``
}
