import { mkdtempDisposable, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, inject, test } from 'vitest'
import { type RunningRegistry, startRegistry } from '../../scripts/machine/registry.ts'
import { run } from '../../scripts/machine/run.ts'
import { needTool } from '../../scripts/machine/tools.ts'
import { startTestRegistry } from '../support/registry/registry.ts'
import { makeWorkspace, runAction, type Workspace } from '../support/workspace.ts'

// Signatures of cosign and what oras attaches, copied with one image or with all of a repository, and verified there.

const engine = inject('engine')
const program = inject('registry')
const tools = inject('tools')
const crane = needTool(tools, 'crane')
const cosign = needTool(tools, 'cosign')
const oras = needTool(tools, 'oras')

const Dockerfile = 'FROM scratch\nCOPY greeting /\n'
const files = { Dockerfile, greeting: 'hello' }

interface Signer extends AsyncDisposable {
  sign(image: string, ...options: string[]): Promise<void>
  /** Throws unless the image is signed in both of cosign's formats. */
  verify(image: string): Promise<void>
}

async function startSigner(): Promise<Signer> {
  const folder = await mkdtempDisposable(join(tmpdir(), 'cosign-'))
  const variables = { HOME: folder.path, COSIGN_PASSWORD: '', PATH: process.env.PATH }
  const call = (...args: string[]) => run(cosign, args, { variables, directory: folder.path, timeout: 60_000 })
  await call('generate-key-pair')
  const offline = ['--tlog-upload=false', '--use-signing-config=false', '--allow-http-registry']
  return {
    sign: async (image, ...options) =>
      void (await call('sign', '--yes', '--key=cosign.key', ...offline, ...options, image)),
    async verify(image) {
      for (const format of ['true', 'false']) {
        const options = ['--insecure-ignore-tlog', '--allow-http-registry', `--new-bundle-format=${format}`]
        await call('verify', '--key=cosign.pub', ...options, image)
      }
    },
    [Symbol.asyncDispose]: () => folder[Symbol.asyncDispose](),
  }
}

interface Discovered {
  readonly referrers?: readonly { readonly digest: string }[]
  readonly manifests?: readonly { readonly digest: string }[]
}

/** What oras finds that refers to an image. */
async function discover(image: string): Promise<readonly string[]> {
  const found = JSON.parse(await run(oras, ['discover', '--plain-http', '--format=json', image])) as Discovered
  return (found.referrers ?? found.manifests ?? []).map(({ digest }) => digest).toSorted()
}

/** Builds an index for two platforms, signs it and its platforms, and attaches an SBOM. Returns its digest. */
async function prepare(workspace: Workspace, from: RunningRegistry, signer: Signer): Promise<string> {
  const inputs = { tags: `${from.host}/acme/app:rc`, platforms: 'linux/amd64,linux/arm64' }
  const built = await runAction(workspace, { from: 'bundle', inputs, variables: engine.variables })
  expect(built.exitCode, built.log).toBe(0)
  const { digest = '' } = built.outputs
  const name = `${from.host}/acme/app@${digest}`
  await signer.sign(name)
  await signer.sign(name, '--recursive', '--new-bundle-format=false')
  await writeFile(join(workspace.path, 'sbom.json'), '{"spdxVersion":"SPDX-2.3"}')
  const attach = ['attach', '--plain-http', '--artifact-type=application/spdx+json', name, 'sbom.json']
  await run(oras, attach, { directory: workspace.path, variables: { ...process.env, HOME: workspace.path } })
  return digest
}

