import { afterAll, beforeAll, expect, test } from 'vitest'
import type { StepResult } from '../../scripts/runner.ts'
import { blob, image, index, layer, manifest, type TestImage } from '../support/images.ts'
import { startTestRegistry, type TestRegistry } from '../support/registry/registry.ts'
import { makeWorkspace, runAction, type Workspace } from '../support/workspace.ts'

// The input `referrers`, in a whole step.

const amd = image({ layers: [layer('amd')] })
const arm = image({ layers: [layer('arm')], platform: { os: 'linux', architecture: 'arm64' } })
const app = index([amd, arm])
const ofRoot = artifact('of the root', app)
const ofArm = artifact('of linux/arm64', arm)

function artifact(text: string, { root: { mediaType, digest, size } }: TestImage): TestImage {
  const empty = blob(Buffer.from('{}'), 'application/vnd.oci.empty.v1+json')
  const fields = { mediaType: 'application/vnd.oci.image.manifest.v1+json', artifactType: 'application/spdx+json' }
  return manifest({ ...fields, subject: { mediaType, digest, size } }, empty, [layer(text)])
}

let workspace: Workspace
beforeAll(async () => {
  workspace = await makeWorkspace({ Dockerfile: 'FROM scratch\n' })
})
afterAll(async () => {
  await workspace[Symbol.asyncDispose]()
})

async function start(): Promise<TestRegistry> {
  const registry = await startTestRegistry()
  registry.put('acme/app', app, 'rc')
  for (const each of [ofRoot, ofArm]) registry.put('acme/app', each)
  return registry
}

async function step(inputs: Readonly<Record<string, string>>): Promise<StepResult> {
  return await runAction(workspace, { inputs, variables: { PATH: process.env.PATH } })
}

const has = (registry: TestRegistry, { root }: TestImage) => registry.manifest('o/app', root.digest) !== undefined

test('copies what refers to the image, and reports how many there are', async () => {
  await using from = await start()
  await using to = await startTestRegistry()
  const inputs = { source: `docker://${from.host}/acme/app:rc`, tags: `${to.host}/o/app:1`, referrers: 'true' }
  const { exitCode, log, outputs } = await step(inputs)
  expect(exitCode, log).toBe(0)
  expect([has(to, ofRoot), has(to, ofArm)]).toEqual([true, true])
  expect(JSON.parse(outputs.result ?? '')).toMatchObject([{ status: 'published', referrers: 2 }])
  expect(outputs.images).toBe(`${to.host}/o/app@${app.root.digest}`)
  expect(log).toMatch(/with 2 referrers, .*7 uploaded/)
  expect(log).toMatch(/2 referrers: 2 manifests, 3 blobs/)
})

test('copies what refers to the platforms that are selected, since their manifests are the same', async () => {
  await using from = await start()
  await using to = await startTestRegistry()
  const inputs = { source: `docker://${from.host}/acme/app:rc`, tags: `${to.host}/o/app:1`, referrers: 'true' }
  const { exitCode, log, outputs } = await step({ ...inputs, platforms: 'linux/arm64' })
  expect(exitCode, log).toBe(0)
  expect(outputs.digest).toBe(arm.root.digest)
  expect([has(to, ofRoot), has(to, ofArm)]).toEqual([false, true])
})

test('says in a notice how many are not published, once the image is published', async () => {
  await using from = await start()
  await using to = await startTestRegistry()
  const source = `docker://${from.host}/acme/app:rc`
  const { exitCode, log } = await step({ source, tags: `${to.host}/o/app:1` })
  expect(exitCode, log).toBe(0)
  expect([has(to, ofRoot), has(to, ofArm)]).toEqual([false, false])
  expect(log).toContain(
    `::notice::At least 2 referrers of ${source} (signatures, attestations or SBOMs) are not published. To publish referrers along with the image, set 'referrers: true'`
  )
})

test.each([
  ['fails', { status: 503 }],
  ['never answers', 'stall'],
] as const)('publishes the image all the same if the registry %s when asked about referrers', async (_, fault) => {
  await using from = await start()
  await using to = await startTestRegistry()
  from.fail({ kind: 'referrers' }, fault, { times: 99 })
  const began = performance.now()
  const { exitCode, log } = await step({ source: `docker://${from.host}/acme/app:rc`, tags: `${to.host}/o/app:1` })
  expect(exitCode, log).toBe(0)
  expect(log).not.toMatch(/::(notice|warning|error)::/)
  expect(performance.now() - began).toBeLessThan(20_000)
})

test('a dry run says which referrers would be copied', async () => {
  await using from = await start()
  await using to = await startTestRegistry()
  const inputs = { source: `docker://${from.host}/acme/app:rc`, tags: `${to.host}/o/app:1`, referrers: 'true' }
  const { exitCode, log } = await step({ ...inputs, 'dry-run': 'true' })
  expect(exitCode, log).toBe(0)
  expect(log).toMatch(/with 2 referrers, .*7 to upload/)
  expect(to.count().PUT).toBeUndefined()
})

test('is refused for an image that does not come from a registry', async () => {
  const { exitCode, log } = await step({ source: 'oci-layout:nowhere', tags: 'ghcr.io/acme/app:1', referrers: 'true' })
  expect(exitCode).toBe(1)
  expect(log).toContain(
    "::error::Input 'referrers': only an image that comes from a registry can have referrers to copy: set 'source: docker://…', or remove it"
  )
})
