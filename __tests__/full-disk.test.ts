import { spawnSync } from 'node:child_process'
import { mkdtempDisposable, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { writeOutputs } from '../src/github/outputs.ts'
import { rememberFolder } from '../src/github/state.ts'
import { report } from '../src/steps/report.ts'
import { inputsWith } from './steps/inputs.ts'
import { testEnvironment } from './support/environment.ts'

const source = join(import.meta.dirname, '..', 'src')

/** Starts an entry as the runner does, with a folder for temporary files that takes nothing. */
function start(entry: string, variables: Readonly<Record<string, string>>) {
  const env = { PATH: process.env.PATH, GITHUB_REPOSITORY: 'acme/app', GITHUB_REF: 'refs/heads/main', ...variables }
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(source, entry)], { env, encoding: 'utf8' })
  return { status, printed: stdout + stderr }
}

test('a RUNNER_TEMP that does not exist is one sentence, and no stack', () => {
  const { status, printed } = start('main.ts', { RUNNER_TEMP: '/nowhere/temp' })
  expect([status, printed]).toEqual([
    1,
    expect.stringContaining('::error::/nowhere/temp cannot hold temporary files: ENOENT'),
  ])
  expect(printed).not.toMatch(/^ +at /m)
})

test('a RUNNER_TEMP that is a file is one sentence', async () => {
  await using folder = await mkdtempDisposable(join(tmpdir(), 'full-'))
  await writeFile(join(folder.path, 'file'), '')
  const { printed } = start('main.ts', { RUNNER_TEMP: join(folder.path, 'file') })
  expect(printed).toContain('Make sure that the folder of RUNNER_TEMP exists, is writable and has free space.')
  expect(printed).not.toMatch(/^ +at /m)
})

test('an image that is published stays so where nothing can be written of it', async () => {
  const variables = { GITHUB_OUTPUT: '/dev/full', GITHUB_STEP_SUMMARY: '/dev/full', RUNNER_TEMP: '/nowhere' }
  for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value)
  const environment = testEnvironment({ variables })
  const names = { images: [], labels: [], annotations: [], version: '', withheld: [], warnings: [] }
  const result = { names, outcomes: [], isDone: true } as unknown as Parameters<typeof report>[0]
  const run = { inputs: await inputsWith({}), mode: { do: 'publish' }, build: undefined } as Parameters<
    typeof report
  >[1]
  try {
    await report(result, run, environment)
  } finally {
    vi.unstubAllEnvs()
  }
  const warnings = environment.log.lines.filter((line) => line.startsWith('warning: '))
  expect(warnings).toEqual([
    expect.stringContaining('The outputs could not be written: ENOSPC'),
    expect.stringContaining('The bake files could not be written: /nowhere cannot hold the bake files: ENOENT'),
    expect.stringContaining('The summary could not be written: '),
  ])
})

test('outputs that do not fit are taken back whole: the runner fails a step whose file ends within one', async () => {
  await using folder = await mkdtempDisposable(join(tmpdir(), 'full-'))
  const file = join(folder.path, 'output')
  await writeFile(file, 'before<<x\n1\nx\n')
  vi.stubEnv('GITHUB_OUTPUT', file)
  try {
    // The second cannot be written: it is not a text.
    const values = { digest: 'sha256:1', image: 1n as unknown as string }
    expect(() => writeOutputs(values, { GITHUB_OUTPUT: file })).toThrow()
  } finally {
    vi.unstubAllEnvs()
  }
  expect(await readFile(file, 'utf8')).toBe('before<<x\n1\nx\n')
})

test('a state that cannot be saved is a warning', () => {
  vi.stubEnv('GITHUB_STATE', '/dev/full')
  const { log } = testEnvironment()
  try {
    rememberFolder('/temp/manifold-1', log)
  } finally {
    vi.unstubAllEnvs()
  }
  expect(log.lines).toEqual([expect.stringContaining('/temp/manifold-1 will not be removed if the step is killed')])
})
