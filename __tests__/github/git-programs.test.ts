import { execFileSync } from 'node:child_process'
import { mkdtempDisposable, readdir, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readCheckout } from '../../src/github/event/checkout.ts'
import { gitIn, readDate } from '../../src/github/git/git.ts'
import { readRemoteTags } from '../../src/github/git/remote-tags.ts'
import { testEnvironment } from '../support/environment.ts'

const who = { NAME: 'a', EMAIL: 'a@example.com', DATE: '2026-02-20T10:11:12Z' }
const identity = Object.fromEntries(
  Object.entries(who).flatMap(([key, value]) => [
    [`GIT_AUTHOR_${key}`, value],
    [`GIT_COMMITTER_${key}`, value],
  ])
)
const variables = { PATH: process.env.PATH, GIT_CONFIG_GLOBAL: '/dev/null' }

/** Every setting that makes git run a program, one per line; `evil` leaves a file behind when it is run. */
const programs = (evil: string) =>
  [
    ...['core.fsmonitor', 'core.sshCommand', 'core.askPass', 'core.pager', 'core.editor', 'core.gitProxy'],
    ...['core.alternateRefsCommand', 'gpg.program', 'gpg.openpgp.program', 'gpg.ssh.program', 'gpg.x509.program'],
    ...['diff.external', 'diff.x.textconv', 'diff.x.command', 'filter.x.clean', 'filter.x.smudge', 'filter.x.process'],
    ...['pager.show', 'pager.log', 'pager.branch', 'pager.config', 'sequence.editor', 'remote.origin.uploadpack'],
    ...['remote.other.uploadpack', 'uploadpack.packObjectsHook', 'interactive.diffFilter', 'merge.x.driver'],
  ].map((key) => `git config ${key} ${evil}`)

const settings = (evil: string) => [
  ...programs(evil),
  `git config credential.helper '!${evil}'`,
  `git config credential.http://127.0.0.1.helper '!${evil}'`,
  `for name in show cat-file rev-list rev-parse ls-remote for-each-ref symbolic-ref config; do git config alias.$name '!${evil}'; done`,
  `mkdir -p hooks; for name in post-checkout reference-transaction fsmonitor-watchman pre-commit; do cp ${evil} hooks/$name; cp ${evil} .git/hooks/$name; done`,
  'git config core.hooksPath hooks',
  'git config log.showSignature true',
  'git config protocol.ext.allow always',
  'git config protocol.allow always',
  'echo "* diff=x filter=x" > .gitattributes',
]

/** A commit that claims to be signed, so that showing its signature runs a program. */
const signed = [
  'git init -qb main',
  'tree=$(git write-tree)',
  'printf "tree $tree\\nauthor a <a> 1771582272 +0000\\ncommitter a <a> 1771582272 +0000\\ngpgsig -----BEGIN PGP SIGNATURE-----\\n \\n x\\n -----END PGP SIGNATURE-----\\n\\none\\n" > commit',
  'git update-ref refs/heads/main $(git hash-object -t commit -w commit)',
]

/** Reads everything from a checkout whose `.git/config` was written by an attacker. */
async function ask(commands: (evil: string) => readonly string[], more: Readonly<Record<string, string>> = {}) {
  await using folder = await mkdtempDisposable(join(tmpdir(), 'hostile-'))
  await using temp = await mkdtempDisposable(join(tmpdir(), 'temp-'))
  await using marks = await mkdtempDisposable(join(tmpdir(), 'marks-'))
  const evil = join(folder.path, 'evil')
  await writeFile(evil, `#!/bin/sh\necho "$0 $@" > ${marks.path}/$$\nexit 1\n`, { mode: 0o755 })
  const script = [...signed, ...commands(evil)].join('\n')
  execFileSync('sh', ['-ec', script], { cwd: folder.path, stdio: 'pipe', env: { ...variables, ...identity } })
  // Ignore what the setup itself ran.
  for (const mark of await readdir(marks.path)) execFileSync('rm', [join(marks.path, mark)])
  const environment = testEnvironment({ variables: { ...variables, ...more }, workspace: folder.path, temp: temp.path })
  const checkout = await readCheckout(environment).catch((error: Error) => error.message)
  const missing = await readDate(gitIn(environment), 'a'.repeat(40)).catch((error: Error) => error.message)
  const tags = await readRemoteTags(environment, 10_000).catch((error: Error) => error.message)
  return { checkout, missing, tags, ran: await readdir(marks.path), left: await readdir(temp.path) }
}

test('runs no program of the workspace when it reads commit, ref and tags of a checkout', async () => {
  const { checkout, tags, ran, left } = await ask((evil) => [
    'git tag v1',
    'git clone -q --bare . origin.git',
    'git remote add origin "file://$PWD/origin.git"',
    ...settings(evil),
  ])
  expect(ran).toEqual([])
  expect(checkout).toMatchObject({ ref: 'refs/heads/main', date: new Date('2026-02-20T10:11:12Z') })
  expect([tags, left]).toEqual([['v1'], []])
})

