import { execFileSync } from 'node:child_process'
import { mkdtempDisposableSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readCheckout } from '../../src/github/event/checkout.ts'
import { gitIn, readDate } from '../../src/github/git/git.ts'
import { readRemoteTags } from '../../src/github/git/remote-tags.ts'
import { testEnvironment } from '../support/environment.ts'

const author = { NAME: 'a', EMAIL: 'a@example.com', DATE: '2026-02-20T10:11:12+02:00' }
const identity = Object.fromEntries(
  Object.entries(author).flatMap(([key, value]) => [
    [`GIT_AUTHOR_${key}`, value],
    [`GIT_COMMITTER_${key}`, value],
  ])
)
const variables = { PATH: process.env.PATH, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CEILING_DIRECTORIES: tmpdir() }
const start = 'git init -qb main; git commit -q --allow-empty -m one'
const detach = 'git checkout -q --detach'

/** Runs commands in a temporary folder, and reads the resulting checkout. */
async function checkoutAfter(commands: string) {
  using folder = mkdtempDisposableSync(join(tmpdir(), 'checkout-'))
  execFileSync('sh', ['-ec', commands], { cwd: folder.path, stdio: 'pipe', env: { ...variables, ...identity } })
  return await readCheckout(testEnvironment({ variables, workspace: folder.path }))
}

describe('a checkout', () => {
  it('is on its branch, at a commit with a date', async () => {
    const { ref, sha, date } = await checkoutAfter(`${start}; git checkout -qb feat/x`)
    expect(ref).toBe('refs/heads/feat/x')
    expect(sha).toMatch(/^[0-9a-f]{40}$/)
    expect(date).toEqual(new Date('2026-02-20T08:11:12Z'))
  })

  it.each([
    ['a tag', 'git tag v1.0.0', 'refs/tags/v1.0.0'],
    ['the last of two tags', 'git tag v1.0.0; git tag v1.0.1', 'refs/tags/v1.0.1'],
    ['an annotated tag', 'git tag -am x api/v1', 'refs/tags/api/v1'],
    ['a pull request', 'git update-ref refs/remotes/pull/42/merge HEAD; git branch -qD main', 'refs/pull/42/merge'],
    [
      'a branch of the remote',
      'git update-ref refs/remotes/origin/feat/x HEAD; git branch -qD main',
      'refs/heads/feat/x',
    ],
    ['a branch here and there', 'git update-ref refs/remotes/origin/main HEAD', 'refs/heads/main'],
    ['a local branch', 'true', 'refs/heads/main'],
    ['a local branch before one of a remote', 'git update-ref refs/remotes/upstream/dev HEAD', 'refs/heads/main'],
    [
      'a pull request before a branch',
      'git update-ref refs/remotes/upstream/dev HEAD; git update-ref refs/remotes/pull/3/merge HEAD',
      'refs/pull/3/merge',
    ],
    [
      'a remote with a HEAD',
      'git update-ref refs/remotes/origin/A HEAD; git symbolic-ref refs/remotes/origin/HEAD refs/remotes/origin/A; git branch -qD main',
      'refs/heads/A',
    ],
  ])('that is detached has the ref of %s', async (_, commands, ref) => {
    expect((await checkoutAfter(`${start}; ${detach}; ${commands}`)).ref).toBe(ref)
  })

  it.each([
    ['the branch', 'git checkout -q HEAD~1', 'refs/heads/main'],
    [
      "the remote's branch",
      `git update-ref refs/remotes/origin/dev HEAD; git checkout -q HEAD~1; git branch -qD main`,
      'refs/heads/dev',
    ],
    ['the tag', `git tag v2; git checkout -q HEAD~1; git branch -qD main`, 'refs/tags/v2'],
  ])('of a commit that nothing points at has the ref of %s that contains it', async (_, commands, ref) => {
    expect((await checkoutAfter(`${start}; git commit -q --allow-empty -m two; ${commands}`)).ref).toBe(ref)
  })

  it('is on no ref if it consists of a commit only, like a shallow checkout by digest', async () => {
    expect(await checkoutAfter(`${start}; ${detach}; git branch -qD main`)).toMatchObject({
      ref: '',
      sha: expect.stringMatching(/^[0-9a-f]{40}$/),
    })
  })

  it.each([
    [
      'no repository',
      'true',
      /^Input 'context': 'git' needs a git checkout in the workspace, so run actions\/checkout before this step\. git rev-parse: fatal: not a git/,
    ],
    ['no commit', 'git init -qb main', /^Input 'context'/],
  ])('with %s fails with one sentence', async (_, commands, message) => {
    await expect(checkoutAfter(commands)).rejects.toThrow(message)
  })
})

describe('the date of a commit', () => {
  it('is read if the checkout has the commit', async () => {
    using folder = mkdtempDisposableSync(join(tmpdir(), 'date-'))
    execFileSync('sh', ['-ec', start], { cwd: folder.path, stdio: 'pipe', env: { ...variables, ...identity } })
    const git = gitIn(testEnvironment({ variables, workspace: folder.path }))
    expect(await readDate(git, 'HEAD')).toEqual(new Date('2026-02-20T08:11:12Z'))
    await expect(readDate(git, 'a'.repeat(40))).rejects.toThrow(/^git rev-list: fatal: /)
    await expect(readDate(git, '--help')).rejects.toThrow('--help is not a commit SHA')
  })
})

describe("the remote's tags", () => {
  it('are read even if the checkout has none of them', async () => {
    using folder = mkdtempDisposableSync(join(tmpdir(), 'tags-'))
    const commands = `${start}; git tag v1; git tag -am x api/v2; git clone -q --no-tags --depth 1 "file://$PWD" clone`
    execFileSync('sh', ['-ec', commands], { cwd: folder.path, stdio: 'pipe', env: { ...variables, ...identity } })
    const environment = testEnvironment({ variables, workspace: join(folder.path, 'clone') })
    expect(await readRemoteTags(environment)).toEqual(['api/v2', 'v1'])
  })
})
