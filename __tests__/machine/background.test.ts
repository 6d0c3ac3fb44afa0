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

test('a program is told to end, and cleared up after', async () => {
  const program = await shell('trap "echo bye; exit" TERM; echo hello; while :; do sleep 0.01; done')
  expect(await program.until(logged)).toBe('hello\n')
  expect(existsSync(join(folder, 'cleared'))).toBe(false)
  await program.stop()
  expect(await logged()).toBe('hello\nbye\n')
  expect(existsSync(join(folder, 'cleared'))).toBe(true)
})

test('a program that does not listen is killed when its time is up', async () => {
  const program = await shell('trap "" TERM; echo deaf; while :; do sleep 0.01; done', 0.2)
  await program.until(logged)
  await program.stop()
  await program.ended
})

test('a program that ends too early is told of with its last words, and cleared up after', async () => {
  const program = await shell('echo "it is too hot" >&2; exit 3')
  await expect(program.until(async () => undefined)).rejects.toThrow(/exited \(3\):\nit is too hot/)
  expect(existsSync(join(folder, 'cleared'))).toBe(true)
})

test('a program that is killed leaves its clearing up to stop', async () => {
  const program = await shell('echo here; while :; do sleep 0.01; done')
  await program.until(logged)
  program.kill('SIGKILL')
  await program.ended
  expect(existsSync(join(folder, 'cleared'))).toBe(false)
  await program.stop()
  await program.stop()
  expect(existsSync(join(folder, 'cleared'))).toBe(true)
})

test('what cannot be started is an error', async () => {
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
