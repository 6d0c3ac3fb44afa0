import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { documents } from '../scripts/docs.ts'

const root = join(import.meta.dirname, '..')

test.each([...documents()])('%s is up to date with the sources', (path, text) => {
  expect(readFileSync(join(root, path), 'utf8')).toBe(text)
})

const pages = [
  'README.md',
  'ARCHITECTURE.md',
  'CONTRIBUTING.md',
  'scripts/bench/README.md',
  'SECURITY.md',
  ...readdirSync(join(root, 'docs')).map((name) => `docs/${name}`),
]

test.each(pages.filter((page) => page.endsWith('.md')))('%s links only to files that exist', (page) => {
  const links = readFileSync(join(root, page), 'utf8').matchAll(/\]\((?!https?:|#)([^)#]+)/g)
  const broken = [...links].map(([, link = '']) => link).filter((link) => !existsSync(join(root, dirname(page), link)))
  expect(broken).toEqual([])
})

const british =
  /\b(?:(?:behavi|col|fav|hon|neighb)our|catalogue|centre|licence|(?:authori|canonicali|initiali|normali|optimi|organi|recogni|summari|synchroni)s(?:e|ing|ation))/i

test.each([
  ...pages.filter((page) => page.endsWith('.md')),
  ...readdirSync(join(root, 'docs', 'decisions')).map((name) => `docs/decisions/${name}`),
  ...readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => `src/${name}`),
])('%s is in American spelling', (path) => {
  const text = readFileSync(join(root, path), 'utf8')
  expect(british.exec(path.endsWith('.md') ? text.replaceAll(/`[^`]*`/g, '') : text)?.[0]).toBeUndefined()
})

test.each(readdirSync(join(root, 'docs', 'decisions')))('decision %s is at most 40 lines long', (name) => {
  expect(
    readFileSync(join(root, 'docs', 'decisions', name), 'utf8')
      .trimEnd()
      .split('\n').length
  ).toBeLessThanOrEqual(40)
})

describe('docs/glossary.md', () => {
  const glossary = readFileSync(join(root, 'docs', 'glossary.md'), 'utf8')
  const entries = [...glossary.matchAll(/^\* (\*\*[^:]+): /gm)].map(([, entry = '']) => entry)
  const terms = entries.flatMap((entry) => [...entry.matchAll(/\*\*([^*]+)\*\*/g)].map(([, term = '']) => term))
  const others = pages.filter((page) => page.endsWith('.md') && page !== 'docs/glossary.md')
  const texts = others.map((page) => readFileSync(join(root, page), 'utf8')).join('\n')

  test('has at most 20 entries, in alphabetical order', () => {
    expect(entries.length).toBeGreaterThan(10)
    expect(entries.length).toBeLessThanOrEqual(20)
    expect(entries).toEqual(entries.toSorted())
  })

  test('has only terms that other documents use', () => {
    const isUsed = (term: string) => new RegExp(`\\b${term.replace('-', '[- ]?')}`, 'i').test(texts)
    expect(terms.filter((term) => !isUsed(term))).toEqual([])
  })

  test.each(['README.md', 'CONTRIBUTING.md'])('is linked from %s', (page) => {
    expect(readFileSync(join(root, page), 'utf8')).toContain('](docs/glossary.md)')
  })
})
