import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { markdownText } from '../../src/github/summary/markdown.ts'

/** Markdown as a reader sees it: the code, and the text around it without escapes. */
function read(markdown: string): { readonly code: readonly string[]; readonly text: string; readonly all: string } {
  const code: string[] = []
  let text = ''
  let all = ''
  for (const [whole, character, inside] of markdown.matchAll(/\\([!-/:-@[-`{-~])|`([^`]+)`|./gsu)) {
    if (inside !== undefined) code.push(inside)
    // A placeholder stands for code, so that the text on both sides is not joined.
    text += inside === undefined ? (character ?? whole) : '\u0001'
    all += inside ?? character ?? whole
  }
  return { code, text, all }
}

test('shows an ordinary sentence unchanged', () => {
  const sentence = "ghcr.io/acme/app: upload of sha256:12ab (34 MB) was refused: 403. Give the job 'packages: write'."
  expect(markdownText(sentence)).toBe(sentence)
})

test('formats a location in a file and an image as code, without the punctuation after it', () => {
  expect(markdownText('failed at api/Dockerfile:14: no')).toBe('failed at `api/Dockerfile:14`: no')
  expect(markdownText('Sign it (cosign sign a/b@sha256:1f), or not.')).toBe(
    'Sign it (cosign sign `a/b@sha256:1f`), or not.'
  )
  expect(markdownText('x:100: :100:')).toBe('`x:100`: `:100:`')
})

describe("creates no link, mention or reference from a registry's text", () => {
  test.each([
    ['http://evil.example/x'],
    ['https://evil.example'],
    ['ftp://evil.example'],
    ['HTTPS://EVIL.EXAMPLE'],
    ['www.evil.example'],
    ['WWW.evil.example/login?a=b'],
    ['(https://evil.example)'],
    ['mail-us@evil.example'],
    ['mailto:a.b@evil.example'],
    ['xmpp:a@evil.example/chat'],
    ['@acme'],
    ['@acme/owners,'],
    ['#123'],
    ['acme/app#7'],
    ['GH-26'],
    ['gh-26.'],
    [':tada:'],
    ['0123456789abcdef0123456789abcdef01234567'],
  ])('%s', (word) => {
    expect(markdownText(`see ${word} there`)).toBe(`see \`${word}\` there`)
    expect(markdownText(word)).toBe(`\`${word}\``)
  })

  test('also next to backticks, bars or brackets', () => {
    expect(markdownText('`https://evil.example`')).toBe('\\``https://evil.example`\\`')
    expect(markdownText('a|www.evil.example|b')).toBe('a\\|`www.evil.example`\\|b')
    expect(markdownText('[log in](https://evil.example)')).toBe('\\[log `in](https://evil.example)`')
    expect(markdownText('![x](http://evil.example/pixel.png)')).toBe('`![x](http://evil.example/pixel.png)`')
    expect(markdownText('<a href="http://evil.example">log in</a>')).toBe(
      '\\<a `href="http://evil.example">log` in\\</a\\>'
    )
  })
})

test.each([
  ['<img src=x onerror=alert(1)>', '\\<img src=x onerror=alert(1)\\>'],
  ['**bold** _it_ ~~no~~ $x$ &lt; \\', '\\*\\*bold\\*\\* \\_it\\_ \\~\\~no\\~\\~ \\$x\\$ \\&lt; \\\\'],
  ['# Heading', '\\# Heading'],
  ['- item', '\\- item'],
  ['+ item', '\\+ item'],
  ['1. item', '1\\. item'],
  ['12) item', '12\\) item'],
  ['===', '\\==='],
  ['two\nlines\r\n\tand\u0000\u202emore', 'two lines and more'],
  ['', ''],
])('does not format %j', (text, markdown) => {
  expect(markdownText(text)).toBe(markdown)
})

test('shows all of any text on one line, with nothing active outside code', () => {
  const piece = fc.constantFrom(
    ...['http', 's', '://', 'www', '.', 'evil', '@', '#', '1', 'GH-', 'mailto:', ':', 'tada', ' ', '\n', '|', '\\'],
    ...['`', '``', '[', ']', '(', ')', '!', '<', '>', '*', '_', '$', '&', 'amp;', '-', '=', '\u200b', '\u00e9', 'a/b']
  )
  const text = fc.oneof(
    fc.array(piece, { maxLength: 14 }).map((pieces) => pieces.join('')),
    fc.string({ unit: 'binary' })
  )
  fc.assert(
    fc.property(text, (shown) => {
      const markdown = markdownText(shown)
      const { code, text: beside, all } = read(markdown)
      expect(all).toBe(shown.replaceAll(/[\s\p{C}]+/gu, ' ').trim())
      expect(markdown).not.toMatch(/[\r\n]/)
      expect(beside).not.toMatch(/:\/\/|www\.|@|GH-\d|#\d/i)
      expect(code.every((each) => !/[|\s]/.test(each))).toBe(true)
      // An unescaped bar ends a table cell, even within code.
      expect(markdown.replaceAll(/\\./gs, '')).not.toContain('|')
    }),
    { numRuns: 20_000 }
  )
})
