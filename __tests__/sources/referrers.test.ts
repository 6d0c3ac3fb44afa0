import { describe, expect, test } from 'vitest'
import { cosignTags, referrersTag } from '../../src/oci/distribution/referrer-tags.ts'
import { openSource, parseSource, type SourceReference } from '../../src/sources/open.ts'
import { testEnvironment } from '../support/environment.ts'
import { blob, image, index, json, layer, manifest, type TestImage } from '../support/images.ts'
import { registriesWith } from '../support/publish.ts'
import type { Behaviour } from '../support/registry/behaviour.ts'
import { startTestRegistry, type TestRegistry } from '../support/registry/registry.ts'
import { promote } from './promote.ts'

// What refers to an image in a registry: found there, and copied along.

const ociManifest = 'application/vnd.oci.image.manifest.v1+json'
const empty = blob(Buffer.from('{}'), 'application/vnd.oci.empty.v1+json')
const amd = image({ layers: [layer('amd')] })
const arm = image({ layers: [layer('arm')], platform: { os: 'linux', architecture: 'arm64' } })
const app = index([amd, arm])

function artifact(text: string, { root: { mediaType, digest, size } }: TestImage): TestImage {
  const fields = { mediaType: ociManifest, artifactType: 'application/spdx+json' }
  return manifest({ ...fields, subject: { mediaType, digest, size } }, empty, [layer(text)])
}

const ofRoot = artifact('of the root', app)
const ofChild = artifact('of a child', arm)
const ofReferrer = artifact('of a referrer', ofRoot)
const signature = image({ layers: [layer('signature')] })
const [sig = '', att = ''] = cosignTags(app.root.digest)
const [childSig = ''] = cosignTags(amd.root.digest)
/** cosign signs an SBOM as well. */
const [sigOfSignature = ''] = cosignTags(signature.root.digest)
const attestation = image({ layers: [layer('attestation')] })
const countersignature = image({ layers: [layer('countersignature')] })

/** An index of what refers to an image, as clients keep it where the registry does not. */
function listOf(...referrers: readonly TestImage[]): TestImage {
  const mediaType = 'application/vnd.oci.image.index.v1+json'
  const manifests = referrers.map(({ root }) => ({ ...root, artifactType: 'application/spdx+json' }))
  const bytes = json({ schemaVersion: 2, mediaType, manifests })
  const root = { ...blob(bytes).descriptor, mediaType }
  return { root, manifests: [{ descriptor: root, bytes, children: manifests, blobs: [] }], blobs: [], content: [] }
}

async function start(behaviour: Partial<Behaviour> = {}): Promise<TestRegistry> {
  const registry = await startTestRegistry({ behaviour })
  registry.put('acme/app', app, 'v1')
  for (const each of [ofRoot, ofChild, ofReferrer]) registry.put('acme/app', each)
  if (behaviour.referrers === 404) {
    registry.put('acme/app', listOf(ofRoot), referrersTag(app.root.digest))
    registry.put('acme/app', listOf(ofChild), referrersTag(arm.root.digest))
    registry.put('acme/app', listOf(ofReferrer), referrersTag(ofRoot.root.digest))
  }
  registry.put('acme/app', signature, sig, childSig)
  registry.put('acme/app', attestation, att)
  registry.put('acme/app', countersignature, sigOfSignature)
  return registry
}

const kinds = [{}, { referrers: 404 }] satisfies readonly Partial<Behaviour>[]

