import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { scanDocument } from '../../src/attach/documents/scan-document.ts'
import { findScan } from '../../src/attach/release/find-scan.ts'
import type { Signer } from '../../src/attach/signer.ts'
import { grype as grypeScanner } from '../../src/checks/scan/scanners/grype.ts'
import { changeSince } from '../../src/checks/scan/since-earlier.ts'
import { parseRepository, type Repository } from '../../src/oci/distribution/reference.ts'
import { RemoteRepository } from '../../src/registry/repository.ts'
import { testEnvironment } from '../support/environment.ts'
import { makeFakeScanners } from '../support/fake-scanner/fake-scanner.ts'
import { blob, index, json, manifest, type TestImage } from '../support/images.ts'
import { Layouts, partFor } from '../support/parts.ts'
import { publishTo, registriesWith } from '../support/publish.ts'
import { startTestRegistry, type TestRegistry } from '../support/registry/registry.ts'
import { attaching, signerWith } from '../support/sign/attaching.ts'
import { makeKey } from '../support/sign/keys.ts'
import { makeWorkspace, runAction, type Workspace } from '../support/workspace.ts'

// What is new since the scan that is attached to the image that the tag pointed at before.

const platforms = ['linux/amd64', 'linux/arm64']
const [before, now] = [1, 2].map((build) => index(platforms.map((each) => partFor(each, build)))) as [
  TestImage,
  TestImage,
]
const legacy = { sign: 'cosign', 'sign-key': makeKey().privateKey, 'sign-format': 'legacy' }
const grype = 'pkg:github/anchore/grype'
let workspace: Workspace
let layouts: Layouts
let found: string
beforeAll(async () => {
  workspace = await makeWorkspace({ README: 'app' })
  layouts = await Layouts.make()
  const text = await readFile(join(import.meta.dirname, '../fixtures/scanners/grype.json'), 'utf8')
  found = text.replaceAll('CVE-2024-5535', 'CVE-2020-0001').replaceAll('3.0.11-1~deb12u1', '3.0.9-1')
})
afterAll(async () => {
  await workspace[Symbol.asyncDispose]()
  await layouts[Symbol.asyncDispose]()
})

const childrenOf = ({ manifests }: TestImage) =>
  manifests.filter(({ children }) => children.length === 0).map(({ descriptor }) => descriptor.digest)

/** Publishes the older image, with the scans that an earlier run has attached to its platforms. */
async function publishBefore({ host }: TestRegistry, signers: readonly Signer[] = [], scanner = grype) {
  const times = { started: '2026-11-29T12:00:00Z', finished: '2026-11-29T12:00:01Z' }
  const document = scanDocument({ scanner, version: '0.121.0', text: found, ...times })
  const scans = new Map(childrenOf(before).map((digest) => [digest, document]))
  await publishTo([`${host}/o/app:v1`], before, { checks: attaching({ signers, found: scans }) })
}

/** Publishes the newer image, scanned on the way, and returns what was read for that. */
async function publishNow(registry: TestRegistry, inputs: Readonly<Record<string, string>> = {}) {
  await using scanners = await makeFakeScanners()
  const since = registry.entries.length
  const defaults = { scan: 'grype', 'scan-fail-on': 'never', attach: 'scan', tags: 'v1' }
  const result = await runAction(workspace, {
    variables: scanners.variables,
    inputs: { source: `oci-layout:${await layouts.of(now)}`, images: `${registry.host}/o/app`, ...defaults, ...inputs },
  })
  expect(result.exitCode, result.log).toBe(0)
  const [old, fresh] = [before, now].map((image) => [...image.manifests.map((each) => each.descriptor), ...image.blobs])
  const own = new Set([...(old ?? []), ...(fresh ?? [])].map(({ digest }) => digest))
  const reads = registry.entries.slice(since).filter(({ method, ended }) => method === 'GET' && ended)
  const about = reads.filter(({ route: { kind, digest } }) =>
    kind === 'referrers' ? childrenOf(before).includes(digest as never) : digest && !own.has(digest as never)
  )
  const written = registry.entries.slice(since).filter(({ method }) => method === 'PUT')
  const others = about.filter(({ route: { digest } }) => !written.some(({ route }) => route.digest === digest))
  const counts = JSON.parse(result.outputs.scan ?? '[]') as readonly object[]
  return { ...result, counts, asked: others.map(({ route }) => route.kind).toSorted() }
}

