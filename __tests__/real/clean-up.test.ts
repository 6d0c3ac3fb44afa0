import { mkdtempDisposable, readdir, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { expect, inject, test } from 'vitest'
import { type RunningRegistry, startRegistry } from '../../scripts/machine/registry.ts'
import { run } from '../../scripts/machine/run.ts'
import { needTool } from '../../scripts/machine/tools.ts'
import { bundleSigner } from '../../src/attach/cosign/bundle-signer.ts'
import { legacySigner } from '../../src/attach/cosign/legacy-signer.ts'
import { parseSigningKey } from '../../src/attach/keys/signing-key.ts'
import { addReferrers } from '../../src/oci/distribution/referrer-index.ts'
import { cosignTags, referrersTag } from '../../src/oci/distribution/referrer-tags.ts'
import { clientAt } from '../registry/client.ts'
import { pusherTo } from '../support/clean-up/push-image.ts'
import { runCleanUp } from '../support/clean-up/run-clean-up.ts'
import { blob, image, index, json, layer, manifest, type TestImage } from '../support/images.ts'
import { referrer } from '../support/sign/attaching.ts'
import { makeKey } from '../support/sign/keys.ts'

// The bundle at registry 2.8, and its garbage collection afterwards; other tools read back what stays.

const program = inject('registry')
const tools = inject('tools')
const crane = needTool(tools, 'crane')
const cosign = needTool(tools, 'cosign')
// In a container, the command and the paths would be others.
const path = program.kind === 'program' ? program.path : undefined

const arm = { os: 'linux', architecture: 'arm64' }
const oci = 'application/vnd.oci.image.manifest.v1+json'
const day = 86_400_000
const start = Date.now()

/** What BuildKit attaches to an image of an index. */
function attestationOf({ root }: TestImage, name: string): TestImage {
  const mediaType = 'application/vnd.oci.image.manifest.v1+json'
  const config = blob(
    json({ architecture: 'unknown', os: 'unknown', name }),
    'application/vnd.oci.image.config.v1+json'
  )
  const statement = blob(
    json({ predicateType: 'https://slsa.dev/provenance/v1', name }),
    'application/vnd.in-toto+json'
  )
  const attestation = manifest({ mediaType }, config, [statement])
  const annotations = {
    'vnd.docker.reference.type': 'attestation-manifest',
    'vnd.docker.reference.digest': root.digest,
  }
  return { ...attestation, root: { ...attestation.root, annotations } }
}

/** An index of two platforms with their attestations; all share a layer, and some of them the image for ARM. */
function indexOf(name: string, age: number): TestImage {
  const config = { created: new Date(start - (age - 0.5) * day).toISOString() }
  const amd64 = image({ layers: [layer('base'), layer(20_000 + age)], config })
  const arm64 = image({
    layers: [layer('base')],
    platform: arm,
    config: { created: new Date(start - 300 * day).toISOString() },
  })
  return index([amd64, arm64, attestationOf(amd64, name), attestationOf(arm64, name)])
}

const releases = Array.from({ length: 20 }, (_, number) => ({
  tag: `1.${number}.0`,
  image: indexOf(`1.${number}.0`, 200 - number),
}))
const pulls = Array.from({ length: 20 }, (_, number) => ({
  tag: `pr-${number}`,
  image: indexOf(`pr-${number}`, 5 + number),
}))
const nightlies = Array.from({ length: 60 }, (_, number) =>
  image({
    layers: [layer('base'), layer(`nightly ${number}`)],
    config: { created: new Date(start - number * day).toISOString() },
  })
)

/** 300 tags: 20 releases with 5 tags each, 20 pull requests with 2 tags each, 120 for 60 nightly builds, and 40 signatures. */
async function stock(registry: RunningRegistry): Promise<void> {
  await using client = await clientAt(registry.host, { credential: 'none' })
  const push = pusherTo(client.repository('acme/app'))
  await push(nightlies[0] as TestImage)
  const jobs = [
    ...releases.map(({ tag, image: app }, at) => push(app, tag, `sha-r${at}`, `build-${at}`, `v${tag}`, `rc-${tag}`)),
    ...pulls.map(({ tag, image: app }, at) => push(app, tag, `sha-p${at}`)),
    ...nightlies.map((app, at) => push(app, `nightly-${at}`, `sha-n${at}`)),
  ]
  await Promise.all(jobs)
}

interface Signed extends AsyncDisposable {
  /** Throws unless all are signed in this format. */
  verify(images: readonly string[], format: Format): Promise<void>
}

type Format = 'bundle' | 'legacy'

/** Signs images with one key as cosign does, and verifies them with it. */
async function sign(
  registry: RunningRegistry,
  images: Readonly<Record<Format, readonly TestImage[]>>
): Promise<Signed> {
  const key = makeKey()
  const signing = await parseSigningKey(key.privateKey, '', (problem) => new Error(problem))
  await using client = await clientAt(registry.host, { credential: 'none' })
  const push = pusherTo(client.repository('acme/app'))
  const repository = { registry: registry.host, name: 'acme/app' }
  for (const image of images.bundle) {
    const signature = referrer(await bundleSigner(signing).sign({ subject: image.root, repository }), image)
    const list = addReferrers(undefined, signature.manifests)
    await push({ ...signature, manifests: [...signature.manifests, list] }, referrersTag(image.root.digest))
  }
  for (const image of images.legacy) {
    const { layer: signed } = await legacySigner(signing).sign({ subject: image.root, repository })
    const { bytes, mediaType, annotations } = signed
    const config = blob(json({ rootfs: { type: 'layers' } }), 'application/vnd.oci.image.config.v1+json')
    const signature = manifest({ mediaType: oci }, config, [blob(bytes, mediaType, annotations ? { annotations } : {})])
    await push(signature, cosignTags(image.root.digest)[0] ?? '')
  }
  const folder = await mkdtempDisposable(join(tmpdir(), 'manifold-cosign-'))
  await writeFile(join(folder.path, 'cosign.pub'), key.publicKey)
  const variables = { HOME: folder.path, PATH: process.env.PATH }
  return {
    async verify(names, format) {
      const options = ['--key=cosign.pub', '--insecure-ignore-tlog', '--allow-http-registry']
      const args = ['verify', ...options, `--new-bundle-format=${format === 'bundle'}`, ...names]
      await run(cosign, args, { variables, directory: folder.path, timeout: 60_000 })
    },
    [Symbol.asyncDispose]: () => folder[Symbol.asyncDispose](),
  }
}

const named = ({ host }: RunningRegistry, all: readonly { readonly image: TestImage }[]) =>
  all.map(({ image: { root } }) => `${host}/acme/app@${root.digest}`)
const tagsAt = async ({ host }: RunningRegistry) => (await run(crane, ['ls', `${host}/acme/app`])).trim().split('\n')
const statusOf = async ({ url }: RunningRegistry, reference: string) => {
  const accept = 'application/vnd.oci.image.index.v1+json, application/vnd.oci.image.manifest.v1+json'
  const response = await fetch(`${url}/v2/acme/app/manifests/${reference}`, { headers: { accept } })
  await response.arrayBuffer()
  return response.status
}

async function bytesIn(folder: string): Promise<number> {
  const files = await readdir(folder, { recursive: true, withFileTypes: true })
  const sizes = files
    .filter((file) => file.isFile())
    .map(async (file) => (await stat(join(file.parentPath, file.name))).size)
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0)
}

