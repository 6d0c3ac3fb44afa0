import { execFileSync } from 'node:child_process'
import { getEventListeners } from 'node:events'
import { mkdtempDisposable } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { gitIn, readDate } from '../../src/github/git/git.ts'
import { query } from '../../src/process/query.ts'
import { testEnvironment } from '../support/environment.ts'

/** Runs a Node script with only the given variables. */
function script(code: string, changes: Partial<Parameters<typeof query>[0]> = {}) {
  const program = process.execPath
  return query({ program, args: ['--input-type=module', '--eval', code], variables: {}, ...changes })
}

test('returns the exit code and both outputs, and prints nothing', async () => {
  const written = [process.stdout, process.stderr].map((stream) => vi.spyOn(stream, 'write'))
  const ended = await script('console.log("::warning::out"); console.error("err"); process.exitCode = 3')
  const printed = written.flatMap((spy) => spy.mock.calls.map(([text]) => `${text}`)).join('')
  for (const spy of written) spy.mockRestore()
  expect(ended).toEqual({ exitCode: 3, stdout: '::warning::out\n', stderr: 'err\n' })
  expect(printed).not.toMatch(/out|err|\[command\]/)
})

test.each([
  [{ A: '1', B: undefined }, { A: '1' }],
  [{}, {}],
])('passes the given variables and no others: %o', async (variables, known) => {
  const { stdout } = await script('console.log(JSON.stringify(process.env))', { variables })
  expect(JSON.parse(stdout)).toEqual(known)
})

test('passes arguments unchanged, without a shell', async () => {
  const odd = ['-x', '', 'two words', '$(id)', '`id`', "'", '"', ';', '*', '\\', 'line\nbreak', '\u00e9\u{1f680}']
  const { stdout } = await query({
    program: process.execPath,
    args: ['--eval', 'console.log(JSON.stringify(process.argv.slice(1)))', '--', ...odd],
    variables: {},
  })
  expect(JSON.parse(stdout)).toEqual(odd)
})

test('runs a program whose path contains spaces and quotes', async () => {
  await using folder = await mkdtempDisposable(join(tmpdir(), 'two words " '))
  const program = join(folder.path, 'no"de')
  execFileSync('ln', ['-s', process.execPath, program])
  const args = ['--eval', 'console.log("up")']
  expect(await query({ program, args, variables: {}, directory: folder.path })).toMatchObject({ stdout: 'up\n' })
})

test('does not fail if the child exits before its input is closed', async () => {
  const ended = Array.from({ length: 40 }, () => query({ program: 'true', args: [], variables: {} }))
  expect(new Set((await Promise.all(ended)).map(({ exitCode }) => exitCode))).toEqual(new Set([0]))
})

test('keeps the end of a long output', async () => {
  const { stdout } = await script('for (let i = 0; i < 500_000; i++) console.log(String(i).padStart(9, "0"))')
  expect(stdout).toHaveLength(1024 * 1024)
  expect(stdout.endsWith('000499998\n000499999\n')).toBe(true)
})

test('throws if the program does not exist, and returns the exit code of one that was killed', async () => {
  await expect(query({ program: 'no-such-program', args: [], variables: {} })).rejects.toThrow(
    'Unable to locate executable file: no-such-program'
  )
  expect(await script('process.kill(process.pid, "SIGKILL")')).toMatchObject({ exitCode: 137 })
})

test('does not start or wait for an aborted query, and leaves no listeners on the signal', async () => {
  const reason = new Error('too late')
  await expect(script('', { signal: AbortSignal.abort(reason) })).rejects.toBe(reason)
  const stopping = new AbortController()
  // It ends with this process, which keeps its standard input open.
  const asked = script('process.stdin.resume()', { signal: stopping.signal })
  setTimeout(() => stopping.abort(reason), 100)
  await expect(asked).rejects.toBe(reason)
  expect(getEventListeners(stopping.signal, 'abort')).toEqual([])
})

test('reads the date of a commit without reading its message', async () => {
  await using folder = await mkdtempDisposable(join(tmpdir(), 'long-'))
  const variables = { PATH: process.env.PATH, GIT_CONFIG_GLOBAL: '/dev/null' }
  const git = (args: readonly string[], input = '') =>
    execFileSync('git', args, { cwd: folder.path, encoding: 'utf8', input, env: variables }).trim()
  git(['init', '-q'])
  const tree = git(['hash-object', '-t', 'tree', '-w', '--stdin'])
  const who = ['author', 'committer'].map((role) => `${role} a <a> 1771582272 +0000\n`).join('')
  const commit = git(['hash-object', '-t', 'commit', '-w', '--stdin'], `tree ${tree}\n${who}\n${'x'.repeat(9_000_000)}`)
  const answers: number[] = []
  const environment = testEnvironment({ variables, workspace: folder.path })
  const counted = async (command: Parameters<typeof query>[0]) => {
    const ended = await query(command)
    answers.push(ended.stdout.length)
    return ended
  }
  expect(await readDate(gitIn({ ...environment, query: counted }), commit)).toEqual(new Date('2026-02-20T10:11:12Z'))
  expect(answers).toEqual(['1771582272 '.length + commit.length + 1])
})
