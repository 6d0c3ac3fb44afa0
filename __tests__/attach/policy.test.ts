import { afterAll, beforeAll, expect, test } from 'vitest'
import { bundleSigner } from '../../src/attach/cosign/bundle-signer.ts'
import { legacySigner } from '../../src/attach/cosign/legacy-signer.ts'
import { parsePublicKey } from '../../src/attach/keys/public-key.ts'
import { parseSigningKey } from '../../src/attach/keys/signing-key.ts'
import { keyAuthority } from '../../src/attach/policy/authority.ts'
import { findAuthority } from '../../src/attach/policy/find-authority.ts'
import type { Signed, Signer } from '../../src/attach/signer.ts'
import { referrersTag } from '../../src/oci/distribution/referrer-tags.ts'
import { RemoteRepository } from '../../src/registry/repository.ts'
import { testEnvironment } from '../support/environment.ts'
import { blob, image, index, layer, manifest, type TestImage } from '../support/images.ts'
import { registriesWith } from '../support/publish.ts'
import { startTestRegistry, type TestRegistry } from '../support/registry/registry.ts'
import { referrer } from '../support/sign/attaching.ts'
import { makeKey, type TestKeyKind } from '../support/sign/keys.ts'
import { makeWorkspace, runAction, type Workspace } from '../support/workspace.ts'

// The input `verify-source`, with registries that hold signatures of all kinds, good and bad.

const ociManifest = 'application/vnd.oci.image.manifest.v1+json'
const bundle = 'application/vnd.dev.sigstore.bundle.v0.3+json'
const app = image({ layers: [layer('amd64')] })
const other = image({ layers: [layer('other')] })
const key = makeKey()
const stranger = makeKey()
const repository = { registry: 'ghcr.io', name: 'acme/elsewhere' }
const spdx = { type: 'https://spdx.dev/Document', text: '{"spdxVersion":"SPDX-2.3"}' }

let workspace: Workspace
beforeAll(async () => {
  workspace = await makeWorkspace({ 'cosign.pub': key.publicKey, 'stranger.pub': stranger.publicKey })
})
afterAll(async () => await workspace[Symbol.asyncDispose]())

async function signerOf(kind: 'bundle' | 'legacy', { privateKey } = key): Promise<Signer> {
  const read = await parseSigningKey(privateKey, '', (problem) => new Error(problem))
  return kind === 'bundle' ? bundleSigner(read) : legacySigner(read)
}

/** What cosign 1 and 2 store under the tag of an image. */
function tagged({ layer: { bytes, mediaType, annotations } }: Signed): TestImage {
  return manifest({ mediaType: ociManifest }, blob(Buffer.from('{"rootfs":{}}')), [
    blob(bytes, mediaType, { ...(annotations && { annotations }) }),
  ])
}

const sigTag = `${app.root.digest.replace(':', '-')}.sig`
const about = (subject: TestImage) => ({ subject: subject.root, repository })

/** Copies the image from a registry, which `prepare` puts signatures into. */
async function copy(
  prepare: (registry: TestRegistry) => Promise<void> | void,
  { inputs = {}, behaviour = {}, published = app }: Partial<Options> = {}
) {
  await using from = await startTestRegistry({ behaviour })
  await using to = await startTestRegistry()
  from.put('o/app', published, '1')
  await prepare(from)
  const result = await runAction(workspace, {
    variables: { PATH: process.env.PATH },
    inputs: {
      source: `docker://${from.host}/o/app:1`,
      tags: `${to.host}/t/app:1`,
      'verify-source': 'key=cosign.pub',
      ...inputs,
    },
  })
  const errors = result.log.split('\n').flatMap((line) => /^::error::(.*)/.exec(line)?.[1] ?? [])
  const reads = from.entries.filter(({ method }) => method === 'GET')
  const layers = app.content.map(({ descriptor }) => descriptor.digest as string)
  const copied = reads.filter(({ path }) => layers.some((digest) => path.endsWith(digest)))
  const written = to.entries.filter(({ method, route }) => method === 'PUT' && route.kind !== 'base')
  return { ...result, errors, reads, copied, written, tags: to.tags('t/app'), host: from.host }
}

interface Options {
  readonly inputs: Readonly<Record<string, string>>
  readonly behaviour: Parameters<typeof startTestRegistry>[0] extends infer Given | undefined
    ? Given extends { readonly behaviour?: infer Behaviour }
      ? Behaviour
      : never
    : never
  readonly published: TestImage
}

const putBundle = async (registry: TestRegistry) =>
  registry.put('o/app', referrer(await (await signerOf('bundle')).sign(about(app)), app))
