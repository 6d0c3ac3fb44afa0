import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { textsOf } from './support/texts.ts'

/** Phrases that no registry, engine or runner uses in its messages, and what to write instead. */
const phrases: readonly { readonly phrase: RegExp; readonly instead: string }[] = [
  { phrase: /\b(?:is|are|was|were) no (?!longer\b|more than\b|larger than\b)/, instead: 'is not a, has no' },
  { phrase: /\b(?:is|are|was|were) none\b/, instead: 'not, no … exists' },
  { phrase: /\b(?:come|comes|came|coming) of\b/, instead: 'results from, is caused by' },
  { phrase: /\btold (?:of|by)\b/, instead: 'reported, according to' },
  { phrase: /\banew\b/, instead: 'again' },
  { phrase: /\bin vain\b/, instead: 'failed, without success' },
  { phrase: /\bbe it\b/, instead: 'whether' },
  { phrase: /\b(?:go|goes|went) out\b/, instead: 'is sent, is published' },
  { phrase: /\b(?:some|no)body\b|\bwhoever\b/, instead: 'another job, another program, a user' },
  { phrase: /\b(?:us|we|our|ours)\b/, instead: 'this step, the proxy, the builder' },
  { phrase: /(?:^|[.:;!?]\s+)(?:Who|What is there)\b/, instead: 'a sentence about the thing that is wrong' },
]

function objectionsTo(file: string, source: string): readonly string[] {
  return textsOf(source)
    .filter((text) => text.includes(' '))
    .flatMap((text) => {
      const found = phrases.filter(({ phrase }) => phrase.test(text))
      return found.map(({ phrase, instead }) => `${file}: '${text}' (${phrase.exec(text)?.[0]}): say ${instead}`)
    })
}

const root = join(import.meta.dirname, '..', 'src')
const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'))

test.each(files)('%s contains no such phrases', (file) => {
  expect(objectionsTo(file, readFileSync(join(root, file), 'utf8'))).toEqual([])
})

describe('objects to', () => {
  test.each([
    "throw new InputError('a number in a header is no number')",
    'fail(`${header} is no number`)',
    'fail(`the header is no ${kind}`)',
    "const text = 'they are no digests'",
    "const text = 'there is none'",
    "const text = { why: 'this comes of a proxy' }",
    "const text = 'the builder was told of it'",
    'const text = `as told by ${host}`',
    "const text = 'it is sent anew'",
    "const text = 'it was asked in vain'",
    "const text = 'every host, be it a proxy or a registry'",
    "const text = 'nothing goes out'",
    "const text = 'somebody else has moved the tag'",
    "const text = 'the proxy did not let us through'",
    "const text = 'Who signs in must have a password'",
    "const text = 'The tag was not moved. What is there was kept'",
    "const text = items.map((item) => `${item ? `no ${item}` : 'which are none'}, or so`)",
  ])('%s', (source) => {
    expect(objectionsTo('some.ts', source)).toHaveLength(1)
  })
})

test.each([
  '// it is no number, and comes of nothing',
  '/* told by `nobody` in vain */',
  "const text = 'it is no longer there'",
  "const text = 'ghcr.io/acme/app: a header field is not a number'",
  'const pattern = /it is no "number/',
  'const half = total / 2 // is no\nconst text = `a ${b / c} is`',
  'const text = `it is ${flag ? "" : "a "}thing`',
])('accepts %s', (source) => {
  expect(objectionsTo('some.ts', source)).toEqual([])
})
