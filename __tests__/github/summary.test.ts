import { mkdtempDisposable, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test, vi } from 'vitest'
import { summaryMarkdown, writeSummary } from '../../src/github/summary.ts'
import { digest, failed, outcome, published } from './outcomes.ts'

afterEach(() => {
  vi.unstubAllEnvs()
})

const golden = (name: string) => `../fixtures/summary/${name}.md`

test('what was published is there to copy, and a table tells the rest', async () => {
  const second = outcome('quay.io/acme/app', { latest: 'unchanged' }, { seconds: 0.04 })
  await expect(summaryMarkdown([published, second], digest)).toMatchFileSnapshot(golden('published'))
})

test('what went wrong is said below, as text whatever is in it', async () => {
  const withheld = outcome('ghcr.io/acme/app', { '1.4.2': 'withheld' }, { status: 'withheld' })
  await expect(summaryMarkdown([withheld, failed], digest)).toMatchFileSnapshot(golden('failed'))
})

test.each([
  [['published', 'failed'], 'Partly published'],
  [['published', 'withheld'], 'Partly published'],
  [['failed', 'withheld'], 'Not published'],
  [['planned', 'planned'], 'Dry run: nothing was published'],
  [['planned', 'failed'], 'Dry run: nothing was published'],
] as const)('of %s the heading says: %s', (statuses, heading) => {
  const outcomes = statuses.map((status) => outcome('quay.io/a/b', { x: 'published' }, { status }))
  expect(summaryMarkdown(outcomes, digest).split('\n')[0]).toBe(`### ${heading}`)
})

test('a dry run says what would be', () => {
  const plan = outcome('quay.io/a/b', { x: 'published', y: 'unchanged' }, { status: 'planned' })
  expect(summaryMarkdown([plan], digest)).toContain(
    '| 📝 planned | `x` would be published<br>`y` pointed there already |'
  )
  expect(summaryMarkdown([plan], digest)).not.toContain(`@${digest}`)
})

test('it goes to the file that the runner shows, after what is there', async () => {
  await using folder = await mkdtempDisposable(join(tmpdir(), 'manifold-summary-'))
  const file = join(folder.path, 'summary.md')
  await writeFile(file, 'before\n')
  vi.stubEnv('GITHUB_STEP_SUMMARY', file)
  await writeSummary('### Published\n', { GITHUB_STEP_SUMMARY: file })
  await writeSummary('again\n', { GITHUB_STEP_SUMMARY: file })
  expect(await readFile(file, 'utf8')).toBe('before\n### Published\nagain\n')
})

test('where the runner shows none, none is written', async () => {
  vi.stubEnv('GITHUB_STEP_SUMMARY', '/no/such/folder/summary.md')
  await writeSummary('### Published\n', {})
})