const putTag = async (registry: TestRegistry) =>
  registry.put('o/app', tagged(await (await signerOf('legacy')).sign(about(app))), sigTag)
const putFallback = async (registry: TestRegistry) => {
  const list = index([referrer(await (await signerOf('bundle')).sign(about(app)), app)])
  registry.put('o/app', list, referrersTag(app.root.digest))
}

test.each([
  ['a bundle among its referrers', putBundle, {}],
  ['a bundle under the fallback tag', putFallback, { referrers: 404 }],
  ['a signature under its .sig tag, although it names another repository', putTag, {}],
  ['a signature under its .sig tag, where there is no list of referrers', putTag, { referrers: 404 }],
] as const)('an image is copied with %s', async (_, prepare, behaviour) => {
  const { exitCode, log, tags } = await copy(prepare, { behaviour })
  expect(exitCode, log).toBe(0)
  expect(tags).toEqual({ 1: app.root.digest })
  expect(log).toMatch(/Verified the image docker:.*: signed with key 1 of 'verify-source' \(ECDSA P-256\)/)
})

/** What is found about an image with this public key. */
async function find(prepare: (registry: TestRegistry) => unknown, publicKey = key.publicKey) {
  await using registry = await startTestRegistry()
  registry.put('o/app', app, '1')
  await prepare(registry)
  const place = { registry: registry.host, name: 'o/app' }
  await using registries = registriesWith(testEnvironment())
  const remote = new RemoteRepository(await registries.at(place), place, 'pull')
  const authority = keyAuthority(
    parsePublicKey(publicKey, (problem) => new Error(problem)),
    'key'
  )
  const finding = await findAuthority(remote, app.root.digest, [authority])
  const reads = registry.entries.filter(({ method }) => method === 'GET')
  return { ...finding, reads: reads.length }
}

test.each<TestKeyKind>(['Ed25519', 'P-384', 'RSA-2048'])('a key may be %s', async (kind) => {
  const own = makeKey(kind)
  const { authority } = await find(put(sign('bundle', {}, own), 'referrer'), own.publicKey)
  expect(authority?.description).toContain(kind)
})

const put = (signed: Promise<Signed> | Signed, place: 'referrer' | 'tag') => async (registry: TestRegistry) =>
  place === 'tag'
    ? registry.put('o/app', tagged(await signed), sigTag)
    : registry.put('o/app', referrer(await signed, app))

const sign = async (kind: 'bundle' | 'legacy', claim: object, by = key) =>
  await (await signerOf(kind, by)).sign({ ...about(app), ...claim })
const huge = async () => {
  const signed = await sign('bundle', {})
  return {
    ...signed,
    layer: { ...signed.layer, bytes: Buffer.concat([signed.layer.bytes, Buffer.alloc(2 ** 20, ' ')]) },
  }
}
const altered = async () => {
  const { layer: signed } = await sign('legacy', {})
  const bytes = Buffer.from(Buffer.from(signed.bytes).toString().replace('"optional":null', '"optional":[]'))
  return { layer: { ...signed, bytes } }
}
const unlabelled = async () => ({ layer: (await sign('bundle', { predicate: spdx })).layer })
const noise = (bytes: string): Signed => ({ layer: { mediaType: bundle, bytes: Buffer.from(bytes) } })

const isAttestation = 'does not state https://sigstore.dev/cosign/sign/v1'

test.each([
  ['there is none', () => undefined, []],
  ['another key made it', put(sign('bundle', {}, stranger), 'referrer'), ['is not signed with this key']],
  ['another key made it, under the tag', put(sign('legacy', {}, stranger), 'tag'), ['is not signed with this key']],
  ['it is an attestation', put(sign('bundle', { predicate: spdx }), 'referrer'), [isAttestation]],
  ['only its content says that it is an attestation', put(unlabelled(), 'referrer'), [isAttestation]],
  ['it is about another image', put(sign('bundle', about(other)), 'referrer'), ['is about another image']],
  ['it is about another image, under the tag', put(sign('legacy', about(other)), 'tag'), ['is about another image']],
  ['it was altered', put(altered(), 'tag'), ['is not signed with this key']],
  ['it is too large for a signature', put(huge(), 'referrer'), []],
  ['it is no bundle', put(noise('[]'), 'referrer'), ['is not a bundle']],
  ['it is deeply nested', put(noise('{"a":'.repeat(9_000)), 'referrer'), ['is not a bundle']],
] as const)('it does not count as a signature if %s', async (_, prepare, expected) => {
  const { authority, rejected } = await find(prepare)
  expect([authority, rejected]).toEqual([undefined, expected])
})

