import { mkdtempDisposable, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { type RunningRegistry, startRegistry } from '../../scripts/machine/registry.ts'
import { run } from '../../scripts/machine/run.ts'
import { needTool } from '../../scripts/machine/tools.ts'
import { startTestRegistry, type TestRegistry } from '../support/registry/registry.ts'
import { encryptForCosign, makeKey } from '../support/sign/keys.ts'
import { makeWorkspace, runAction, type Workspace } from '../support/workspace.ts'

// `verify-base` and `verify-source` through the bundle, with what cosign has signed.

const engine = inject('engine')
const program = inject('registry')
const tools = inject('tools')
const cosign = needTool(tools, 'cosign')
const crane = needTool(tools, 'crane')

const key = makeKey()
const stranger = makeKey()

let folder: Awaited<ReturnType<typeof mkdtempDisposable>>
let workspace: Workspace
let plain: RunningRegistry
let listing: TestRegistry
beforeAll(async () => {
  folder = await mkdtempDisposable(join(tmpdir(), 'manifold-verify-'))
  workspace = await makeWorkspace({ Dockerfile: 'FROM scratch\nCOPY greeting /\n', greeting: 'hello' })
  ;[plain, listing] = await Promise.all([startRegistry({ program }), startTestRegistry()])
  const { privateKey } = await encryptForCosign(key, 'known', { cosign, folder: folder.path })
  await writeFile(join(folder.path, 'cosign.key'), privateKey)
})
afterAll(async () => {
  await Promise.all([folder, workspace, plain, listing].map((each) => each[Symbol.asyncDispose]()))
})

/** Signs an image as its maintainers do. */
async function sign(name: string, ...options: readonly string[]): Promise<void> {
  const variables = { HOME: folder.path, PATH: process.env.PATH, COSIGN_PASSWORD: 'known' }
  const offline = ['--tlog-upload=false', '--use-signing-config=false', '--allow-http-registry']
  const args = ['sign', '--yes', '--key=cosign.key', ...offline, ...options, name]
  await run(cosign, args, { variables, directory: folder.path, timeout: 60_000 })
}

async function attest(name: string): Promise<void> {
  const variables = { HOME: folder.path, PATH: process.env.PATH, COSIGN_PASSWORD: 'known' }
  await writeFile(join(folder.path, 'sbom.json'), '{"spdxVersion":"SPDX-2.3"}')
  const what = ['--key=cosign.key', '--type=spdxjson', '--predicate=sbom.json']
  const offline = ['--tlog-upload=false', '--use-signing-config=false', '--allow-http-registry']
  await run(cosign, ['attest', '--yes', ...what, ...offline, name], {
    variables,
    directory: folder.path,
    timeout: 60_000,
  })
}

/** Builds an image and returns its `name@digest`. */
async function build(tag: string, inputs: Readonly<Record<string, string>> = {}, where = workspace) {
  const result = await step({ tags: tag, ...inputs }, where)
  expect(result.exitCode, result.log).toBe(0)
  return `${tag.replace(/:[^:/]+$/, '')}@${result.outputs.digest}`
}

async function step(inputs: Readonly<Record<string, string>>, where = workspace, more = {}) {
  const variables = { ...engine.variables, ...more }
  const result = await runAction(where, { from: 'bundle', inputs, variables })
  const errors = result.log.split('\n').flatMap((line) => /^::error::(.*)/.exec(line)?.[1] ?? [])
  return { ...result, errors }
}

async function tagsOf(repository: string): Promise<readonly string[]> {
  return (await run(crane, ['ls', repository]).catch(() => '')).trim().split('\n').filter(Boolean)
}

const verifyBase = { 'verify-base': `key=${stranger.publicKey}\nkey=${key.publicKey}` }
const verifySource = { 'verify-source': `key=${key.publicKey}` }

test.each([
  ['as bundles', []],
  ['under .sig tags', ['--new-bundle-format=false']],
] as const)('builds from images that cosign has signed %s, and copies them', async (_, options) => {
  const place = `${plain.host}/signed-${options.length}`
  const base = await build(`${place}/base:1`, { platforms: 'linux/amd64,linux/arm64' })
  await sign(base, ...options)
  await using child = await makeWorkspace({ Dockerfile: `FROM ${place}/base:1\nCOPY app /\n`, app: 'app' })
  const built = await step({ tags: `${place}/app:1`, ...verifyBase }, child)
  expect(built.exitCode, built.log).toBe(0)
  expect(built.log).toContain(`Verified the base image ${base.replace('@', ':1@')}: signed with key 2 of 'verify-base'`)
  const copied = await step({ source: `docker://${place}/base:1`, tags: `${place}/copy:1`, ...verifySource })
  expect(copied.exitCode, copied.log).toBe(0)
  expect(await tagsOf(`${place}/copy`)).toContain('1')
})

test('copies an image that cosign has signed where referrers are listed', async () => {
  const name = `${listing.host}/acme/base`
  await sign(await build(`${name}:1`))
  const copied = await step({ source: `docker://${name}:1`, tags: `${plain.host}/acme/copy:1`, ...verifySource })
  expect(copied.exitCode, copied.log).toBe(0)
})

test('an index counts as signed if all of its images are, which were built from', async () => {
  const place = `${plain.host}/images`
  const base = await build(`${place}/base:1`, { platforms: 'linux/amd64,linux/arm64' })
  const [one = '', other = ''] = await Promise.all(
    ['amd64', 'arm64'].map((arch) => run(crane, ['digest', `--platform=linux/${arch}`, base]))
  )
  await using child = await makeWorkspace({ Dockerfile: `FROM ${place}/base:1\nCOPY app /\n`, app: 'app' })
  await sign(`${place}/base@${one.trim()}`)
  const early = await step({ tags: `${place}/app:1`, ...verifyBase }, child)
  expect([early.exitCode, await tagsOf(`${place}/app`)]).toEqual([1, []])
  await sign(`${place}/base@${other.trim()}`)
  const built = await step({ tags: `${place}/app:1`, ...verifyBase }, child)
  expect(built.exitCode, built.log).toBe(0)
  expect(built.log).toContain('as 2 images of its index')
})

test('no tag moves if a stage, or an image that is copied from, is not signed, or has only an attestation', async () => {
  const place = `${plain.host}/unsigned`
  const [base, tool] = [await build(`${place}/base:1`), await build(`${place}/tool:1`, { labels: 'a=b' })]
  await sign(base)
  await attest(tool)
  const Dockerfile = `FROM ${place}/base:1\nCOPY --from=${place}/tool:1 /greeting /tool\n`
  await using child = await makeWorkspace({ Dockerfile })
  const built = await step({ tags: `${place}/app:1`, 'verify-base': `key=${key.publicKey}` }, child)
  expect([built.exitCode, await tagsOf(`${place}/app`)]).toEqual([1, []])
  const shown = tool.replace('@', ':1@')
  expect(built.errors).toEqual([
    `Check 'verify-base': the base image ${shown} has no signature at ${plain.host} that 'verify-base' accepts (what it has does not state https://sigstore.dev/cosign/sign/v1; expected: key 1 of 'verify-base' (ECDSA P-256)). Sign it there (cosign sign ${tool}), or use an image that is signed`,
  ])
})

test('no tag moves if another key has signed', async () => {
  const place = `${plain.host}/stranger`
  const base = await build(`${place}/base:1`)
  await sign(base)
  await using child = await makeWorkspace({ Dockerfile: `FROM ${place}/base:1\nCOPY app /\n`, app: 'app' })
  const built = await step({ tags: `${place}/app:1`, 'verify-base': `key=${stranger.publicKey}` }, child)
  expect([built.exitCode, await tagsOf(`${place}/app`)]).toEqual([1, []])
  expect(built.errors).toEqual([expect.stringContaining(`the base image ${base.replace('@', ':1@')} has no signature`)])
  const inputs = {
    source: `docker://${place}/base:1`,
    tags: `${place}/copy:1`,
    'verify-source': `key=${stranger.publicKey}`,
  }
  const copied = await step(inputs)
  expect([copied.exitCode, await tagsOf(`${place}/copy`)]).toEqual([1, []])
  expect(copied.errors).toEqual([
    expect.stringContaining(
      "(what it has is not signed with this key; expected: key 1 of 'verify-source' (ECDSA P-256)). Sign it there"
    ),
  ])
})

test('what cannot be verified is not taken for verified: no provenance, an OCI layout, nothing at all', async () => {
  const place = `${plain.host}/unknown`
  const verify = { tags: `${place}/app:1`, 'verify-base': `key=${key.publicKey}` }
  const silent = await step(verify, workspace, { BUILDX_METADATA_PROVENANCE: 'disabled' })
  expect([silent.exitCode, await tagsOf(`${place}/app`)]).toEqual([1, []])
  expect(silent.errors).toEqual([
    expect.stringContaining('the base images cannot be verified, since the builder did not'),
  ])

  const base = await build(`${place}/base:1`)
  await run(crane, ['pull', '--format=oci', base, join(workspace.path, '.git', 'base')])
  await using child = await makeWorkspace({ Dockerfile: 'FROM base\nCOPY app /\n', app: 'app' })
  const contexts = `base=oci-layout://${join(workspace.path, '.git', 'base')}@${base.split('@')[1]}`
  const local = await step({ ...verify, 'build-contexts': contexts }, child)
  expect([local.exitCode, await tagsOf(`${place}/app`)], local.log).toEqual([1, []])
  expect(local.errors).toEqual([expect.stringContaining('was built from an OCI layout')])

  const scratch = await step(verify)
  expect(scratch.exitCode, scratch.log).toBe(0)
  expect(scratch.log).toContain('No base image to verify')
})

test('bakes only from images that are signed, also for a target that another one is made from', async () => {
  const place = `${plain.host}/bake`
  const base = await build(`${place}/base:1`)
  const definition = `target "base" {
  dockerfile-inline = "FROM ${place}/base:1"
}
target "app" {
  contexts = { base = "target:base" }
  dockerfile-inline = "FROM base\\nCOPY greeting /hello"
  tags = ["${place}/app:1"]
}
`
  await using child = await makeWorkspace({ 'docker-bake.hcl': definition, greeting: 'hello' })
  const inputs = { 'bake-files': 'docker-bake.hcl', 'bake-targets': 'app', ...verifyBase }
  const early = await step(inputs, child)
  expect([early.exitCode, await tagsOf(`${place}/app`)], early.log).toEqual([1, []])
  expect(early.errors).toEqual([expect.stringContaining(`${base.replace('@', ':1@')} has no signature`)])
  await sign(base)
  const baked = await step(inputs, child)
  expect(baked.exitCode, baked.log).toBe(0)
  expect(await tagsOf(`${place}/app`)).toContain('1')
})
