import { execFileSync } from 'node:child_process'
import { mkdir, mkdtemp, rm, symlink, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readText } from '../../src/disk/regular-file.ts'

let directory = ''

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'regular-'))
  await mkdir(join(directory, 'folder'))
  execFileSync('mkfifo', [join(directory, 'fifo')])
  await symlink('/dev/zero', join(directory, 'link'))
  await writeFile(join(directory, 'sparse'), '')
  await truncate(join(directory, 'sparse'), 5_000_000_000)
})
afterAll(async () => {
  await rm(directory, { recursive: true })
})

test.each([
  ['a FIFO without a writer', 'fifo', 'it is not a regular file'],
  ['an endless device', '/dev/zero', 'it is not a regular file'],
  ['a link to a device', 'link', 'it is not a regular file'],
  ['a folder', 'folder', 'it is not a regular file'],
  ['a file of several gigabytes', 'sparse', 'it is larger than 1 MB'],
  ['a missing file', 'nowhere', 'ENOENT'],
])('does not read %s in place of a text file', async (_, name, sentence) => {
  const before = process.memoryUsage().rss
  await expect(readText(name.startsWith('/') ? name : join(directory, name))).rejects.toThrow(sentence)
  expect(process.memoryUsage().rss - before).toBeLessThan(50_000_000)
})

test.each([0, 1, 65_535, 65_536, 65_537, 1024 * 1024])('reads all %i bytes of a file', async (size) => {
  const text = 'x'.repeat(size)
  await writeFile(join(directory, 'text'), text)
  expect(await readText(join(directory, 'text'))).toBe(text)
})

test('reads a file whose size the system does not report', async () => {
  expect(await readText('/proc/self/status')).toMatch(/^Name:/)
})

test('accepts a file of the maximum size, and no larger one', async () => {
  await writeFile(join(directory, 'text'), 'abcde')
  expect(await readText(join(directory, 'text'), 5)).toBe('abcde')
  await expect(readText(join(directory, 'text'), 4)).rejects.toThrow('it is larger than 4 B')
})
