import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempDisposable, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { rememberFolder } from '../src/github/report/state.ts'
import { writeOutputs } from '../src/github/report/step-outputs.ts'
import { report } from '../src/steps/report/report.ts'
import { digest, published } from './github/outcomes.ts'
import { inputsWith } from './steps/inputs.ts'
import { compileCache } from './support/compile-cache.ts'
import { testEnvironment } from './support/environment.ts'

const source = join(import.meta.dirname, '..', 'src')

/** Starts an entry as the runner does, with a folder for temporary files that cannot be written to. */
function start(entry: string, variables: Readonly<Record<string, string>>) {
  const job = { GITHUB_REPOSITORY: 'acme/app', GITHUB_REF: 'refs/heads/main' }
  const env = { ...compileCache, PATH: process.env.PATH, ...job, ...variables }
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(source, entry)], { env, encoding: 'utf8' })
  return { status, printed: stdout + stderr }
}

test('reports a RUNNER_TEMP that does not exist in one sentence, without a stack trace', () => {
  const { status, printed } = start('entry.ts', { RUNNER_TEMP: '/nowhere/temp' })
  expect([status, printed]).toEqual([
    1,
    expect.stringContaining('::error::Cannot write temporary files to /nowhere/temp: ENOENT'),
  ])
  expect(printed).not.toMatch(/^ +at /m)
})

test('reports a RUNNER_TEMP that is a file in one sentence', async () => {
  await using folder = await mkdtempDisposable(join(tmpdir(), 'full-'))
  await writeFile(join(folder.path, 'file'), '')
  const { printed } = start('entry.ts', { RUNNER_TEMP: join(folder.path, 'file') })
  expect(printed).toContain('Make sure that the directory RUNNER_TEMP exists, is writable and has free space.')
  expect(printed).not.toMatch(/^ +at /m)
})

/** Reports a published image with the given runner files, and returns the result and the complaints. */
async function reportTo(variables: Readonly<Record<string, string>>) {
  for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value)
  const environment = testEnvironment({ variables })
  const names = { images: [], labels: [], annotations: [], version: '', withheld: [], warnings: [] }
  const root = { mediaType: '', digest, size: 1 }
  const result = { names, outcomes: [{ ...published, root }], isDone: true, image: { root, manifests: [] } }
  const run = { inputs: await inputsWith({}), mode: { do: 'publish' }, build: undefined }
  type Reported = Parameters<typeof report>
  try {
    const isReported = await report(result as unknown as Reported[0], run as Reported[1], environment)
    return { isReported, complaints: environment.log.lines.filter((line) => /^(?:warning|error): /.test(line)) }
  } finally {
    vi.unstubAllEnvs()
  }
}

test('warns if bake files and the summary cannot be written, because the image is published', async () => {
  await using folder = await mkdtempDisposable(join(tmpdir(), 'full-'))
  const output = join(folder.path, 'output')
  await writeFile(output, '')
  const variables = { GITHUB_OUTPUT: output, GITHUB_STEP_SUMMARY: '/dev/full', RUNNER_TEMP: '/nowhere' }
  const { isReported, complaints } = await reportTo(variables)
  expect([isReported, complaints]).toEqual([
    true,
    [
      expect.stringContaining(
        'warning: The bake files could not be written: Cannot write the bake files to /nowhere: ENOENT'
      ),
      "warning: The summary could not be written: ENOSPC: no space left on device, write (GITHUB_STEP_SUMMARY is '/dev/full'). The image is not affected.",
    ],
  ])
})

test('fails if outputs cannot be written, and names the published image, because later steps would use no outputs', async () => {
  await using folder = await mkdtempDisposable(join(tmpdir(), 'full-'))
  const { isReported, complaints } = await reportTo({ GITHUB_OUTPUT: '/dev/full', RUNNER_TEMP: folder.path })
  expect([isReported, complaints[0]]).toEqual([
    false,
    `error: The outputs could not be written: ENOSPC: no space left on device, write (GITHUB_OUTPUT is '/dev/full'). The image was still published, as ghcr.io/acme/app@${digest}. Later steps would have no outputs: make the file writable, and re-run the job.`,
  ])
})

test('does not wait for a runner file that is a FIFO without a reader', async () => {
  await using folder = await mkdtempDisposable(join(tmpdir(), 'full-'))
  const fifo = join(folder.path, 'fifo')
  execFileSync('mkfifo', [fifo])
  // In a child process: a blocking open would stop the whole process, including the test's timeout.
  const script = `
    import { exportOutputs, writeOutputs } from ${JSON.stringify(join(source, 'github/report/step-outputs.ts'))}
    import { rememberFolder } from ${JSON.stringify(join(source, 'github/report/state.ts'))}
    import { writeSummary } from ${JSON.stringify(join(source, 'github/summary/summary.ts'))}
    const { env: variables } = process
    const log = { warning: (message) => console.log(message) }
    rememberFolder('/temp/manifold-1', { log, variables })
    for (const write of [writeOutputs, exportOutputs]) {
      try { write({ digest: 'x' }, variables) } catch (error) { console.log(error.message) }
    }
    try { writeSummary('x', variables) } catch (error) { console.log(error.message) }`
  const names = ['GITHUB_STATE', 'GITHUB_OUTPUT', 'GITHUB_ENV', 'GITHUB_STEP_SUMMARY']
  const env = { PATH: process.env.PATH, ...Object.fromEntries(names.map((name) => [name, fifo])) }
  const options = { env, encoding: 'utf8', timeout: 30_000 } as const
  const { stdout } = spawnSync(process.execPath, ['--input-type=module', '--eval', script], options)
  const lines = stdout.trimEnd().split('\n')
  expect(lines).toEqual(
    names.map((name) =>
      expect.stringContaining(`ENXIO: no such device or address, open '${fifo}' (${name} is '${fifo}')`)
    )
  )
})

test('removes incomplete outputs, because the runner fails a step whose file ends within one', async () => {
  await using folder = await mkdtempDisposable(join(tmpdir(), 'full-'))
  const file = join(folder.path, 'output')
  await writeFile(file, 'before<<x\n1\nx\n')
  vi.stubEnv('GITHUB_OUTPUT', file)
  try {
    // The second value cannot be written, because it is not a string.
    const values = { digest: 'sha256:1', image: 1n as unknown as string }
    expect(() => writeOutputs(values, { GITHUB_OUTPUT: file })).toThrow()
  } finally {
    vi.unstubAllEnvs()
  }
  expect(await readFile(file, 'utf8')).toBe('before<<x\n1\nx\n')
})

test('warns if the state cannot be saved', () => {
  vi.stubEnv('GITHUB_STATE', '/dev/full')
  const environment = testEnvironment()
  const { log } = environment
  try {
    rememberFolder('/temp/manifold-1', environment)
  } finally {
    vi.unstubAllEnvs()
  }
  expect(log.lines).toEqual([expect.stringContaining('/temp/manifold-1 will not be removed if the step is killed')])
})