test('copies signatures and SBOMs with an image, which are verified at the targets', async () => {
  await using workspace = await makeWorkspace(files)
  await using signer = await startSigner()
  await using from = await startRegistry({ program })
  // Without a list of referrers, and with one.
  await using plain = await startRegistry({ program })
  await using listing = await startTestRegistry()
  const digest = await prepare(workspace, from, signer)
  const signed = await discover(`${from.host}/acme/app@${digest}`)
  expect(signed).toHaveLength(2)

  const images = [`${plain.host}/acme/shop`, `${listing.host}/acme/shop`]
  const inputs = { source: `docker://${from.host}/acme/app:rc`, tags: images.map((name) => `${name}:1`).join('\n') }
  const step = { from: 'bundle', variables: engine.variables } as const
  const copied = await runAction(workspace, { ...step, inputs: { ...inputs, referrers: 'true' } })
  expect(copied.exitCode, copied.log).toBe(0)
  expect(copied.outputs.digest).toBe(digest)
  // The bundle, the SBOM, and the older signatures of the index and its two platforms.
  expect(copied.log).toContain('with 5 referrers')
  for (const name of images) {
    const image = `${name}@${digest}`
    await signer.verify(image)
    expect(await discover(image)).toEqual(signed)
    for (const platform of ['linux/amd64', 'linux/arm64']) {
      const child = (await run(crane, ['digest', `--platform=${platform}`, image])).trim()
      await run(crane, ['manifest', `${name}:${child.replace(':', '-')}.sig`])
    }
  }

  const again = await runAction(workspace, { ...step, inputs: { ...inputs, referrers: 'true' } })
  expect(again.exitCode, again.log).toBe(0)
  expect(again.outputs.result).toContain('"sent":0')
  expect(await discover(`${images[0]}@${digest}`)).toEqual(signed)
})

test('says how many are not published, and copies none without being asked to', async () => {
  await using workspace = await makeWorkspace(files)
  await using signer = await startSigner()
  await using from = await startRegistry({ program })
  await using to = await startRegistry({ program })
  const digest = await prepare(workspace, from, signer)
  const source = `docker://${from.host}/acme/app:rc`
  const inputs = { source, tags: `${to.host}/acme/shop:1` }
  const { exitCode, log } = await runAction(workspace, { from: 'bundle', inputs, variables: engine.variables })
  expect(exitCode, log).toBe(0)
  // There are 5: cosign's tags for the two platforms are not looked up.
  expect(log).toContain(
    `::notice::At least 3 referrers of ${source} (signatures, attestations or SBOMs) are not published. To publish referrers along with the image, set 'referrers: true'`
  )
  await expect(signer.verify(`${to.host}/acme/shop@${digest}`)).rejects.toThrow('no signatures found')
})

test('mirrors the tags of a repository with their signatures, and again without sending anything', async () => {
  await using workspace = await makeWorkspace(files)
  await using signer = await startSigner()
  await using from = await startRegistry({ program })
  await using one = await startRegistry({ program })
  await using two = await startRegistry({ program })
  const digest = await prepare(workspace, from, signer)
  await workspace.write('greeting', 'hello again')
  const next = { tags: `${from.host}/acme/app:1.1,${from.host}/acme/app:latest`.replace(',', '\n') }
  const built = await runAction(workspace, { from: 'bundle', inputs: next, variables: engine.variables })
  expect(built.exitCode, built.log).toBe(0)
  await run(crane, ['tag', `${from.host}/acme/app:rc`, '1.0'])

  const images = [`${one.host}/acme/shop`, `${two.host}/mirror/shop`]
  const inputs = {
    source: `docker://${from.host}/acme/app`,
    'all-tags': '*, !rc',
    referrers: 'true',
    images: images.join('\n'),
  }
  const mirror = () => runAction(workspace, { from: 'bundle', inputs, variables: engine.variables })
  const done = await mirror()
  expect(done.exitCode, done.log).toBe(0)
  for (const name of images) {
    expect((await run(crane, ['digest', `${name}:1.0`])).trim()).toBe(digest)
    for (const tag of ['1.1', 'latest']) {
      expect((await run(crane, ['digest', `${name}:${tag}`])).trim()).toBe(built.outputs.digest)
    }
    await signer.verify(`${name}@${digest}`)
    await expect(run(crane, ['digest', `${name}:rc`])).rejects.toThrow('MANIFEST_UNKNOWN')
  }
  const again = await mirror()
  expect(again.exitCode, again.log).toBe(0)
  const results = JSON.parse(again.outputs.result ?? '[]') as readonly { readonly sent: number }[]
  expect(results.map(({ sent }) => sent)).toEqual([0, 0, 0, 0])
})
