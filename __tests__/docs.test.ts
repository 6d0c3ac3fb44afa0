import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { documents } from '../scripts/docs.ts'

const root = join(import.meta.dirname, '..')

test.each([...documents()])('%s is what the sources give', (path, text) => {
  expect(readFileSync(join(root, path), 'utf8')).toBe(text)
})

const pages = [
  'README.md',
  'ARCHITECTURE.md',
  'CONTRIBUTING.md',
  ...readdirSync(join(root, 'docs')).map((name) => `docs/${name}`),
]

test.each(pages.filter((page) => page.endsWith('.md')))('what %s links to is there', (page) => {
  const links = readFileSync(join(root, page), 'utf8').matchAll(/\]\((?!https?:|#)([^)#]+)/g)
  const broken = [...links].map(([, link = '']) => link).filter((link) => !existsSync(join(root, dirname(page), link)))
  expect(broken).toEqual([])
})

test.each(readdirSync(join(root, 'docs', 'decisions')))('decision %s is at most 40 lines long', (name) => {
  expect(
    readFileSync(join(root, 'docs', 'decisions', name), 'utf8')
      .trimEnd()
      .split('\n').length
  ).toBeLessThanOrEqual(40)
})
