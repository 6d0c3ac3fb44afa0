import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { digestOf } from '../../src/oci/digest.ts'
import { Redactor } from '../../src/redaction/redactor.ts'

/** A redactor with these secrets. */
function knowing(...secrets: readonly string[]): Redactor {
  const redactor = new Redactor()
  for (const secret of secrets) redactor.add(secret)
  return redactor
}

const base64 = (text: string) => Buffer.from(text).toString('base64')
const toUrl = (text: string) => text.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
const html = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&#34;')
/** In the format of PHP's htmlentities and OWASP's encoders. */
const inNames = (text: string) =>
  html(text)
    .replaceAll(/[äß/%+=\t]/g, (character) => `&${names[character]};`)
    .replaceAll('&#34;', '&QUOT;')
const names: Readonly<Record<string, string>> = {
  ä: 'auml',
  ß: 'szlig',
  '/': 'sol',
  '%': 'percnt',
  '+': 'plus',
  '=': 'equals',
  '\t': 'Tab',
}
const goEscaped = (text: string) => encodeURIComponent(text).replaceAll('%20', '+').replaceAll("'", '%27')
const lowerCase = (text: string) => encodeURIComponent(text).replaceAll(/%../g, (code) => code.toLowerCase())
const jsonInAscii = (text: string) =>
  JSON.stringify(text).replaceAll(/[^ -~]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)

/** How programs may encode a text before they print it. */
const encoders: Readonly<Record<string, (text: string) => string>> = {
  unchanged: (text) => text,
  'in a URL': encodeURIComponent,
  'in a URL, in lower case': lowerCase,
  'in a URL within a URL': (text) => encodeURIComponent(encodeURIComponent(text)),
  'in a form': (text) => new URLSearchParams({ a: text }).toString(),
  "in a URL in Go's format": goEscaped,
  'in JSON': JSON.stringify,
  'in JSON, in ASCII': jsonInAscii,
  'in JSON within JSON': (text) => JSON.stringify(JSON.stringify({ a: text })),
  "in JSON in PHP's format": (text) => JSON.stringify(text).replaceAll('/', '\\/'),
  'in HTML': html,
  'in HTML, with named entities': inNames,
  'with other white space': (text) => text.replaceAll(/\s+/g, ' '),
  trimmed: (text) => text.trim(),
}