describe.each(kinds)('from a registry that is %j', (behaviour) => {
  test.each(kinds)('copies all of it to one that is %j', async (other) => {
    await using from = await start(behaviour)
    await using to = await startTestRegistry({ behaviour: other })
    const [outcome] = await promote(`docker://${from.host}/acme/app:v1`, [`${to.host}/o/app:v1`], { referrers: true })
    expect([outcome?.status, outcome?.error, outcome?.referrers]).toEqual(['published', undefined, 7])
    for (const each of [ofRoot, ofChild, ofReferrer, signature, attestation, countersignature]) {
      const kept = to.manifest('o/app', each.root.digest)
      expect(Buffer.from(kept?.bytes ?? []).equals(each.manifests[0]?.bytes ?? Buffer.of())).toBe(true)
    }
    const tags: Record<string, string> = { ...to.tags('o/app') }
    expect(tags).toMatchObject({
      v1: app.root.digest,
      [sig]: signature.root.digest,
      [childSig]: signature.root.digest,
      [att]: attestation.root.digest,
      [sigOfSignature]: countersignature.root.digest,
    })
    const lists = [app, arm, ofRoot].map(({ root }) => referrersTag(root.digest))
    for (const tag of lists) expect(tag in tags).toBe(other.referrers === 404)
    expect([from.unexpected, to.unexpected, to.sessions]).toEqual([[], [], []])
  })

  test('counts what refers to the image without reading any of it', async () => {
    await using from = await start(behaviour)
    const environment = testEnvironment()
    await using registries = registriesWith(environment)
    const reference = parseSource(`docker://${from.host}/acme/app:v1`) as SourceReference
    await using source = await openSource(reference, {
      ...environment,
      registries,
      publishes: true,
      pushes: [],
      contents: [],
    })
    from.clearLog()
    const isListing = !('referrers' in behaviour)
    // The root's, and those of its platforms that the registry lists: their fallback and cosign tags are not looked up.
    expect(await source.referrers?.count()).toBe(isListing ? 4 : 3)
    const platforms = app.manifests.length - 1
    expect(from.entries.length).toBe(4 + platforms + (isListing ? 0 : 2))
    const read = from.entries.filter(({ method, route }) => method === 'GET' && route.kind !== 'referrers')
    // The list under a fallback tag has to be read.
    expect(read.map(({ route }) => route.kind)).toEqual(behaviour.referrers === 404 ? ['manifest'] : [])
  })

  test('costs no more than asking once it is all there', async () => {
    await using from = await start(behaviour)
    await using to = await startTestRegistry()
    const go = () => promote(`docker://${from.host}/acme/app:v1`, [`${to.host}/o/app:v1`], { referrers: true })
    await go()
    to.clearLog()
    const [outcome] = await go()
    expect([outcome?.status, outcome?.referrers]).toEqual(['published', 7])
    expect(to.count().PUT).toBeUndefined()
    expect(to.count().POST).toBeUndefined()
  })
})

test('says what a list names but the registry does not have, and copies the rest', async () => {
  await using from = await start()
  await using to = await startTestRegistry()
  from.behave({ referrers: 404 })
  from.put('acme/app', listOf(ofRoot, ofReferrer), referrersTag(app.root.digest))
  from.lose('acme/app', ofReferrer.root.digest)
  const environment = testEnvironment()
  const source = `docker://${from.host}/acme/app:v1`
  const [outcome] = await promote(source, [`${to.host}/o/app:v1`], { referrers: true, environment })
  expect(outcome?.status).toBe('published')
  expect(environment.log.lines).toContain(
    `${from.host}/acme/app lists ${ofReferrer.root.digest} as a referrer of ${source}, but does not have it`
  )
})

test('copies nothing within one repository, where it is already', async () => {
  await using registry = await start()
  const { host } = registry
  const [outcome] = await promote(`docker://${host}/acme/app:v1`, [`${host}/acme/app:v2`], { referrers: true })
  expect([outcome?.status, outcome?.referrers]).toEqual(['published', undefined])
  expect(registry.log.filter((line) => line.includes('referrers'))).toEqual([])
})

test('mounts it within one registry', async () => {
  await using registry = await start()
  const { host } = registry
  const [outcome] = await promote(`docker://${host}/acme/app:v1`, [`${host}/o/app:v1`], { referrers: true })
  expect([outcome?.status, outcome?.referrers, outcome?.sent]).toEqual(['published', 7, 0])
})

