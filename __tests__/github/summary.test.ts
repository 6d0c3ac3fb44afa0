import { mkdtempDisposable, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test, vi } from 'vitest'
import type { JobSummary } from '../../src/github/summary/job-summary.ts'
import { summaryMarkdown, writeSummary } from '../../src/github/summary/summary.ts'
import type { Outcome } from '../../src/plan/outcome.ts'
import { digest, failed, hostile, outcome, published } from './outcomes.ts'

afterEach(() => {
  vi.unstubAllEnvs()
})

const golden = (name: string) => `../fixtures/summary/${name}.md`

const build = { seconds: 72.4, steps: 18, cached: 12, platforms: ['linux/amd64', 'linux/arm64'], warnings: [] }

/** The summary of a run with these outcomes. */
function summaryOf(outcomes: readonly Outcome[], changes: Partial<JobSummary> = {}): string {
  return summaryMarkdown({ subject: 'acme/app:1.4.2', goal: 'build', outcomes, isDone: true, digest, ...changes })
}

const titleOf = (...args: Parameters<typeof summaryOf>) => summaryOf(...args).split('\n')[0]

class BuildError extends Error {
  override readonly name = 'BuildError'
  readonly excerpt = 'no such file\n\n   2 |     FROM scratch\n   3 | >>> RUN ```x```'
}

test('shows what was published, ready to copy, and what was sent in a table', async () => {
  const second = outcome('quay.io/acme/app', { latest: 'unchanged' }, { seconds: 0.04 })
  await expect(summaryOf([published, second], { build })).toMatchFileSnapshot(golden('published'))
})

test('shows what went wrong first, as text', async () => {
  const withheld = outcome('ghcr.io/acme/app', { '1.4.2': 'withheld' }, { status: 'withheld' })
  await expect(summaryOf([withheld, failed], { isDone: false, build })).toMatchFileSnapshot(golden('failed'))
})

test('marks each target of a partly published image, and counts what the table shows', async () => {
  const { traffic } = published
  const unseen = outcome(
    'docker.io/acme/app',
    { '1.4.2': 'published', latest: 'unconfirmed' },
    { status: 'unconfirmed', traffic }
  )
  const late = outcome('quay.io/acme/app', { '1.4.2': 'withheld', latest: 'withheld' }, { status: 'withheld', traffic })
  const markdown = summaryOf([published, unseen, late], { isDone: false, build })
  await expect(markdown).toMatchFileSnapshot(golden('partly-published'))
  expect(markdown).toContain('**Saved:** 94.2 MB of 97.4 MB did not have to be sent (9 blobs already there, 3 mounted)')
})

test('does not show savings if nothing was published', () => {
  const { traffic } = published
  const late = outcome('quay.io/acme/app', { '1.4.2': 'withheld' }, { status: 'withheld', traffic })
  expect(summaryOf([late, failed], { isDone: false })).not.toContain('Saved')
})

test('shows where a build failed, with its build check warnings', async () => {
  const withheld = outcome('ghcr.io/acme/app', { '1.4.2': 'withheld' }, { status: 'withheld' })
  const failure = new BuildError('The build failed at Dockerfile:3: <b>no</b>.')
  const warnings = [{ message: 'Rule: do *not* do this', place: { file: 'Dockerfile', line: 2 } }]
  const failing = { isDone: false, digest: undefined, failure, build: { ...build, platforms: [], warnings } }
  await expect(summaryOf([withheld], failing)).toMatchFileSnapshot(golden('build-failed'))
})

test('says why a pull request was not pushed', async () => {
  const unpushed =
    "Built without the step's credentials, and not pushed: a pull request from a fork is not allowed to publish."
  await expect(summaryOf([], { unpushed, build, subject: 'acme/app:pr-7' })).toMatchFileSnapshot(golden('not-pushed'))
})

test.each<[Outcome['status'][], boolean, string]>([
  [['published'], true, '### ✅ Published `acme/app:1.4.2`'],
  [['published', 'published'], true, '### ✅ Published `acme/app:1.4.2` (2 targets)'],
  [['published', 'failed'], true, '### ⚠️ Partly published: `acme/app:1.4.2` (1 of 2 targets)'],
  [['published', 'withheld'], false, '### ❌ Partly published: `acme/app:1.4.2` (1 of 2 targets)'],
  [['failed', 'withheld'], false, '### ❌ Not published: `acme/app:1.4.2` (2 targets)'],
  [['planned', 'planned'], true, '### 📝 Dry run, nothing was published: `acme/app:1.4.2` (2 targets)'],
  [['planned', 'failed'], false, '### ❌ Dry run, nothing was published: `acme/app:1.4.2` (2 targets)'],
])('with statuses %s (done: %s), has the heading: %s', (statuses, isDone, heading) => {
  const outcomes = statuses.map((status) => outcome('quay.io/a/b', { x: 'published' }, { status }))
  expect(titleOf(outcomes, { isDone })).toBe(heading)
})