describe.each([
  ['unsigned', 'works', {}, undefined],
  ['signed by another key, without the referrers API', 404, {}, 'bundle'],
  ['signed in the legacy format', 'works', legacy, 'legacy'],
] as const)('%s', (_, referrers, inputs, format) => {
  test('what is new and what is gone is in log, summary and output, whatever the version of the package', async () => {
    await using registry = await startTestRegistry({ behaviour: { referrers } })
    await publishBefore(registry, format ? [await signerWith(format)] : [])
    const { log, summary, counts, asked } = await publishNow(registry, inputs)
    const all = '1 critical (1 fixable), 1 medium (1 fixable), 1 low'
    expect(log).toContain(`linux/arm64: ${all}; since the previous image 1 new, 1 gone\n`)
    expect(summary).toContain('| `linux/arm64` | 1 (1 fixable) | 0 | 1 (1 fixable) | 1 | 0 | 1 new, 1 gone |')
    expect(summary).toContain('In total since the previous image: 1 new, 1 gone.')
    const changed = { critical: 1, high: 0, medium: 0, low: 0, other: 0 }
    expect(counts).toMatchObject(platforms.map((platform) => ({ platform, new: changed, gone: changed })))
    if (!format) expect(asked).toEqual(['blob', 'blob', 'manifest', 'manifest', 'referrers', 'referrers'])
  })
})

test('a scan by another scanner, or a document that is not a scan, is not compared', () => {
  const since = (scanner: string, report = {}) => changeSince({ scanner, report }, [], grypeScanner)
  expect(() => since('pkg:github/aquasecurity/trivy@0.74.0')).toThrow('is by another scanner')
  expect(() => since(`${grype}-db@1`)).toThrow('is by another scanner')
  expect(() => since(`${grype}@0.121.0`)).toThrow('is not what grype writes')
  expect(since(grype, { matches: [], descriptor: {} })).toEqual({ added: [], gone: [] })
})

test('no request is sent if no scan is to be attached, and only one, for the list, if the previous image has none', async () => {
  await using registry = await startTestRegistry()
  await publishBefore(registry)
  expect((await publishNow(registry, { attach: '' })).asked).toEqual([])
  await using other = await startTestRegistry()
  other.put('o/app', before, 'v1')
  const { asked, summary } = await publishNow(other)
  expect(asked).toEqual(['referrers', 'referrers'])
  expect(summary).toContain('| `linux/arm64` | 1 (1 fixable) | 0 | 1 (1 fixable) | 1 | 0 |\n')
})

describe('a document that others have attached', () => {
  const [subject] = childrenOf(before)
  const statement = (predicate: unknown, digest = String(subject)) => ({
    _type: 'https://in-toto.io/Statement/v1',
    subject: [{ digest: { sha256: digest.slice(7) } }],
    predicateType: 'https://cosign.sigstore.dev/attestation/vuln/v1',
    predicate,
  })
  const scan = (matches: unknown, digest?: string) =>
    statement({ scanner: { uri: grype, result: { matches } } }, digest)

  /** A referrer with this document. */
  function referrer(document: string | object, size?: number): TestImage {
    const bytes = typeof document === 'string' ? Buffer.from(document) : json(document)
    const mediaType = 'application/vnd.in-toto+json'
    const content = blob(bytes, mediaType, size === undefined ? {} : { size })
    const about = before.manifests.find(({ descriptor }) => descriptor.digest === subject)
    const fields = { mediaType: 'application/vnd.oci.image.manifest.v1+json', artifactType: mediaType }
    return manifest({ ...fields, ...(about && { subject: about.descriptor }) }, blob(json({})), [content])
  }

  async function search(documents: readonly TestImage[]) {
    await using registry = await startTestRegistry()
    registry.put('o/app', before, 'v1')
    for (const each of documents) registry.put('o/app', each)
    await using registries = registriesWith(testEnvironment())
    const repository = parseRepository(`${registry.host}/o/app`) as Repository
    const remote = new RemoteRepository(await registries.at(repository), repository, 'pull')
    const skipped: string[] = []
    const onSkipped = (reason: string) => void skipped.push(reason)
    const result = await findScan({ remote, subject: subject as never, isTagged: false, onSkipped })
    const reads = registry.entries.filter(({ method }) => method === 'GET').length
    return { result, skipped, reads }
  }

  test.each([
    ['is not JSON', '<html>', 'it is not a statement'],
    ['is nested too deep', '['.repeat(600), 'it is not a statement'],
    ['has too many objects', `{"a":[${'{},'.repeat(600_000)}{}]}`, 'it has more than 500000 objects'],
    ['is about another image', scan([], `sha256:${'0'.repeat(64)}`), 'it is about another image'],
  ])('is skipped if it %s', async (_, document, expected) => {
    const { result, skipped } = await search([referrer(document)])
    expect([result, skipped]).toEqual([undefined, [expect.stringContaining(expected)]])
  })

  test('is not read if it is too large, and does not hide another one', async () => {
    const { result, skipped } = await search([referrer(scan([])), referrer('{}', 2 ** 40)])
    expect(result).toEqual({ scanner: grype, report: { matches: [] } })
    expect(skipped.filter((reason) => !/larger than/.test(reason))).toEqual([])
  })

  test('costs no more than four others', async () => {
    const all = Array.from({ length: 9 }, (_, each) => referrer({ each }))
    expect((await search(all)).reads).toBe(1 + 4 * 2)
  })
})