describe('redacts a secret', () => {
  const secret = 'p "ä<ß>&/\\ 100%+=\u{1f680}\tend'
  test.each(Object.keys(encoders))('%s', (how) => {
    const encoded = encoders[how]?.(secret) ?? ''
    const shown = knowing(secret).redact(`denied: ${encoded} (403)`)
    expect(shown).toMatch(/^denied: (?:a=|["\\]|\{.*:)*\*\*\*["\\}]* \(403\)$/)
  })

  test.each([0, 1, 2, 3, 4, 5])('in base64 together with other text, after %i bytes', (before) => {
    const more = `${'u'.repeat(before)}hunter22??>>~~ and more`
    const inner = knowing('hunter22??>>~~').redact(`Authorization: Basic ${base64(more)}.`)
    expect(inner).toMatch(/^Authorization: Basic .*\*\*\*.*\.$/)
    expect(Buffer.from(inner.replace(/^.*Basic (.*)\*\*\*.*$/, '$1'), 'base64').toString()).not.toContain('h')
    expect(Buffer.from(inner.split('***')[1] ?? '', 'base64').toString()).not.toContain('nter')
    const url = knowing('hunter22??>>~~').redact(toUrl(base64(more)))
    expect(url.replace('***', '').length).toBe(inner.replace(/^.*Basic (.*)\.$/, '$1').replace(/=*$/, '').length - 3)
  })

  test('in base64 that is encoded further', () => {
    const redactor = knowing('>>>>????')
    for (const text of [
      'Pj4+Pj8/Pz8=',
      'Pj4-Pj8_Pz8',
      'Pj4%2BPj8%2FPz8%3D',
      'Pj4+Pj8\\/Pz8=',
      '"Pj4\\u002bPj8/Pz8="',
    ]) {
      expect(redactor.redact(text)).toMatch(/^"?\*\*\*(?:=|%3D)?"?$/)
    }
  })

  test('in each of its lines', () => {
    const key = '-----BEGIN KEY-----\r\n  MIIEvQ+/=\n\n\tabcdef\n-----END KEY-----\n'
    const redactor = knowing(key)
    expect(redactor.redact('#7 0.1 MIIEvQ+/=')).toBe('#7 0.1 ***')
    expect(redactor.redact('abcdef')).toBe('***')
    expect(redactor.redact(`a ${key}b`)).toBe('a ***\nb')
    expect(redactor.redact(JSON.stringify({ key }))).toBe('{"key":"***\\n"}')
    expect(redactor.redact(base64(key))).toMatch(/^\*\*\*=*$/)
  })

  test('in base64 with line breaks', () => {
    const secret = Array.from({ length: 40 }, (_, index) => `line ${index} of it`).join('\n')
    for (const column of [64, 76]) {
      const lines = base64(secret).match(new RegExp(`.{1,${column}}`, 'g')) ?? []
      const redactor = knowing(secret)
      expect(lines.map((line) => redactor.redact(line).replace(/=*$/, ''))).toEqual(lines.map(() => '***'))
    }
  })

  test('that overlaps with another, or contains another', () => {
    expect(knowing('abcdef', 'defghi').redact('-abcdefghi-')).toBe('-***-')
    expect(knowing('abcd', 'abcdefgh').redact('abcdefgh abcd abcdefg')).toBe('*** *** ***efg')
    expect(knowing('token').redact('token, token and tokentoken')).toBe('***, *** and ***')
  })

  test('after something that looks like the beginning of an escape', () => {
    expect(knowing('n1-secret').redact('C:\\n1-secret')).toBe('C:\\***')
    expect(knowing('25secret').redact('100%25secret')).toBe('100%***')
    expect(knowing('u0041secret').redact('\\u0041secret')).toBe('\\***')
  })

  test('whatever its content, encoding and position', () => {
    const ascii = fc.string({ unit: fc.constantFrom(...'aZ09+/=%&"\\<> \t-_.:~\'25n'), minLength: 4, maxLength: 24 })
    const any = fc.string({ unit: 'grapheme', minLength: 4, maxLength: 12 })
    const secrets = fc.oneof(ascii, any).filter((text) => text.trim().length >= 8 && !/[\r\n]/.test(text))
    const around = fc.string({ unit: fc.constantFrom(...'x :,({"'), maxLength: 5 })
    fc.assert(
      fc.property(
        secrets,
        fc.constantFrom(...Object.values(encoders)),
        around,
        around,
        (text, encoder, before, after) => {
          const secret = text.trim()
          const encoded = encoder(secret)
          const shown = knowing(secret).redact(`${before}${encoded}${after}`)
          expect(shown).toContain('***')
          const around = before + encoder('') + after
          // A backslash may remain, or an adjacent blank may be redacted as well.
          const left = shown.replaceAll(/\*{3}|\\|%(?:25)*5c/gi, '').length
          expect(left).toBeLessThanOrEqual(around.replaceAll('\\', '').length)
          expect(left).toBeGreaterThanOrEqual(around.replaceAll(/[\\\s]/g, '').length)
        }
      ),
      { numRuns: 20_000 }
    )
  })
})

const everyByte = (text: string) =>
  [...Buffer.from(text)].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('')
const everyUnit = (text: string) =>
  text
    .split('')
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .join('')
const everyCharacter = (text: string) => [...text].map((character) => `&#${character.codePointAt(0)};`).join('')
const someBytes = (text: string) =>
  [...text]
    .map((character, index) => (index % 2 === 0 || character === '%' ? everyByte(character) : character))
    .join('')

/** The encodings that may be applied to an encoded text. */
const layers: readonly ((text: string) => string)[] = [
  everyByte,
  everyUnit,
  everyCharacter,
  someBytes,
  encodeURIComponent,
  lowerCase,
  html,
  (text) => JSON.stringify(text).slice(1, -1),
  (text) => jsonInAscii(text).slice(1, -1),
]

/** Text that looks like an escape, or part of one. */
const lookalikes = [
  '%41',
  '%7c',
  '%25',
  '%',
  '\\u0041',
  '\\n',
  '\\',
  '&#65;',
  '&amp;',
  '&#6',
  ';',
  '41',
  '"',
  'ä',
  '\u{1f680}',
]
const letters = fc.string({ unit: fc.constantFrom(...'abcxyzABCXYZ0189'), minLength: 6, maxLength: 40 })
const secretsWithEscapes = fc
  .tuple(letters, fc.array(fc.oneof(fc.constantFrom(...lookalikes), letters), { maxLength: 5 }), letters)
  .map(([first, more, last]) => first + more.join('') + last)

function inLines(text: string, column: number, end: string): string {
  return (text.match(new RegExp(`.{1,${column}}`, 'g')) ?? []).join(end)
}