test('refuses more referrers than can be copied, and says what to do', async () => {
  await using from = await start()
  await using to = await startTestRegistry()
  const manifests = Array.from({ length: 1_001 }, (_, each) => ({
    ...ofRoot.root,
    digest: `sha256:${each.toString(16).padStart(64, '0')}`,
  }))
  const body = JSON.stringify({ schemaVersion: 2, manifests })
  const headers = { 'content-type': 'application/vnd.oci.image.index.v1+json' }
  from.fail({ kind: 'referrers' }, { status: 200, headers, body })
  const going = promote(`docker://${from.host}/acme/app:v1`, [`${to.host}/o/app:v1`], { referrers: true })
  await expect(going).rejects.toThrow(/has more than 1000 entries/)
  expect(to.count().PUT).toBeUndefined()
})

/** Registers manifests with a registry as what refers to an image. */
function refer(registry: TestRegistry, all: readonly TestImage[]): void {
  for (const each of all) registry.put('acme/app', each)
  const body = JSON.stringify({
    schemaVersion: 2,
    manifests: all.map(({ root: { mediaType, digest, size } }) => ({ mediaType, digest, size })),
  })
  const headers = { 'content-type': 'application/vnd.oci.image.index.v1+json' }
  registry.fail({ kind: 'referrers' }, { status: 200, headers, body })
}

test('counts the manifests in an index that refers to the image', async () => {
  await using from = await start()
  await using to = await startTestRegistry()
  const many = Array.from({ length: 1_000 }, (_, each) => artifact(`of many, ${each}`, amd))
  refer(from, [index(many)])
  const going = promote(`docker://${from.host}/acme/app:v1`, [`${to.host}/o/app:v1`], { referrers: true })
  await expect(going).rejects.toThrow(
    `The source docker://${from.host}/acme/app:v1 has more than 1000 manifests that refer to it, which is too much to copy along.`
  )
  expect(to.count().PUT).toBeUndefined()
})

test('holds no more than 64 MiB of manifests in memory', async () => {
  await using from = await start()
  await using to = await startTestRegistry()
  const large = Array.from({ length: 30 }, (_, each) =>
    manifest({ mediaType: ociManifest, annotations: { each: String(each).padStart(2_500_000) } }, empty, [])
  )
  refer(from, large)
  const going = promote(`docker://${from.host}/acme/app:v1`, [`${to.host}/o/app:v1`], { referrers: true })
  await expect(going).rejects.toThrow(
    / has [\d.]+ MB of manifests that refer to it, which is too much to copy along\. /
  )
  expect(to.count().PUT).toBeUndefined()
})

test.each([
  ['{"manifests":{}}', 'the response is not an index'],
  ['{"manifests":[{"digest":"x"}]}', 'entry 0 has no mediaType'],
])('says that a list cannot be used: %s', async (body, reason) => {
  await using from = await start()
  await using to = await startTestRegistry()
  const headers = { 'content-type': 'application/vnd.oci.image.index.v1+json' }
  from.fail({ kind: 'referrers' }, { status: 200, headers, body })
  const source = `docker://${from.host}/acme/app:v1`
  await expect(promote(source, [`${to.host}/o/app:v1`], { referrers: true })).rejects.toThrow(
    new RegExp(`The source ${source} cannot be read: .*listing what refers to sha256:[0-9a-f]{12} failed: ${reason}`)
  )
})

test('takes a web page in place of a list for a registry without one', async () => {
  await using from = await start({ referrers: 404 })
  await using to = await startTestRegistry()
  from.fail(
    { kind: 'referrers' },
    { status: 200, headers: { 'content-type': 'text/html' }, body: '<html>' },
    { times: 99 }
  )
  const [outcome] = await promote(`docker://${from.host}/acme/app:v1`, [`${to.host}/o/app:v1`], { referrers: true })
  expect([outcome?.status, outcome?.referrers]).toEqual(['published', 7])
})