test('nothing is copied without a signature, and one sentence says what to do', async () => {
  const { exitCode, errors, copied, written, tags, host } = await copy(put(sign('bundle', {}, stranger), 'referrer'))
  expect([exitCode, tags, copied, written]).toEqual([1, {}, [], []])
  expect(errors).toEqual([
    `Check 'verify-source': the image docker://${host}/o/app:1 (${app.root.digest}) has no signature at ${host} that 'verify-source' accepts (what it has is not signed with this key; expected: key 1 of 'verify-source' (ECDSA P-256)). Sign it there (cosign sign ${host}/o/app@${app.root.digest}), or use an image that is signed`,
  ])
})

test('one of several keys suffices, whose PEM may be in the input', async () => {
  const { exitCode, log } = await copy(putBundle, {
    inputs: { 'verify-source': `# of the team\nkey=stranger.pub\nkey=${key.publicKey}` },
  })
  expect(exitCode, log).toBe(0)
})

test('an index is not signed if only its image is', async () => {
  const { exitCode, tags } = await copy(putBundle, { published: index([app]) })
  expect([exitCode, tags]).toEqual([1, {}])
})

test('not all of what strangers pile up is read', async () => {
  const { authority, rejected, reads } = await find((registry) => {
    for (let count = 0; count < 120; count++) registry.put('o/app', referrer(noise(`{"a":${count}}`), app))
  })
  expect([authority, rejected.length]).toEqual([undefined, 50])
  expect(reads).toBe(102)
})

const unreadable = (registry: TestRegistry) => registry.put('o/app', { ...referrer(noise('{}'), app), content: [] })

test('a signature counts although others cannot be read; without one, that proves nothing', async () => {
  const both = async (registry: TestRegistry) => {
    unreadable(registry)
    await putBundle(registry)
  }
  expect((await find(both)).authority).toBeDefined()
  await expect(find(unreadable)).rejects.toThrow('404')
})

test('all images of a mirrored repository have to be signed', async () => {
  const inputs = { 'all-tags': '*', tags: '' }
  const both = async (registry: TestRegistry) => {
    await putBundle(registry)
    registry.put('o/app', other, '2')
  }
  await using to = await startTestRegistry()
  const mirror = async (prepare: typeof both) => {
    await using from = await startTestRegistry()
    from.put('o/app', app, '1')
    await prepare(from)
    const source = `docker://${from.host}/o/app`
    const given = { ...inputs, source, images: `${to.host}/t/app`, 'verify-source': 'key=cosign.pub' }
    return await runAction(workspace, { inputs: given, variables: { PATH: process.env.PATH } })
  }
  expect((await mirror(both)).exitCode).toBe(1)
  expect(to.tags('t/app')).toEqual({})
  const { exitCode, log } = await mirror(putBundle)
  expect(exitCode, log).toBe(0)
  expect(to.tags('t/app')).toEqual({ 1: app.root.digest })
})

test('all lines that are wrong are reported at once, and show no key', async () => {
  const { exitCode, errors, reads } = await copy(() => undefined, {
    inputs: { 'verify-source': `identity=me\nkey=\nkey\n"key=${key.privateKey}"` },
  })
  expect([exitCode, reads]).toEqual([1, []])
  expect(errors.join('\n')).toContain('entry 2 has an empty key')
  expect(errors.join('\n')).toContain("entry 3 must be 'key=' with a public key (PEM, or the path of a file), or")
  const more = await copy(() => undefined, {
    inputs: {
      'verify-source': `key=missing.pub\n"key=${key.privateKey}"\nkey=awskms:///alias/a\nidentity=https://github.com/a,issuer=https://b`,
      'verify-base': 'key=cosign.pub',
    },
  })
  const all = more.errors.join('\n')
  expect(more.reads).toEqual([])
  expect(all).toContain('the key in entry 1 names a file that does not exist')
  expect(all).toContain('the key in entry 2 is a private key')
  expect(all).toContain('the key in entry 3 refers to a key elsewhere')
  expect(all).toContain("the identity in entry 4 needs 'trusted-root'")
  expect(all).toContain("verify-base': it has no effect with 'source'")
  expect(all).not.toContain(key.privateKey.split('\n')[1])
})

test('where nothing is published nothing is verified, which a notice says; a dry run verifies', async () => {
  const built = await copy(() => undefined, { inputs: { push: 'false' } })
  expect([built.exitCode, built.log]).toEqual([
    0,
    expect.stringContaining("::notice::Nothing is published, so 'verify-source' verifies nothing"),
  ])
  const dry = await copy(() => undefined, { inputs: { 'dry-run': 'true' } })
  expect([dry.exitCode, dry.errors.length]).toEqual([1, 1])
})
