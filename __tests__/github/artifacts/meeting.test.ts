import { spawnSync } from 'node:child_process'
import { mkdtempDisposable, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { bytesOf, leave, pendingIn, storeOf, textOf } from '../../support/artifacts/open.ts'
import { ArtifactService } from '../../support/artifacts/service.ts'

const note = '{"digest":"sha256:12ab"}\n'
const names = (artifacts: readonly { readonly name: string }[]) => artifacts.map(({ name }) => name)

test('one job leaves a file, and another one reads it', async () => {
  await using service = await ArtifactService.start()
  await using first = storeOf(service.job())
  await using second = storeOf(service.job())
  await leave(first, 'manifold-1-amd64', note)
  const [found] = await second.list('manifold-1-')
  expect(found).toMatchObject({ name: 'manifold-1-amd64', size: expect.any(Number) })
  expect(found && textOf(await second.read(found))).toBe(note)
  expect(service.log).toEqual([
    '1 CreateArtifact manifold-1-amd64 200',
    '1 PUT block manifold-1-amd64 201',
    '1 PUT blocklist manifold-1-amd64 201',
    '1 FinalizeArtifact manifold-1-amd64 200',
    '2 ListArtifacts 200',
    '2 GetSignedArtifactURL manifold-1-amd64 200',
    '2 GET blob manifold-1-amd64 200',
  ])
  expect(service.objections).toEqual([])
})

test('an artifact is visible once it is finalized, and not before', async () => {
  await using service = await ArtifactService.start()
  await using store = storeOf(service.job())
  const artifact = await pendingIn(store, 'note')
  expect(await store.list('')).toEqual([])
  await artifact.upload(bytesOf(note))
  expect(await store.list('')).toEqual([])
  await artifact.finalize()
  expect(names(await store.list(''))).toEqual(['note'])
})

test('a name is taken as soon as an artifact is created', async () => {
  await using service = await ArtifactService.start()
  await using first = storeOf(service.job())
  await using second = storeOf(service.job())
  const [one, other] = await Promise.all([first.create('lock'), second.create('lock')])
  expect([one, other].filter((creation) => creation === 'taken')).toHaveLength(1)
  expect(await first.create('lock')).toBe('taken')
  expect(await second.list('')).toEqual([])
})

test('lists artifacts by the beginning of their names, in the order in which they were finalized', async () => {
  await using service = await ArtifactService.start()
  await using store = storeOf(service.job())
  const late = await pendingIn(store, 'manifold-1-a')
  await leave(store, 'manifold-1-b', note)
  await leave(store, 'coverage', note)
  await late.upload(bytesOf(note))
  await late.finalize()
  expect(names(await store.list('manifold-1-'))).toEqual(['manifold-1-b', 'manifold-1-a'])
  expect(await store.list('manifold-2-')).toEqual([])
})

test('reads a list of thousands of artifacts of other steps with one request', async () => {
  await using service = await ArtifactService.start()
  await using store = storeOf(service.job())
  await leave(store, 'manifold-1-a', note)
  const [artifact] = service.artifacts
  const others = Array.from({ length: 5000 }, (_, each) => ({ ...artifact, name: `coverage-${each}`, id: 2000 + each }))
  Object.assign(service.artifacts, [artifact, ...others])
  expect(names(await store.list('manifold-'))).toEqual(['manifold-1-a'])
  expect(service.log.at(-1)).toBe('1 ListArtifacts 200')
})

test("after 'Re-run failed jobs' the artifacts of earlier attempts are there, the newest one of each name", async () => {
  await using service = await ArtifactService.start()
  await using first = storeOf(service.job())
  await leave(first, 'a', 'first')
  await leave(first, 'b', 'first')
  service.rerunFailed()
  await using second = storeOf(service.job())
  await leave(second, 'a', 'second')
  const found = await second.list('')
  expect(names(found)).toEqual(['b', 'a'])
  expect(await Promise.all(found.map(async (each) => textOf(await second.read(each))))).toEqual(['first', 'second'])
  expect(service.objections).toEqual([])
})

test("after 'Re-run all jobs' there are none", async () => {
  await using service = await ArtifactService.start()
  await using first = storeOf(service.job())
  await leave(first, 'a', note)
  service.rerunAll()
  await using second = storeOf(service.job())
  expect(await second.list('')).toEqual([])
  await leave(second, 'a', note)
  expect(names(await second.list(''))).toEqual(['a'])
})

test('understands fields in camel case, and a list that is left out', async () => {
  await using service = await ArtifactService.start()
  await using store = storeOf(service.job())
  service.camelCase = true
  service.fail({ method: 'ListArtifacts' }, { status: 200, body: {} })
  expect(await store.list('')).toEqual([])
  await leave(store, 'a', note)
  const [found] = await store.list('')
  expect(found && textOf(await store.read(found))).toBe(note)
})

const python = spawnSync('python3', ['--version']).status === 0

test.skipIf(!python)('an artifact is a zip file that others can open', async () => {
  await using service = await ArtifactService.start()
  await using store = storeOf(service.job())
  await leave(store, 'a', note)
  await using folder = await mkdtempDisposable(join(tmpdir(), 'manifold-zip-'))
  const file = join(folder.path, 'a.zip')
  await writeFile(file, service.artifacts[0]?.blob ?? '')
  const read =
    "import sys, zipfile; z = zipfile.ZipFile(sys.argv[1]); print(z.testzip(), z.namelist(), z.read('content.json'))"
  const { stdout } = spawnSync('python3', ['-c', read, file], { encoding: 'utf8' })
  expect(stdout).toBe(`None ['content.json'] b'{"digest":"sha256:12ab"}\\n'\n`)
})

test('a file of 64 KiB is the largest', async () => {
  await using service = await ArtifactService.start()
  await using store = storeOf(service.job())
  const full = 'x'.repeat(64 * 1024)
  await leave(store, 'a', full)
  const [found] = await store.list('')
  expect(found && textOf(await store.read(found)) === full).toBe(true)
  const other = await pendingIn(store, 'b')
  await expect(other.upload(bytesOf(`${full}x`))).rejects.toThrow(
    "The file for the artifact 'b' has more than 65536 bytes"
  )
})

test.each(['', 'a/b', 'a:b', 'a\nb', 'a"', 'a*', 'x'.repeat(201)])('%j is not a name for an artifact', async (name) => {
  await using service = await ArtifactService.start()
  await using store = storeOf(service.job())
  await expect(store.create(name)).rejects.toThrow('is not a valid name for an artifact')
  expect(service.log).toEqual([])
})

test('is kept as long as a job may be re-run or wait for an approval, unless the repository keeps artifacts for less', async () => {
  await using service = await ArtifactService.start()
  const day = 24 * 60 * 60 * 1000
  const now = () => new Date('2026-11-29T12:00:00Z')
  for (const [index, text] of ['', '90', '7', 'none'].entries()) {
    await using store = storeOf({ ...service.job(), GITHUB_RETENTION_DAYS: text }, { now })
    await leave(store, `note-${index}`, note)
  }
  const days = service.artifacts.map(({ expiresAt = '' }) => (Date.parse(expiresAt) - now().getTime()) / day)
  expect(days).toEqual([30, 30, 7, 30])
})
