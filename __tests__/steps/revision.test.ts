import { execFileSync } from 'node:child_process'
import { mkdtempDisposableSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { revisionOf } from '../../src/steps/name/revision.ts'
import { testEnvironment } from '../support/environment.ts'

const author = Object.fromEntries(
  ['AUTHOR', 'COMMITTER'].flatMap((who) => [
    [`GIT_${who}_NAME`, 'a'],
    [`GIT_${who}_EMAIL`, 'a@example.com'],
  ])
)
const variables = { PATH: process.env.PATH, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' }
const env = { ...variables, ...author, GIT_ALLOW_PROTOCOL: 'file' }
const dates = { one: new Date('2026-01-01T00:00:00Z'), two: new Date('2026-02-02T00:00:00Z') }
const commit = (name: keyof typeof dates) =>
  `GIT_AUTHOR_DATE=${dates[name].toISOString()} GIT_COMMITTER_DATE=${dates[name].toISOString()} git commit -q --allow-empty -m ${name}`
const twoCommits = `git init -qb main; ${commit('one')}; ${commit('two')}`

interface Job {
  /** The folder of the checkout. */
  readonly path?: string
  readonly context?: string
  /** The commands to run after two commits were checked out. */
  readonly after?: string
  readonly source?: boolean
  /** Which of the two is the event's commit; and GITHUB_SHA, if that is another one. */
  readonly event?: 'one' | 'two' | ''
  readonly githubSha?: 'one' | 'two'
  readonly head?: 'one' | 'two'
  readonly commitDate?: Date
  /** The event names a tag object that points at the commit. */
  readonly tagged?: boolean
}

/** The name of the commit that is built, its date, and the warnings. */
async function revisionIn({ path = '.', context = '.', after = 'true', event = 'two', ...job }: Job) {
  using folder = mkdtempDisposableSync(join(tmpdir(), 'revision-'))
  const checkout = join(folder.path, path)
  const sh = (commands: string, cwd: string) => execFileSync('sh', ['-ec', commands], { cwd, env, encoding: 'utf8' })
  sh(`mkdir -p ${path}`, folder.path)
  sh(twoCommits, checkout)
  const shas: Record<string, string> = { '': '' }
  for (const name of ['one', 'two']) shas[name] = sh(`git log --format=%H --grep ${name} -1`, checkout).trim()
  sh(after, checkout)
  const sha = job.tagged ? sh('git tag -am v1 v1; git rev-parse v1', checkout).trim() : (shas[event] ?? '')
  const environment = testEnvironment({
    workspace: folder.path,
    variables: { ...variables, GITHUB_SHA: job.githubSha ? shas[job.githubSha] : sha },
  })
  const source = job.source ? ([{ kind: 'oci-layout', location: 'image' }] as const) : undefined
  const commits = [sha, shas[job.head ?? event] ?? '']
  const made = await revisionOf({ context, source }, { sha, commits, commitDate: job.commitDate }, environment)
  const nameOf = (text: string) => Object.keys(shas).find((name) => shas[name] === text) ?? text
  return {
    revision: nameOf(made.sha),
    date: made.date,
    said: environment.log.lines.map((line) => replaceAll(line, shas)),
  }
}

function replaceAll(line: string, shas: Readonly<Record<string, string>>): string {
  return Object.entries(shas).reduce((text, [name, sha]) => (sha ? text.replaceAll(sha, name) : text), line)
}

const back = 'git checkout -q HEAD~1'
const warning = (where = '') =>
  `warning: Commit one is checked out${where}, but this run is for two: the labels 'revision' and 'created' describe the former, the tags the latter. If this is not intended, check the input 'ref' of actions/checkout.`

test.each<[string, Job, string, Date | undefined, readonly string[]]>([
  ['the commit of the event', {}, 'two', dates.two, []],
  ["the event's commit, with its time", { commitDate: dates.one }, 'two', dates.one, []],
  ['another commit, with a warning', { after: back }, 'one', dates.one, [warning()]],
  [
    'another commit, ignoring the time in the event',
    { after: back, commitDate: dates.two },
    'one',
    dates.one,
    [warning()],
  ],
  ['a checkout in a folder', { path: 'src', context: 'src' }, 'two', dates.two, []],
  [
    'another commit in a folder',
    { path: 'src', context: './src/', after: back },
    'one',
    dates.one,
    [warning(' in ./src/')],
  ],
  ['a folder in a checkout', { context: 'app', after: 'mkdir app' }, 'two', dates.two, []],
  ['the head of a pull request', { after: back, head: 'one' }, 'one', dates.one, []],
  [
    'the merge commit of a pull request whose head is requested',
    { after: back, githubSha: 'one' },
    'two',
    dates.one,
    [],
  ],
  ["the commit of the event's tag object", { tagged: true }, 'two', dates.two, []],
  ['a commit if the event has none', { after: back, event: '' }, 'one', dates.one, []],
  ['a folder that is not a checkout', { after: 'rm -rf .git' }, 'two', undefined, []],
  ['an empty repository', { after: 'rm -rf .git; git init -q' }, 'two', undefined, []],
  ['a remote context', { after: back, context: 'https://github.com/acme/app.git' }, 'two', undefined, []],
  ['an image that exists already', { after: back, source: true }, 'two', undefined, []],
  [
    'a submodule, which is part of the outer commit',
    {
      context: 'lib',
      after: `git init -qb main /tmp/lib-$$; git -C /tmp/lib-$$ commit -q --allow-empty -m lib; git submodule --quiet add /tmp/lib-$$ lib; rm -rf /tmp/lib-$$`,
    },
    'two',
    dates.two,
    [],
  ],
])('finds the revision of %s', async (_, job, revision, date, said) => {
  expect(await revisionIn(job)).toEqual({ revision, date, said })
})
