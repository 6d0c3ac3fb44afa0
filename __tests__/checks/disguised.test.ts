import { afterAll, beforeAll, expect, test } from 'vitest'
import { bundleSigner } from '../../src/attach/cosign/bundle-signer.ts'
import { parsePublicKey } from '../../src/attach/keys/public-key.ts'
import { parseSigningKey } from '../../src/attach/keys/signing-key.ts'
import { keyAuthority } from '../../src/attach/policy/authority.ts'
import { subjectsOf } from '../../src/attach/release/signed-manifests.ts'
import { imageHere } from '../../src/checks/content/checked-image.ts'
import { platformManifests } from '../../src/checks/content/platform-manifests.ts'
import { parseDescriptor } from '../../src/oci/descriptor.ts'
import { verifyBases } from '../../src/steps/checks/policy/verify-base.ts'
import { testEnvironment } from '../support/environment.ts'
import { makeFakeScanners } from '../support/fake-scanner/fake-scanner.ts'
import { index, type TestImage } from '../support/images.ts'
import { Layouts, partFor } from '../support/parts.ts'
import { contentIn, registriesWith, sourceOf } from '../support/publish.ts'
import { attestation } from '../support/registry/content/attestation.ts'
import { startTestRegistry } from '../support/registry/registry.ts'
import { referrer } from '../support/sign/attaching.ts'
import { makeKey } from '../support/sign/keys.ts'
import { makeWorkspace, runAction, type Workspace } from '../support/workspace.ts'

// Images that an index passes off as something that needs no check, although clients run them.

const [amd, arm] = [partFor('linux/amd64'), partFor('linux/arm64')]
const unknown = { os: 'unknown', architecture: 'unknown' }
const strange = { os: 'linux', architecture: 'amd64 --privileged\n' }
const mark = { 'vnd.docker.reference.type': 'attestation-manifest' }
/** The entry of an image with other fields. */
const listedAs = (image: TestImage, fields: object): TestImage => ({ ...image, root: { ...image.root, ...fields } })

let layouts: Layouts
let workspace: Workspace
beforeAll(async () => {
  layouts = await Layouts.make()
  workspace = await makeWorkspace({ Dockerfile: 'FROM scratch\n' })
})
afterAll(async () => {
  await layouts[Symbol.asyncDispose]()
  await workspace[Symbol.asyncDispose]()
})

async function publish(image: TestImage, inputs: Readonly<Record<string, string>>) {
  await using registry = await startTestRegistry()
  await using scanners = await makeFakeScanners()
  const source = `oci-layout:${await layouts.of(image)}`
  const { exitCode, log } = await runAction(workspace, {
    variables: { ...scanners.variables, RUNNER_OS: 'Linux', RUNNER_ARCH: 'X64' },
    inputs: { source, images: `${registry.host}/o/app`, tags: 'v1', ...inputs },
  })
  const errors = log.split('\n').flatMap((line) => /^::error::(.*)/.exec(line)?.[1] ?? [])
  const scanned = (await scanners.records()).map(({ platform }) => platform)
  const tested = [...log.matchAll(/^tested (.*)$/gm)].map(([, platform]) => platform)
  return { exitCode, log, errors, tags: registry.tags('o/app'), scanned, tested }
}

const both = { scan: 'trivy', test: 'echo "tested $MANIFOLD_PLATFORM"', 'test-platforms': 'all' }

test('an image is tested and scanned although its index lists it for no platform as well', async () => {
  const { exitCode, log, scanned, tested } = await publish(index([amd, listedAs(amd, { platform: unknown })]), both)
  expect(exitCode, log).toBe(0)
  expect([scanned, tested]).toEqual([['linux/amd64'], ['linux/amd64']])
})

test.each([
  ['marked as attestations', [listedAs(amd, { annotations: mark })], ['linux/amd64']],
  ['listed for no platform at all', [listedAs(amd, { platform: unknown, annotations: mark })], ['linux/amd64']],
  ['for two platforms', [arm, listedAs(arm, { platform: amd.root.platform })], ['linux/arm64', 'linux/amd64']],
  ['for a platform that no builder knows', [listedAs(amd, { platform: strange })], ['unknown']],
  ['beside attestations', [amd, attestation(amd), attestation(amd, { form: 'image' })], ['linux/amd64']],
] as const)('an image is checked if it is %s', async (_, entries, platforms) => {
  const image = index(entries)
  const { signal } = new AbortController()
  const found = await platformManifests(imageHere(sourceOf(image, contentIn(image))), signal)
  expect(found.map(({ platform }) => platform)).toEqual(platforms)
})

test('no tag moves if there is nothing to test or scan', async () => {
  const { exitCode, errors, tags } = await publish(index([attestation(amd)]), both)
  expect([exitCode, tags]).toEqual([1, {}])
  expect(errors).toEqual([
    expect.stringMatching(/^Check 'test': there is nothing to test or scan, since the image lists no platform\./),
    expect.stringMatching(/^Check 'scan': .*@sha256:\w+: there is nothing to test or scan, since/),
  ])
})

test('what clients take for an image is signed as one', () => {
  const disguised = listedAs(arm, { annotations: mark })
  expect(subjectsOf(index([amd, disguised, attestation(amd)])).map(({ digest }) => digest)).toContain(arm.root.digest)
})

test('a base index counts as signed only if all that clients may run of it is signed', async () => {
  await using registry = await startTestRegistry()
  const { publicKey, privateKey } = makeKey()
  const fail = (problem: string) => new Error(problem)
  const signer = bundleSigner(await parseSigningKey(privateKey, '', fail))
  const repository = { registry: registry.host, name: 'o/base' }
  const signed = await signer.sign({ subject: amd.root, repository })
  registry.put('o/base', amd)
  registry.put('o/base', referrer(signed, amd))
  const environment = testEnvironment()
  await using registries = registriesWith(environment)
  const job = { registries, environment, stop: { network: environment.signal } }
  const policy = { input: 'verify-base', authorities: [keyAuthority(parsePublicKey(publicKey, fail), 'key')] } as const
  const verify = async (base: TestImage) => {
    registry.put('o/base', base)
    const images = [`${registry.host}/o/base@${base.root.digest}`]
    await verifyBases(
      [{ builtFrom: { images, layouts: [] } }],
      policy,
      job as unknown as Parameters<typeof verifyBases>[2]
    )
  }
  await verify(index([amd, attestation(amd)]))
  for (const platform of [arm.root.platform, undefined]) {
    const disguised = listedAs(arm, { annotations: mark, platform })
    await expect(verify(index([amd, disguised]))).rejects.toThrow('has no signature')
  }
})

test('a platform that parsers read in different ways is refused', () => {
  const entry = { ...amd.root, platform: { ...unknown, OS: 'linux', Architecture: 'amd64' } }
  expect(() => parseDescriptor(entry, 'entry 1')).toThrow(
    "the platform of entry 1 has the field 'OS', which some parsers take for 'os'"
  )
})