test('marks a tag that shows another image in the heading and at its target', () => {
  const overtaken = outcome('quay.io/a/b', { '1.4.2': 'overtaken', latest: 'published' })
  const markdown = summaryOf([published, overtaken])
  expect(markdown).toMatch(
    /^### ⚠️ Published, but not every tag points at the image: `acme\/app:1\.4\.2` \(2 targets\)$/m
  )
  expect(markdown).toContain('⚠️ <samp>quay.io/a/b</samp>')
  expect(markdown).toContain('✅ <samp>ghcr.io/acme/app</samp>')
  expect(markdown).toContain(`quay.io/a/b:latest@${digest}`)
  expect(markdown).toContain('- `quay.io/a/b`: `1.4.2` written, but since replaced by another image; `latest`')
})

test.each<[Partial<JobSummary>, string]>([
  [{}, '### ✅ Built, not pushed: `acme/app:1.4.2`'],
  [{ goal: 'read' }, '### ✅ Read, not pushed: `acme/app:1.4.2`'],
  [{ goal: 'check', subject: 'a`/Dockerfile' }, '### ✅ Build check passed: `a/Dockerfile`'],
  [{ goal: 'call', subject: 'Dockerfile' }, '### ✅ Done: `Dockerfile`'],
  [{ failure: new BuildError('no') }, '### ❌ Build failed: `acme/app:1.4.2`'],
  [{ goal: 'check', failure: new BuildError('no') }, '### ❌ Build check failed: `acme/app:1.4.2`'],
  [{ failure: new Error('The step was cancelled (SIGINT)') }, '### ❌ Failed: `acme/app:1.4.2`'],
])('without targets, has the heading for: %j', (changes, heading) => {
  expect(titleOf([], changes)).toBe(heading)
})

test('lists several errors', () => {
  const failure = new AggregateError([new Error("Input 'a': no"), new Error("Input 'b': no")], 'both')
  expect(summaryOf([], { failure, digest: undefined })).toContain("\n\n- Input 'a': no\n- Input 'b': no\n")
})

test('says what a dry run would do', () => {
  const { traffic } = published
  const plan = outcome('quay.io/a/b', { x: 'published', y: 'unchanged' }, { status: 'planned', traffic })
  const markdown = summaryOf([plan])
  expect(markdown).toContain('**Tags:** `x` would be published; `y` already up to date\n')
  expect(markdown).toContain('<th nowrap align="right">To upload</th>')
  expect(markdown).toContain(
    '**Saved:** 31.4 MB of 32.5 MB would not have to be sent (3 blobs already there, 1 mounted)'
  )
  expect(markdown).not.toContain(`@${digest}`)
})

test('omits empty columns', () => {
  const few = summaryOf([outcome('quay.io/a/b', { x: 'published' }, { seconds: 0 })])
  expect(few.match(/<th [^>]*>[^<]*<\/th>/g)).toEqual(['<th nowrap align="left">Target</th>'])
  expect(few).not.toContain('Saved')
})

test('fences untrusted text so that nothing in it ends the block', () => {
  const failure = Object.assign(new Error('no'), { excerpt: `\`\`\`\`\n# heading\n${hostile}` })
  const [, fence = '', text] = /^(`{3,})\n(.*)\n\1$/ms.exec(summaryOf([], { failure })) ?? []
  expect(fence).toBe('`````')
  expect(text).not.toMatch(/^`{5,}|(?!\n)\p{C}/mu)
})

test('limits the number of warnings', () => {
  const warnings = Array.from({ length: 230 }, (_, line) => ({ message: 'x', place: { file: 'Dockerfile', line } }))
  const markdown = summaryOf([], { build: { ...build, warnings } })
  expect(markdown).toContain('<summary>230 build check warnings</summary>')
  expect(markdown).toContain('- and 130 more\n')
  expect(markdown.match(/^- /gm)).toHaveLength(101)
})

test('appends to the file that the runner shows', async () => {
  await using folder = await mkdtempDisposable(join(tmpdir(), 'manifold-summary-'))
  const file = join(folder.path, 'summary.md')
  await writeFile(file, 'before\n')
  vi.stubEnv('GITHUB_STEP_SUMMARY', file)
  await writeSummary('### Published\n', { GITHUB_STEP_SUMMARY: file })
  await writeSummary('again\n', { GITHUB_STEP_SUMMARY: file, DOCKER_BUILD_SUMMARY: 'true' })
  await writeSummary('never\n', { GITHUB_STEP_SUMMARY: file, DOCKER_BUILD_SUMMARY: 'false' })
  expect(await readFile(file, 'utf8')).toBe('before\n### Published\nagain\n')
})

test('writes nothing if the runner shows no summary', async () => {
  vi.stubEnv('GITHUB_STEP_SUMMARY', '/no/such/folder/summary.md')
  await writeSummary('### Published\n', {})
})
