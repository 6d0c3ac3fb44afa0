import { describe, expect, test } from 'vitest'
import { parseRecord, recordOf } from '../../src/json.ts'
import { referrersTag } from '../../src/oci/distribution/referrer-tags.ts'
import { makeFakeScanners } from '../support/fake-scanner/fake-scanner.ts'
import { index, type TestImage } from '../support/images.ts'
import { Layouts, partFor } from '../support/parts.ts'
import { startTestRegistry, type TestRegistry } from '../support/registry/registry.ts'
import { makeKey } from '../support/sign/keys.ts'
import { makeWorkspace, runAction } from '../support/workspace.ts'

// What a scan found, attached to the image that was scanned.

const [amd, arm] = [partFor('linux/amd64'), partFor('linux/arm64')]
const both = index([amd, arm])
const { privateKey } = makeKey()
const vuln = 'https://cosign.sigstore.dev/attestation/vuln/v1'
const signed = { sign: 'cosign', 'sign-key': privateKey }
const attached = { scan: 'grype', 'scan-fail-on': 'never', attach: 'scan' }

interface Case {
  readonly image?: TestImage
  readonly mood?: string
}

/** Publishes an image from a layout, and scans it on the way. */
async function publish(registry: TestRegistry, inputs: Readonly<Record<string, string>>, { image, mood }: Case = {}) {
  await using scanners = await makeFakeScanners(mood)
  await using layouts = await Layouts.make()
  await using workspace = await makeWorkspace({ README: 'app' })
  const source = `oci-layout:${await layouts.of(image ?? both)}`
  const result = await runAction(workspace, {
    variables: scanners.variables,
    inputs: { source, images: `${registry.host}/o/app`, tags: 'v1', ...inputs },
  })
  return { ...result, errors: result.log.split('\n').filter((line) => line.startsWith('::error::')) }
}

/** The statements about scans among what refers to an image. */
async function scansOf(registry: TestRegistry, { root }: TestImage) {
  const listed = await fetch(`http://${registry.host}/v2/o/app/referrers/${root.digest}`)
  const tagged = registry.manifest('o/app', registry.tags('o/app')[referrersTag(root.digest)] ?? root.digest)
  const list = listed.ok ? await listed.text() : `${Buffer.from(tagged?.bytes ?? [])}`
  const { manifests } = parseRecord(list) as { manifests: readonly { digest: string }[] }
  const statements = manifests.map(({ digest }) => {
    const { layers } = parseRecord(`${Buffer.from(registry.manifest('o/app', digest)?.bytes ?? [])}`)
    const [{ digest: layer }] = layers as [{ digest: string }]
    const content = parseRecord(`${Buffer.from(registry.blob('o/app', layer) ?? [])}`)
    const { payload } = recordOf(content.dsseEnvelope)
    return payload ? parseRecord(Buffer.from(String(payload), 'base64').toString()) : content
  })
  return statements.filter(({ predicateType }) => predicateType === vuln)
}

describe.each([
  ['signed', signed, 'works'],
  ['unsigned', {}, 'works'],
  ['signed, without the referrers API', signed, 404],
] as const)('%s', (_, inputs, referrers) => {
  test('the report about each platform is attached to its manifest, before the tag moves', async () => {
    await using registry = await startTestRegistry({ behaviour: { referrers } })
    const { exitCode, log, outputs, summary } = await publish(registry, { ...attached, ...inputs })
    expect(exitCode, log).toBe(0)
    expect(await scansOf(registry, both)).toEqual([])
    for (const platform of [amd, arm]) {
      const [statement, ...others] = await scansOf(registry, platform)
      expect(others).toEqual([])
      const [algorithm = '', hex] = platform.root.digest.split(':')
      expect(statement?.subject).toEqual([{ digest: { [algorithm]: hex } }])
      expect(statement?.predicate).toMatchObject({
        scanner: { uri: expect.stringMatching(/^pkg:github\/anchore\/grype@/), result: { matches: expect.any(Array) } },
        metadata: { scanStartedOn: expect.stringMatching(/^\d{4}-.*Z$/), scanFinishedOn: expect.any(String) },
      })
      expect(JSON.stringify(statement)).not.toContain('scan-0')
    }
    expect(outputs.attestations?.split('\n')).toHaveLength(2)
    const [, commands = ''] = /\*\*Verify:\*\*\n\n```\n(.*?)\n```/s.exec(summary) ?? []
    const isSigned = 'sign' in inputs
    const [own, option] = ['cosign verify', '--key cosign.pub --insecure-ignore-tlog']
    expect(commands.split('\n')).toEqual([
      ...(isSigned ? [`${own} ${option} ${registry.host}/o/app@${both.root.digest}`] : []),
      '# Its platforms are verified in the same way, with their digests:',
      `# linux/amd64: ${amd.root.digest}`,
      `# linux/arm64: ${arm.root.digest}`,
      `${isSigned ? `${own}-attestation --type ${vuln} ${option}` : 'oras discover --artifact-type application/vnd.in-toto+json'} ${registry.host}/o/app@${amd.root.digest}`,
    ])
    const written = registry.entries.filter(({ method, route }) => method === 'PUT' && route.kind === 'manifest')
    expect(written.at(-1)?.route.reference).toBe('v1')
  })
})

test('a scan that objects is attached nowhere', async () => {
  await using registry = await startTestRegistry()
  const { exitCode } = await publish(registry, { ...attached, 'scan-fail-on': 'critical' }, { image: amd })
  expect([exitCode, registry.tags('o/app'), await scansOf(registry, amd)]).toEqual([1, {}, []])
  expect(registry.sessions).toEqual([])
})

test("'attach: scan' needs a scan", async () => {
  await using registry = await startTestRegistry()
  const { errors } = await publish(registry, { attach: 'scan' })
  expect(errors).toEqual(["::error::Input 'attach': nothing is scanned: add the input 'scan', or remove 'scan' here"])
  expect(registry.entries).toEqual([])
})