describe('redacts a secret that contains something that looks like an escape', () => {
  test.each(['gQ0p2O3w%7cqwx543x4q0', 'gQ0p2O3w\\u0041qwx543', 'gQ0p2O3w&#65;qwx543', 'C:\\new%2541&amp;lt;'])(
    '%s',
    (secret) => {
      const redactor = knowing(secret)
      for (const layer of layers) expect(redactor.redact(`denied: ${layer(secret)} (403)`)).toBe('denied: *** (403)')
    }
  )

  test('in any order of encodings', () => {
    fc.assert(
      fc.property(
        secretsWithEscapes,
        fc.array(fc.constantFrom(...layers), { maxLength: 3 }),
        fc.constantFrom('', 'denied: ', '{"a":"', 'ä='),
        fc.constantFrom('', ' (403)', '"}', ', next'),
        (secret, nest, before, after) => {
          const encoded = nest.reduce((text, layer) => layer(text), secret)
          expect(knowing(secret).redact(before + encoded + after)).toBe(`${before}***${after}`)
        }
      ),
      { numRuns: 3000 }
    )
  })
})

describe('redacts a secret in base64 with line breaks', () => {
  const lineEnds = ['\n', '\r\n', ' ', '\\n', '\\r\\n', '%0A', '&#10;']

  test('as part of Basic credentials, with any line length', () => {
    const password = Array.from({ length: 50 }, (_, index) => `${index}-xY`).join('')
    const redactor = knowing(password)
    for (const column of [1, 4, 20, 64, 76]) {
      for (const end of lineEnds) {
        const shown = redactor.redact(`Basic ${inLines(base64(`u:${password}`), column, end)}.`)
        expect(shown.replaceAll(/\s|\\[rn]|%0A|&#10;/g, '')).toMatch(/^BasicdTo\*\*\*k=\.$/)
      }
    }
  })

  test('anywhere in a text, as JSON or not, in both alphabets', () => {
    const others = fc.string({ unit: fc.constantFrom(...'abc:{}"'), maxLength: 90 })
    fc.assert(
      fc.property(
        secretsWithEscapes,
        others,
        others,
        fc.integer({ min: 1, max: 100 }),
        fc.constantFrom(...lineEnds),
        fc.boolean(),
        fc.boolean(),
        (secret, before, after, column, end, isUrl, isJson) => {
          const inner = isJson ? JSON.stringify(secret).slice(1, -1) : secret
          const plain = base64(before + inner + after)
          const shown = knowing(secret).redact(inLines(isUrl ? toUrl(plain) : plain, column, end))
          const parts = shown.split('***')
          expect(parts).toHaveLength(2)
          const [left, right] = parts.map((part) => part.replaceAll(/\s|\\[rn]|%0A|&#10;|=/g, ''))
          // The text on each side remains, together with less than a byte of the secret.
          expect(base64(before).replaceAll('=', '').length - (left ?? '').length).toBeLessThanOrEqual(1)
          expect(Buffer.from(left ?? '', 'base64').toString()).toBe(before)
          expect((right ?? '').length).toBeLessThanOrEqual(Math.ceil((after.length * 8) / 6) + 1)
        }
      ),
      { numRuns: 3000 }
    )
  })

  test('when a long line is printed in pieces', () => {
    fc.assert(
      fc.property(secretsWithEscapes, fc.integer({ min: 4, max: 80 }), fc.nat(), (secret, column, place) => {
        const redactor = knowing(secret)
        const text = `user ${inLines(base64(`u:${secret}`), column, ' ')} ${everyByte(secret)} end`
        const at = redactor.cut(text, place % text.length)
        const pieces = redactor.redact(text.slice(0, at)) + redactor.redact(text.slice(at))
        expect(pieces).toBe(redactor.redact(text))
        expect(pieces).toMatch(/^user dT.\*{3}[\w+/= -]{0,6} \*{3} end$/)
      }),
      { numRuns: 2000 }
    )
  })
})

describe('leaves everything else unchanged', () => {
  test('in lines, encoded or not', () => {
    const redactor = knowing('gQ0p2O3w%7cqwx543x4q0', 'hunter22-and-more', 'line one of it\nline two of it')
    const words = fc.constantFrom(
      '#7 1.2',
      'sha256:ab12',
      '100 %',
      '%41%zz',
      '\\u0041',
      'C:\\new',
      '&amp;#65;',
      'ä',
      '\u{1f680}',
      '\t',
      '\n',
      'dTpF',
      'hunter2',
      ''
    )
    fc.assert(
      fc.property(fc.array(fc.oneof(words, fc.string({ unit: 'grapheme' })), { maxLength: 30 }), (all) => {
        const text = all.join(' ')
        expect(redactor.redact(text)).toBe(text)
      }),
      { numRuns: 3000 }
    )
  })
  test('if there are no secrets', () => {
    for (const text of ['', 'a%20b', '\\n', '&amp;', 'ä']) expect(knowing().redact(text)).toBe(text)
  })

  test('around secrets', () => {
    const redactor = knowing('hunter22')
    for (const text of ['100 % \\ &amp; ä\t\u001b[31mred', 'hunter2', 'unter22', 'HUNTER22']) {
      expect(redactor.redact(text)).toBe(text)
    }
    expect(redactor.redact('100%25 \\n &lt;hunter22&gt;  ä')).toBe('100%25 \\n &lt;***&gt;  ä')
  })

  test('if a secret is too short to be distinguished from ordinary text', () => {
    const redactor = knowing('', 'a', 'abc', ' xy ', 'true', 'FALSE', 'null', 'none', '{\n}\ntrue\n')
    const text = 'a abc xy true FALSE null none { }'
    expect(redactor.redact(text)).toBe(text)
    expect(knowing('1234').redact('port 1234')).toBe('port ***')
  })
})

describe('cuts a text without cutting a secret', () => {
  test('after the secret, if the position is within one', () => {
    const redactor = knowing('hunter22')
    const text = 'my hunter22, my hunter22'
    expect([0, 3, 4, 10, 11, 12, 17, 24].map((at) => redactor.cut(text, at))).toEqual([0, 3, 11, 11, 11, 12, 24, 24])
    expect(redactor.cut('a%68unter22b', 3)).toBe(11)
    expect(knowing().cut(text, 5)).toBe(5)
  })
})

test('handles many secrets and long texts quickly', () => {
  const redactor = new Redactor()
  redactor.add(Array.from({ length: 5_000 }, (_, index) => `the secret of number ${index}`).join('\n'))
  const line = '#12 1.234 compiling src/some/file.ts (100 %) \\ \u001b[32mdone\u001b[0m\n'
  const text = `${line.repeat(20_000)}the secret of number 4999`
  expect(redactor.redact(text).endsWith('\n***')).toBe(true)
})

test('handles a long text of nested escapes quickly', () => {
  const redactor = knowing('hunter22')
  for (const escapes of ['%25', '%3', '\\', '\\u005c', '&amp;']) {
    const shown = redactor.redact(`${escapes.repeat(300_000 / escapes.length)} %68unter22`)
    expect(shown.endsWith('***')).toBe(true)
  }
})

describe('redacts a secret in base64', () => {
  const secret = 'gQ0p2O3w7cqwx543x4q0Zr8Lk1TtYv9B'
  const redactor = new Redactor()
  redactor.add(secret)
  const once = (text: string) => Buffer.from(text).toString('base64')
  const url = (text: string) => Buffer.from(text).toString('base64url')

  test.each(['', 'a', 'ab', 'abc', 'oauth2accesstoken'])('that is encoded twice, after the user %j', (user) => {
    for (const inner of [once, url]) {
      for (const outer of [once, url]) {
        for (const twice of [outer(inner(`${user}:${secret}`)), outer(`${user}:${inner(secret)}`)]) {
          const shown = redactor.redact(twice)
          expect(shown).toContain('***')
          expect(shown.replace('***', '').length).toBeLessThan(twice.length - (secret.length * 16) / 9 + 12)
        }
      }
    }
  })

  test.each([64, 76])('that is printed in lines of %i characters, except for less than nine bytes', (column) => {
    for (let before = 0; before < 100; before++) {
      const lines = once(`${'u'.repeat(before)}:${secret}`).match(new RegExp(`.{1,${column}}`, 'g')) ?? []
      const shown = lines.map((line) => redactor.redact(line).replaceAll('*', '')).join('')
      const left = Buffer.from(shown, 'base64').toString('latin1')
      for (let at = 0; at + 12 <= secret.length; at++) expect(left).not.toContain(secret.slice(at, at + 12))
    }
  })

  test('in complete lines from the middle of a long secret', () => {
    const key = Array.from({ length: 40 }, (_, index) => digestOf(Buffer.from(`${index}`)).slice(7)).join('')
    const redactor = new Redactor()
    redactor.add(key)
    for (let before = 0; before < 4; before++) {
      const lines = once(`${'u'.repeat(before)}${key}`).match(/.{76}/g) ?? []
      expect(lines.slice(1, -1).map((line) => redactor.redact(line))).toEqual(lines.slice(1, -1).map(() => '***'))
    }
  })
})
