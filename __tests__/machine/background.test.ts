import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { startBackground } from '../../scripts/machine/background.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "manifold's-"))
})
afterEach(async () => rm(folder, { recursive: true, force: true }))

const shell = (script: string, graceSeconds = 5) =>
  startBackground({
    program: '/bin/sh',
    args: ['-c', script],
    variables: {},
    log: join(folder, 'log'),
    graceSeconds,
    afterwards: [['mkdir', join(folder, 'cleared')]],
  })

const logged = async () => (await readFile(join(folder, 'log'), 'utf8')) || undefined

test('terminates a program, and then cleans up', async () => {
  const program = await shell('trap "echo bye; exit" TERM; echo hello; while :; do sleep 0.01; done')
  expect(await program.until(logged)).toBe('hello\n')
  expect(existsSync(join(folder, 'cleared'))).toBe(false)
  await program.stop()
  expect(await logged()).toBe('hello\nbye\n')
  expect(existsSync(join(folder, 'cleared'))).toBe(true)
})

test('kills a program that does not terminate in time', async () => {
  const program = await shell('trap "" TERM; echo deaf; while :; do sleep 0.01; done', 0.2)
  await program.until(logged)
  await program.stop()
  await program.ended
})

test('reports the last output of a program that exits too early, and cleans up', async () => {
  const program = await shell('echo "it is too hot" >&2; exit 3')
  await expect(program.until(async () => undefined)).rejects.toThrow(/exited \(3\):\nit is too hot/)
  expect(existsSync(join(folder, 'cleared'))).toBe(true)
})

test('cleans up after a killed program when it is stopped', async () => {
  const program = await shell('echo here; while :; do sleep 0.01; done')
  await program.until(logged)
  program.kill('SIGKILL')
  await program.ended
  expect(existsSync(join(folder, 'cleared'))).toBe(false)
  await program.stop()
  await program.stop()
  expect(existsSync(join(folder, 'cleared'))).toBe(true)
})

test('fails if the program cannot be started', async () => {
  const program = await startBackground({
    program: join(folder, 'nothing'),
    args: [],
    variables: {},
    log: join(folder, 'log'),
    graceSeconds: 1,
    afterwards: [],
  })
  await expect(program.until(async () => undefined)).rejects.toThrow(/nothing exited \(127\)/)
})