/** Stops a registry, collects its garbage as docs/clean-up.md says, and starts it again. */
async function collectGarbage(registry: RunningRegistry, ...options: readonly string[]): Promise<RunningRegistry> {
  const { root, port } = registry
  await registry.kill()
  await run(path ?? '', ['garbage-collect', ...options, join(dirname(root), 'config.yml')])
  return await startRegistry({ program, root, port })
}

const policy = `
keep:
  - tags: latest
  - newest: 5
    versions: '*'
  - { newest: 10, tags: 'nightly-*' }
delete:
  - { tags: 'pr-*', older-than: 14d }
  - { versions: '*', stable: true }
  - tags: ['sha-*', 'build-*', 'rc-*', 'nightly-*']
orphans: true
`

test.skipIf(path === undefined)('300 tags: what stays is whole, signed and pulled, and the rest is gone', async () => {
  await using first = await startRegistry({ program })
  await stock(first)
  // Half of the signatures have a tag each, the others are in the index at a fallback tag.
  const all = [...releases, ...pulls]
  const images = all.map(({ image: app }) => app)
  const legacy = images.filter((_, at) => at % 2 === 0)
  await using signed = await sign(first, { legacy, bundle: images.filter((app) => !legacy.includes(app)) })
  expect(await tagsAt(first)).toHaveLength(300)
  const before = await bytesIn(first.root)

  const inputs = { images: `${first.host}/acme/app`, policy, 'dry-run': 'false' }
  const { exitCode, log, outputs } = await runCleanUp(inputs, {}, 'bundle')
  expect(exitCode, log).toBe(0)
  expect(log).toMatch(/checked \d+ kept tags and the \d+ manifests they reach: all are there/)

  await using second = await collectGarbage(first)
  const after = await bytesIn(second.root)
  // Links and directories of the storage count, too.
  expect(before - after).toBeGreaterThan(Number(outputs.bytes))

  const kept = [...releases.slice(-5), ...pulls.slice(0, 10)]
  const gone = [...releases.slice(0, -5), ...pulls.slice(10)]
  const tags = (await tagsAt(second)).filter((tag) => !tag.startsWith('sha256-'))
  expect(tags.toSorted()).toEqual(
    [
      ...releases.slice(-5).flatMap(({ tag }) => [tag, `v${tag}`]),
      ...pulls.slice(0, 10).map(({ tag }) => tag),
      ...Array.from({ length: 10 }, (_, at) => `nightly-${at}`),
    ].toSorted()
  )
  await using folder = await mkdtempDisposable(join(tmpdir(), 'manifold-pulled-'))
  const whole = tags.map((tag) => `${second.host}/acme/app:${tag}`)
  await run(crane, ['pull', '--format=oci', ...whole, join(folder.path, 'layout')])
  const isLegacy = ({ image: app }: { readonly image: TestImage }) => legacy.includes(app)
  await signed.verify(named(second, kept.filter(isLegacy)), 'legacy')
  await signed.verify(
    named(
      second,
      kept.filter((each) => !isLegacy(each))
    ),
    'bundle'
  )
  const statuses = await Promise.all(gone.map(({ image: { root } }) => statusOf(second, root.digest)))
  expect(new Set(statuses)).toEqual(new Set([404]))
  const signatures = (await tagsAt(second)).filter((tag) => tag.startsWith('sha256-'))
  expect(signatures).toHaveLength(kept.length)

  // What docs/clean-up.md warns of: this option of registry 2.8 takes images that only an index names.
  await using third = await collectGarbage(second, '--delete-untagged')
  const [latest] = releases.slice(-1)
  expect(await statusOf(third, latest?.tag ?? '')).toBe(200)
  expect(await statusOf(third, latest?.image.manifests[0]?.descriptor.digest ?? '')).toBe(404)
})
