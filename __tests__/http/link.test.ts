import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { nextPage, parseLinks } from '../../src/http/link.ts'
import type { ResponseHead } from '../../src/http/message.ts'

const home = new URL('https://api.test/v2/')
const refuse = (reason: string) => new Error(`its ${reason}`)

/** The head of a response from this URL with these lines of `Link`. */
function pageAt(url: string, ...links: readonly string[]): ResponseHead {
  const headers = (name: string) => (name === 'link' ? links : [])
  return { status: 200, url: new URL(url), header: (name) => headers(name)[0], headers }
}

const nextOf = (...links: readonly string[]) => nextPage(pageAt('https://api.test/v2/list?n=5', ...links), home, refuse)

describe('the next page', () => {
  test.each<[string, string]>([
    ['</next>; rel="next"', '/next'],
    ['</next>; rel=next', '/next'],
    ['</next>;rel=next', '/next'],
    ['</next> ; rel = "next"', '/next'],
    ['</next>; REL="Next"', '/next'],
    ['<https://api.test/next>; rel="next"', '/next'],
    ['<?page=2>; rel="next"', '/v2/list?page=2'],
    ['<next>; rel="next"', '/v2/next'],
    ['</next>; rel="prefetch next"', '/next'],
    ['</next>; rel="prefetch\tnext last"', '/next'],
    ['</first>; rel="first", </next>; rel="next", </last>; rel="last"', '/next'],
    ['</first>; rel="first",, ,</next>; rel="next"', '/next'],
    ['</next,1;a>; rel="next"', '/next,1;a'],
    ['</first>; title="a, b; rel=\\"next\\", <x>; c"; rel="first", </next>; rel="next"', '/next'],
    ['</next>; title="</other>; rel=\\"next\\""; rel="next"', '/next'],
    ['</next>; crossorigin; title; rel="next"', '/next'],
    ['</next>;; rel="next";', '/next'],
    ["</next>; title*=UTF-8'en'%e2%82%ac; rel=next", '/next'],
    ['</next>; anchor=""; rel="next"', '/next'],
    ['</next>; anchor="?n=5"; rel="next"', '/next'],
    ['<http://api.test/next>; rel="next"', '/next'],
  ])('of %s', (link, path) => {
    expect(nextOf(link)?.href).toBe(`https://api.test${path}`)
  })

  test.each([
    '',
    '</next>',
    '</next>; rel',
    '</next>; rel=""',
    '</next>; rel="prev"',
    '</next>; rel="nextpage"',
    '</next>; rel=x-next',
    '</next>; rev="next"',
    '</next>; title="rel=next"',
    '</next>; title=", </x>; rel=next"',
    // The first of several parameters with the same name counts.
    '</next>; rel="prev"; rel="next"',
    // The link is about another page.
    '</next>; anchor="/other"; rel="next"',
    '/next; rel="next"',
    '</next; rel="next"',
    '</next> rel="next"',
  ])('is not found in %j', (link) => {
    expect(nextOf(link)).toBeUndefined()
  })

  test('is found in any line, also after an invalid one', () => {
    expect(nextOf('</first>; rel="first"', '<', 'nonsense', '</next>; rel="next"')?.pathname).toBe('/next')
    expect(nextOf()).toBeUndefined()
  })

  test.each([
    ['<https://evil.test/next>; rel="next"', 'https://evil.test'],
    ['<//evil.test/next>; rel=next', 'https://evil.test'],
    ['<https://api.test:8443/next>; rel=next', 'https://api.test:8443'],
    ['<http://api.test:8080/next>; rel=next', 'http://api.test:8080'],
    ['<file:///etc/passwd>; rel=next', 'null'],
    ['<https://[>; rel=next', 'no URL'],
  ])('is never at another origin: %s', (link, origin) => {
    expect(() => nextOf(link)).toThrow(`its next page is at another origin (${origin})`)
  })

  test("of a page after a redirect is relative to the redirect's target", () => {
    const page = pageAt('https://storage.test/list', '</next>; rel="next"')
    expect(() => nextPage(page, home, refuse)).toThrow('another origin (https://storage.test)')
  })
})

describe('any Link header', () => {
  const word = fc.stringMatching(/^[a-z][a-z0-9.-]{0,8}$/)
  const written = fc.record({
    target: fc.stringMatching(/^[ -;=?-~]{0,20}$/),
    relations: fc.array(word, { minLength: 1, maxLength: 3 }),
    title: fc.option(fc.stringMatching(/^[ -~]{0,20}$/)),
    isLoud: fc.boolean(),
    comma: fc.constantFrom(',', ', ', ' , ', ',\t,'),
  })

  test('that is valid is parsed as written', () => {
    fc.assert(
      fc.property(fc.array(written, { maxLength: 5 }), fc.boolean(), (links, isOneLine) => {
        const lines = links.map(({ target, relations, title, isLoud }) => {
          const quoted = title === null ? '' : `; title="${title.replaceAll(/["\\]/g, '\\$&')}"`
          const rel = isLoud ? `REL="${relations.join(' ').toUpperCase()}"` : `rel="${relations.join('  ')}"`
          return `<${target}>${quoted}; ${rel}`
        })
        const joined = lines.map((line, index) => `${line}${links[index]?.comma}`).join('')
        const read = parseLinks(isOneLine ? [joined] : lines)
        expect(read).toEqual(links.map(({ target, relations }) => ({ target, relations, anchor: undefined })))
      })
    )
  })

  test('is parsed without an error', () => {
    const piece = fc.constantFrom('<', '>', ';', ',', '"', '\\', '=', ' ', '\t', 'rel', 'next', '</x>; rel="next"', 'é')
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        for (const { target, relations } of parseLinks([pieces.join('')])) {
          expect(target).not.toContain('>')
          expect(relations).not.toContain('')
        }
      })
    )
  })

  // Each is as long as all headers of a response may be; quadratic time would take seconds.
  test.each(['<', '<x>;', '<x>; rel', '<x> ', '<x>; a="', '<x>; a="\\"', ' ', ';', '<x>;;', ',', '<x>; a = '])(
    'is parsed quickly, however often it contains %j',
    (piece) => {
      parseLinks([piece.repeat(65_536 / piece.length), `<x>${piece.repeat(65_536 / piece.length)}`])
    },
    1_000
  )
})
