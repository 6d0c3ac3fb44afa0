import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Challenge, parseChallenges } from '../../../src/registry/auth/challenge.ts'
import { type ChallengeStyle, challengeLines } from '../../support/registry/challenges.ts'

const names = ['realm', 'service', 'scope', 'error', 'note'] as const

function read(header: string | readonly string[]): unknown[] {
  return parseChallenges(header).map(({ scheme, parameters }) => ({ scheme, ...Object.fromEntries(parameters) }))
}

/** Any text that is allowed in a header: RFC 9110, 5.5 and 5.6.4. */
const text = fc.string({
  unit: fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom('"', '\\', ',', '=', ' ', '\t', ';', '(', 'Bearer ', 'realm=') },
    { weight: 5, arbitrary: fc.integer({ min: 0x20, max: 0x7e }).map((code) => String.fromCharCode(code)) },
    { weight: 1, arbitrary: fc.integer({ min: 0xa0, max: 0xff }).map((code) => String.fromCharCode(code)) }
  ),
})

const challenge = fc.record({
  scheme: fc.constantFrom('bearer', 'basic', 'negotiate', 'x-own'),
  parameters: fc.uniqueArray(fc.tuple(fc.constantFrom(...names), text), { minLength: 1, selector: ([name]) => name }),
})

function format({ scheme, parameters }: { scheme: string; parameters: [string, string][] }): string {
  const quoted = (value: string) => `"${value.replaceAll(/["\\]/g, '\\$&')}"`
  return `${scheme} ${parameters.map(([name, value]) => `${name}=${quoted(value)}`).join(', ')}`
}

function same(
  challenges: readonly Challenge[],
  written: readonly { scheme: string; parameters: [string, string][] }[]
) {
  expect(challenges.map(({ scheme, parameters }) => [scheme, [...parameters]])).toEqual(
    written.map(({ scheme, parameters }) => [scheme, parameters])
  )
}

test('parses any realm, service and scope as they were written', () => {
  fc.assert(
    fc.property(fc.array(challenge, { minLength: 1, maxLength: 4 }), (written) => {
      same(parseChallenges(written.map(format)), written)
      same(parseChallenges(written.map(format).join(', ')), written)
    }),
    { numRuns: 500 }
  )
})

test('parses any hostile header in time', () => {
  const pieces = fc.constantFrom(
    'Bearer',
    'Basic',
    ' ',
    ',',
    '=',
    '"',
    '\\',
    'realm',
    '"x"',
    'a'.repeat(50),
    '\t',
    '\0'
  )
  const line = fc.oneof(
    fc.string(),
    fc.array(pieces, { maxLength: 200 }).map((parts) => parts.join(''))
  )
  fc.assert(
    fc.property(line, (hostile) => {
      for (const { scheme, parameters } of parseChallenges([hostile, 'Basic realm="x"'])) {
        expect(scheme).toMatch(/^[^\s,="]+$/)
        for (const name of parameters.keys()) expect(name).toMatch(/^[^\s,="]+$/)
      }
    }),
    { numRuns: 500 }
  )
})

test.each([
  ['commas', `Bearer ${','.repeat(60_000)}`],
  ['spaces', `Bearer ${' '.repeat(60_000)}x`],
  ['spaces before an equals sign', `Bearer${' '.repeat(60_000)}=`],
  ['an open quote', `Bearer realm="${'\\"'.repeat(30_000)}`],
  ['endless parameters', `Bearer ${'a=b,'.repeat(15_000)}`],
  ['schemes', 'Bearer '.repeat(9_000)],
  ['tokens', `Basic ${'A'.repeat(60_000)} "`],
])('parses a line of %s in linear time', { timeout: 3_000 }, (_, line) => {
  // Quadratic time would exceed the test's timeout many times over.
  for (let times = 0; times < 10; times += 1) parseChallenges(line)
})

describe('parses the challenges of real registries', () => {
  const said = {
    realm: 'https://a.test/token?x=1,2',
    service: 'a.test',
    scope: 'repository:o/app:pull,push',
    error: 'e',
  }
  test.each<ChallengeStyle>(['plain', 'lower case', 'upper case', 'unquoted', 'spaced'])('%s', (style) => {
    expect(read(challengeLines(style, said))).toEqual([{ scheme: 'bearer', ...said }])
  })

  test('with a parameter that quotes another challenge', () => {
    const [found] = read(challengeLines('escaped', said))
    expect(found).toEqual({ scheme: 'bearer', note: 'a "quoted" one, Basic realm="no"', ...said })
  })

  test('after others, with and without parameters', () => {
    const schemes = read(challengeLines('unknown scheme first', said)) as { scheme: string }[]
    expect(schemes.map(({ scheme }) => scheme)).toEqual(['negotiate', 'digest', 'bearer'])
    expect(schemes[2]).toEqual({ scheme: 'bearer', ...said })
  })

  test.each<ChallengeStyle>(['basic in one header', 'basic in two headers'])('%s', (style) => {
    expect(read(challengeLines(style, said))).toEqual([
      { scheme: 'basic', realm: 'Registry, with a comma' },
      { scheme: 'bearer', ...said },
    ])
  })
})

test('ignores the rest of a malformed line, and keeps what came before', () => {
  expect(read('Bearer realm="https://a.test", service="unended')).toEqual([
    { scheme: 'bearer', realm: 'https://a.test' },
  ])
  expect(read('Negotiate dG9rZW42OA==, Basic realm=x')).toEqual([
    { scheme: 'negotiate' },
    { scheme: 'basic', realm: 'x' },
  ])
  expect(read([])).toEqual([])
  expect(read('=nonsense')).toEqual([])
})
