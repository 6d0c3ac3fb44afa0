import { mkdtempDisposable, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { type RunningRegistry, startRegistry } from '../../scripts/machine/registry.ts'
import { run } from '../../scripts/machine/run.ts'
import { needTool } from '../../scripts/machine/tools.ts'
import { runInspect } from '../support/inspect/run-inspect.ts'
import { encryptForCosign, makeKey } from '../support/sign/keys.ts'
import { makeWorkspace, runAction, type Workspace } from '../support/workspace.ts'

// The bundle at the real registry, compared with what crane and skopeo read there.

const engine = inject('engine')
const program = inject('registry')
const tools = inject('tools')
const crane = needTool(tools, 'crane')
const skopeo = needTool(tools, 'skopeo')
const cosign = needTool(tools, 'cosign')
const htpasswd = { username: 'ann', password: 's3cret-of-ann' }

let workspace: Workspace
let registry: RunningRegistry
let name: string
let digest: string
beforeAll(async () => {
  const Dockerfile = 'FROM scratch\nARG TARGETARCH\nLABEL purpose="a \\"shop\\""\nUSER 1000\nCOPY $TARGETARCH large /\n'
  workspace = await makeWorkspace({ Dockerfile, amd64: 'a', arm64: 'for arm', large: 'large '.repeat(10_000) })
  registry = await startRegistry({ program })
  name = `${registry.host}/acme/shop`
  const versions = ['latest', '1.1.0', '1.10.0', '1.9.0', '2.0.0-rc.1'].map((version) => `${name}:${version}`)
  digest = await publish({ tags: versions.join('\n'), platforms: 'linux/amd64,linux/arm64', provenance: 'mode=max' })
})
afterAll(async () => {
  await workspace[Symbol.asyncDispose]()
  await registry[Symbol.asyncDispose]()
})

async function publish(inputs: Readonly<Record<string, string>>): Promise<string> {
  const { exitCode, log, outputs } = await runAction(workspace, { from: 'bundle', variables: engine.variables, inputs })
  expect(exitCode, log).toBe(0)
  return outputs.digest ?? ''
}

async function inspect(inputs: Readonly<Record<string, string>>) {
  const result = await runInspect(inputs, {}, 'bundle')
  return { ...result, json: (output: string) => JSON.parse(result.outputs[output] ?? '') }
}

const ask = async (tool: string, ...args: readonly string[]) => (await run(tool, args)).trim()

async function paths(): Promise<readonly string[]> {
  return (await registry.requests()).map(({ method, path }) => `${method} ${path.replace(/\?.*/, '')}`)
}

describe('an index with attestations', () => {
  test('has the fields that crane and skopeo read', async () => {
    await registry.clear()
    const { exitCode, log, outputs, json, summary } = await inspect({ images: `${name}:1.10.0` })
    expect(exitCode, log).toBe(0)
    // One for the index, two for each platform, and two for what refers to it.
    const sent = await paths()
    expect(sent).toHaveLength(1 + 2 * 2 + 2)
    expect(sent.filter((path) => path.includes('/blobs/'))).toHaveLength(2)

    expect(outputs.digest).toBe(await ask(crane, 'digest', `${name}:1.10.0`))
    expect(outputs.manifest).toBe(await ask(crane, 'manifest', `${name}:1.10.0`))
    const listed = JSON.parse(outputs.manifest ?? '') as { mediaType: string; manifests: readonly Entry[] }
    expect(outputs['media-type']).toBe(listed.mediaType)
    const entries = listed.manifests.filter(({ platform }) => platform.os !== 'unknown')
    const [{ platforms }] = json('json')
    expect(platforms).toHaveLength(2)
    for (const [place, entry] of entries.entries()) {
      const { os, architecture } = entry.platform
      const reference = `${name}@${entry.digest}`
      const manifest = JSON.parse(await ask(crane, 'manifest', reference))
      const config = JSON.parse(await ask(crane, 'config', reference))
      expect(platforms[place]).toMatchObject({
        platform: `${os}/${architecture}`,
        digest: entry.digest,
        size: manifest.layers.reduce((sum: number, { size }: { size: number }) => sum + size, 0),
        layers: manifest.layers,
        config,
        created: config.created,
        attestations: [attestationOf(listed.manifests, entry.digest)],
      })
      const there = ['inspect', '--tls-verify=false', `--override-arch=${architecture}`]
      const read = JSON.parse(await ask(skopeo, ...there, `docker://${name}:1.10.0`))
      expect(platforms[place].labels).toEqual(read.Labels)
      expect(platforms[place].layers.map((layer: { digest: string }) => layer.digest)).toEqual(read.Layers)
    }
    expect(json('labels').purpose).toBe('a "shop"')
    expect(json('config').config.User).toBe('1000')
    expect(summary).toContain('<code>linux/amd64, linux/arm64</code>')
  })

  test('and one platform of it has the fields of an image', async () => {
    const [, arm] = (await inspect({ images: name })).json('platforms')
    await registry.clear()
    const { outputs, json } = await inspect({ images: `${name}@${arm.digest}` })
    expect(await paths()).toHaveLength(2 + 2)
    expect(outputs).toMatchObject({ exists: 'true', digest: arm.digest, 'media-type': arm.mediaType })
    expect(json('config')).toEqual(JSON.parse(await ask(crane, 'config', `${name}@${arm.digest}`)))
  })
})

interface Entry {
  readonly digest: string
  readonly platform: { readonly os: string; readonly architecture: string }
  readonly annotations?: Readonly<Record<string, string>>
}

function attestationOf(entries: readonly Entry[], of: string): string | undefined {
  return entries.find(({ annotations }) => annotations?.['vnd.docker.reference.digest'] === of)?.digest
}

test('finds the newest version, and says whether the repository or the tag is missing', async () => {
  const images = [name, `${name}:9`, `${registry.host}/acme/none:1`].join('\n')
  const { exitCode, outputs, json } = await inspect({ images, tags: 'newest=>=1.2 <2\nmatch=1.*' })
  expect(exitCode).toBe(0)
  expect(outputs).toMatchObject({ exists: 'true', tag: '1.10.0', digest, image: `${name}@${digest}` })
  expect(json('tags')).toEqual(['1.1.0', '1.9.0', '1.10.0'])
  expect((await ask(crane, 'ls', name)).split('\n')).toEqual(expect.arrayContaining(json('tags')))
  expect(json('json').slice(1)).toMatchObject([
    { exists: false, missing: 'tag' },
    { exists: false, missing: 'repository', tags: [] },
  ])
})

test("finds cosign's signatures, with either of its formats", async () => {
  await using folder = await mkdtempDisposable(join(tmpdir(), 'manifold-inspect-'))
  const { privateKey } = await encryptForCosign(makeKey(), 'known', { cosign, folder: folder.path })
  await writeFile(join(folder.path, 'cosign.key'), privateKey)
  const variables = { HOME: folder.path, PATH: process.env.PATH, COSIGN_PASSWORD: 'known' }
  const offline = ['--tlog-upload=false', '--use-signing-config=false', '--allow-http-registry']
  const signed = ['--new-bundle-format=false', '--new-bundle-format=true'].map((format) => {
    const args = ['sign', '--yes', '--key=cosign.key', ...offline, format, `${name}@${digest}`]
    return run(cosign, args, { variables, directory: folder.path, timeout: 60_000 })
  })
  await Promise.all(signed)
  const { json } = await inspect({ images: `${name}@${digest}` })
  const tag = digest.replace(':', '-')
  expect(json('referrers')).toMatchObject([
    { tag, artifactType: 'application/vnd.dev.sigstore.bundle.v0.3+json' },
    {
      tag: `${tag}.sig`,
      artifactType: 'application/vnd.dev.cosign.simplesigning.v1+json',
      digest: await ask(crane, 'digest', `${name}:${tag}.sig`),
    },
  ])
})

test('signs in, and lists the repositories', async () => {
  await using guarded = await startRegistry({ program, tls: true, htpasswd })
  const auth = `- { registry: '${guarded.host}', username: ann, password: ${htpasswd.password}, ca: '${guarded.files?.authority}' }`
  const copies = ['acme/shop:1', 'base/debian:1'].map((copy) => `${guarded.host}/${copy}`)
  await publish({ source: `docker://${name}:latest`, tags: copies.join('\n'), 'registry-auth': auth })
  const given = { images: `${guarded.host}/acme/shop:1`, catalog: guarded.host }
  const { exitCode, log, outputs, json } = await inspect({ ...given, 'registry-auth': auth })
  expect(exitCode, log).toBe(0)
  expect(outputs.digest).toBe(digest)
  expect(json('catalog')).toEqual([`${guarded.host}/acme/shop`, `${guarded.host}/base/debian`])
  expect(log + JSON.stringify(outputs)).not.toContain(htpasswd.password)

  const anonymous = `- { registry: '${guarded.host}', ca: '${guarded.files?.authority}' }`
  const refused = await inspect({ images: given.images, 'registry-auth': anonymous })
  expect([refused.exitCode, refused.outputs.exists]).toEqual([1, ''])
  expect(refused.log).toContain(`No credentials for ${guarded.host}`)
})