test.each([
  ['its own helper', (evil: string) => `git remote add origin 'ext::${evil} %S'`],
  [
    'its own vcs',
    (evil: string) => `git config remote.origin.url x; git config remote.origin.vcs ext; cp ${evil} git-remote-ext`,
  ],
  ['ssh', (_: string) => 'git remote add origin ssh://git@127.0.0.1:1/acme/app'],
  ['an option in place of a host', (evil: string) => `git remote add origin 'ssh://-oProxyCommand=${evil}/x'`],
  ['an option in place of a URL', (evil: string) => `git config remote.origin.url '--upload-pack=${evil}'`],
  [
    'a rewritten URL',
    (evil: string) =>
      `git remote add origin https://example.com/x; git config 'url.ext::${evil} .insteadOf' https://example.com/`,
  ],
])('runs no program for an origin with %s', async (_, origin) => {
  const { tags, ran, left } = await ask((evil) => [origin(evil), ...settings(evil)])
  expect([ran, left]).toEqual([[], []])
  expect(tags).toMatch(/^git ls-remote: /)
})

test('fetches nothing, and runs nothing, for a commit that a partial clone lacks', async () => {
  const { missing, ran } = await ask((evil) => [
    `git remote add origin 'ext::${evil} %S'`,
    'git config core.repositoryFormatVersion 1',
    'git config extensions.partialClone origin',
    'git config remote.origin.promisor true',
    ...settings(evil),
  ])
  expect([missing, ran]).toEqual([expect.stringMatching(/^git rev-list: /), []])
})

test('does not take files that look like a bare repository for the checkout', async () => {
  const { checkout, ran } = await ask((evil) => [...settings(evil), 'rm -r hooks', 'mv .git/* .', 'rmdir .git'])
  expect([checkout, ran]).toEqual([expect.stringMatching(/bare repository/), []])
})

test('does not run programs that variables of the job name', async () => {
  const names = ['GIT_SSH_COMMAND', 'GIT_SSH', 'GIT_ASKPASS', 'SSH_ASKPASS', 'GIT_PAGER', 'PAGER', 'GIT_EXTERNAL_DIFF']
  const evil = '/bin/false'
  const seen: Readonly<Record<string, string | undefined>>[] = []
  const environment = testEnvironment({
    variables: {
      ...Object.fromEntries(names.map((name) => [name, evil])),
      GIT_DIR: '/x',
      GIT_TRACE: '/x',
      PATH: '/bin',
    },
    run: async (command) => {
      seen.push(command.variables)
      return { exitCode: 0, stdout: '', stderr: '' }
    },
  })
  await gitIn(environment)('rev-parse', 'HEAD')
  expect(seen.flatMap((each) => Object.values(each))).not.toContain(evil)
  expect(seen.map(({ GIT_DIR, GIT_TRACE }) => [GIT_DIR, GIT_TRACE])).toEqual([[undefined, undefined]])
})

test('sends the header with which actions/checkout signs in, and not as an argument', async () => {
  const asked: (string | undefined)[] = []
  const server = createServer(({ headers }, response) => {
    asked.push(headers.authorization)
    response.writeHead(401, { 'www-authenticate': 'Basic realm="git"' }).end()
  }).listen(0, '127.0.0.1')
  const origin = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const { tags, ran } = await ask((evil) => [
    `git remote add origin http://user:password@${origin().slice('http://'.length)}/acme/app`,
    `git config http.${origin()}/.extraheader 'AUTHORIZATION: basic c2VjcmV0'`,
    ...settings(evil),
  ])
  server.close()
  expect(asked[0]).toBe('basic c2VjcmV0')
  expect([ran, tags]).toEqual([[], expect.stringMatching(/^git ls-remote: /)])
  expect(tags).not.toContain('password')
})

test('reads all tags of a repository with many tags', async () => {
  const count = 15_000
  const suffix = 'x'.repeat(60)
  const { tags } = await ask(() => [
    `sha=$(git rev-parse main); for i in $(seq ${count}); do echo "$sha refs/tags/v$i-${suffix}"; done > .git/packed-refs`,
    'git clone -q --bare . origin.git',
    'git remote add origin "file://$PWD/origin.git"',
  ])
  expect(tags).toHaveLength(count)
  expect(tags).toContain(`v1-${suffix}`)
})

test("fails if git's output is too long to be kept", async () => {
  const run = async () => ({ exitCode: 0, stdout: '\n'.repeat(1024 * 1024), stderr: '' })
  const asked = gitIn(testEnvironment({ run }))('for-each-ref')
  await expect(asked).rejects.toThrow('git for-each-ref: its output is too long')
})
