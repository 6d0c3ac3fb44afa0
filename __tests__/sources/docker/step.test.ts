import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { StepResult } from '../../../scripts/runner.ts'
import { type ArchivedImage, archiveFiles, layerTar } from '../../support/docker-archive.ts'
import { image, layer } from '../../support/images.ts'
import { randomBytesOf } from '../../support/registry/content/random.ts'
import { tarOf } from '../../support/registry/content/tar.ts'
import { startTestRegistry, type TestRegistry } from '../../support/registry/registry.ts'
import { makeWorkspace, runAction, type Workspace } from '../../support/workspace.ts'

// Docker archives, in a whole step.

const layers = [{ tar: layerTar(randomBytesOf(200_000, 1)) }, { tar: layerTar('app') }]
const amd: ArchivedImage = { layers }
const arm: ArchivedImage = { layers: [{ tar: layerTar('arm') }], config: { architecture: 'arm64' } }

let workspace: Workspace
beforeAll(async () => {
  workspace = await makeWorkspace({ Dockerfile: 'FROM scratch\n' })
  await writeFile(join(workspace.path, 'amd.tar'), tarOf(archiveFiles([amd])))
  await writeFile(join(workspace.path, 'arm.tar'), tarOf(archiveFiles([arm])))
})
afterAll(async () => {
  await workspace[Symbol.asyncDispose]()
})

async function step(registry: TestRegistry, inputs: Readonly<Record<string, string>> = {}): Promise<StepResult> {
  const given = { source: 'docker-archive:amd.tar', tags: `${registry.host}/o/app:1`, ...inputs }
  return await runAction(workspace, { inputs: given, variables: { PATH: process.env.PATH } })
}

const writesOf = (registry: TestRegistry) =>
  registry.entries.filter(({ method }) => method === 'PUT' || method === 'PATCH')

test('a dry run gives the digest that is published afterwards, and writes nothing', async () => {
  await using registry = await startTestRegistry()
  registry.put('o/app', image({ layers: [layer('other')] }), '1')
  const rehearsed = await step(registry, { 'dry-run': 'true' })
  expect(rehearsed.exitCode, rehearsed.log).toBe(0)
  expect([writesOf(registry), registry.sessions]).toEqual([[], []])
  const { outputs } = await step(registry)
  expect(outputs.digest).toBe(rehearsed.outputs.digest)
  expect(registry.tags('o/app')).toEqual({ 1: outputs.digest })
})

test('gives the digest if it only reads the archive', async () => {
  await using registry = await startTestRegistry()
  const { exitCode, log, outputs } = await step(registry, { push: 'false' })
  expect(exitCode, log).toBe(0)
  expect(outputs.digest).toMatch(/^sha256:/)
  expect(registry.log).toEqual([])
})

test("with 'existing-tags: fail', publishes the same archive again, and nothing of another one", async () => {
  await using registry = await startTestRegistry()
  const inputs = { 'existing-tags': 'fail' }
  const { outputs } = await step(registry, inputs)
  registry.clearLog()
  const again = await step(registry, inputs)
  expect(again.exitCode, again.log).toBe(0)
  expect(again.outputs.digest).toBe(outputs.digest)
  const other = await step(registry, { ...inputs, source: 'docker-archive:arm.tar' })
  expect(other.exitCode).toBe(1)
  expect(other.log).toContain('already exists')
  expect([writesOf(registry), registry.tags('o/app')]).toEqual([[], { 1: outputs.digest }])
})

test('stops compressing if the push is not allowed, and says why', async () => {
  await using registry = await startTestRegistry()
  registry.fail({ method: 'POST' }, { status: 403 }, { times: 9 })
  const { exitCode, log } = await step(registry)
  expect(exitCode).toBe(1)
  expect(log).toContain(`${registry.host}/o/app: `)
  expect(log).toContain('403')
  expect(writesOf(registry)).toEqual([])
})

test('makes an index of two archives', async () => {
  await using registry = await startTestRegistry()
  const source = 'docker-archive:amd.tar\ndocker-archive:arm.tar'
  const { exitCode, log, outputs } = await step(registry, { source })
  expect(exitCode, log).toBe(0)
  const { bytes = Buffer.of() } = registry.manifest('o/app', outputs.digest ?? '') ?? {}
  const { manifests } = JSON.parse(Buffer.from(bytes).toString())
  expect(manifests.map(({ platform }: { platform: object }) => platform)).toEqual([
    { os: 'linux', architecture: 'amd64' },
    { os: 'linux', architecture: 'arm64' },
  ])
})

test('says how an image of the engine is written', async () => {
  await using registry = await startTestRegistry()
  const { exitCode, log } = await step(registry, { source: 'docker-daemon:Shop:1' })
  expect(exitCode).toBe(1)
  expect(log).toContain("Input 'source': 'Shop:1' is not the name or ID of an image, like app:1.4 or sha256:…")
})
