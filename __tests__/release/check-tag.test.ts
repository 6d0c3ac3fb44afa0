import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { makeRepository } from './support.ts'

/** A repository that is ready for the release of 1.4.2, with the given changes. */
function makeReady(files: Readonly<Record<string, string>> = {}) {
  const repository = makeRepository()
  const version = JSON.stringify({ version: '1.4.2' })
  const changelog = '# Changelog\n\n## 1.4.2 - 2026-11-29\n\n- A fix.\n'
  repository.write({ 'package.json': version, 'package-lock.json': version, 'CHANGELOG.md': changelog, ...files })
  return repository
}

test('accepts a release whose version is in all files', async () => {
  using repository = makeReady()
  expect(await repository.runScript('check-tag.ts', 'v1.4.2')).toEqual({ status: 0, output: '' })
})

test('reports everything that is missing at once', async () => {
  using repository = makeReady({ 'CHANGELOG.md': '## Unreleased\n\n- A fix.\n' })
  const { status, output } = await repository.runScript('check-tag.ts', 'v1.4.3')
  expect(status).toBe(1)
  expect(output.split('\n')).toEqual([
    "::error::package.json has version 1.4.2, and the tag is v1.4.3: run 'npm version 1.4.3 --no-git-tag-version'",
    "::error::package-lock.json has version 1.4.2, and the tag is v1.4.3: run 'npm version 1.4.3 --no-git-tag-version'",
    "::error::CHANGELOG.md does not describe 1.4.3: add a section '## 1.4.3 - DATE'",
    '',
  ])
})

test('refuses a changelog section without content', async () => {
  using repository = makeReady({ 'CHANGELOG.md': '## 1.4.2\n\n## 1.4.1\n\n- A fix.\n' })
  expect((await repository.runScript('check-tag.ts', 'v1.4.2')).output).toContain('does not describe 1.4.2')
})

test.each(['v1.4', '1.4.2', 'v1.4.2.1'])("refuses the tag '%s'", async (tag) => {
  using repository = makeReady()
  expect(await repository.runScript('check-tag.ts', tag)).toEqual({
    status: 1,
    output: `::error::Tag '${tag}' is not of the form vX.Y.Z or vX.Y.Z-PRERELEASE\n`,
  })
})

test('prints the checksums of the committed files of dist/', async () => {
  using repository = makeRepository()
  repository.write({ 'dist/index.js': 'one', 'dist/post/index.js': 'two', 'README.md': 'three' })
  repository.git('add', '--all')
  repository.write({ 'dist/left-over.js': 'four' })
  const { output } = await repository.runScript('checksums.ts', 'v1.4.2')
  const sum = (content: string) => createHash('sha256').update(content).digest('hex')
  expect(output).toBe(`${sum('one')}  dist/index.js\n${sum('two')}  dist/post/index.js\n`)
})
