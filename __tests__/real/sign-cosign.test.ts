import { expect, inject, test } from 'vitest'
import { startRegistry } from '../../scripts/machine/registry.ts'
import { needTool } from '../../scripts/machine/tools.ts'
import { image, index, layer } from '../support/images.ts'
import { startTestRegistry } from '../support/registry/registry.ts'
import { statementIn, useCosign } from '../support/sign/cosign.ts'
import { encryptForCosign, makeKey, type TestKeyKind } from '../support/sign/keys.ts'
import { makeWorkspace, runAction } from '../support/workspace.ts'

// What the bundle signs with a key, verified with cosign.

const variables = {
  ...inject('engine').variables,
  GITHUB_SERVER_URL: 'https://github.com',
  GITHUB_WORKFLOW_REF: 'acme/app/.github/workflows/publish.yml@refs/heads/main',
  GITHUB_RUN_ID: '17',
  GITHUB_RUN_ATTEMPT: '1',
}
const program = inject('registry')
const cosign = needTool(inject('tools'), 'cosign')

const arm = { os: 'linux', architecture: 'arm64' }
const amd = image({ layers: [layer('amd64')] })
const app = index([amd, image({ layers: [layer('arm64')], platform: arm })])
const signature = 'https://sigstore.dev/cosign/sign/v1'
const other = makeKey()

const sbom = {
  spdxVersion: 'SPDX-2.3',
  name: 'app',
  packages: [{ name: 'busybox', size: 12345678901234567890n.toString() }],
}
const bom = { bomFormat: 'CycloneDX', specVersion: '1.6', components: [] }
const vex = { '@context': 'https://openvex.dev/ns/v0.2.0', statements: [] }
const files = {
  'spdx.json': JSON.stringify(sbom),
  'bom.json': JSON.stringify(bom),
  'vex.json': JSON.stringify(vex),
}

async function startSource() {
  const source = await startTestRegistry()
  source.put('o/index', app, '1')
  source.put('o/image', amd, '1')
  return source
}

test('an index and its platforms are signed, with documents, at registries with and without referrers', async () => {
  await using workspace = await makeWorkspace(files)
  await using source = await startSource()
  await using listing = await startTestRegistry()
  await using plain = await startRegistry({ program, tls: true })
  await using verifier = await useCosign(cosign, plain.files?.authority)
  const key = makeKey()
  const images = [`${listing.host}/acme/app`, `${plain.host}/acme/app`]
  const inputs = {
    source: `docker://${source.host}/o/index:1`,
    tags: images.map((name) => `${name}:1`).join('\n'),
    'registry-auth': JSON.stringify([{ registry: plain.host, ca: plain.ca }]),
    sign: 'cosign',
    'sign-key': key.privateKey,
    attach: 'provenance\ntype=spdxjson,file=spdx.json\ntype=cyclonedx,file=bom.json\ntype=vex,file=vex.json',
  }
  const { exitCode, log, summary } = await runAction(workspace, { from: 'bundle', inputs, variables })
  expect(exitCode, log).toBe(0)
  const all = images.map(async (name) => {
    const root = `${name}@${app.root.digest}`
    expect(await verifier.verify(root, key.publicKey)).toContain(signature)
    expect(await verifier.verify(`${name}@${amd.root.digest}`, key.publicKey)).toEqual([signature])
    const [statement, ...more] = await verifier.attestations(root, 'spdxjson', key.publicKey)
    expect([statement?.predicateType, statement?.predicate, more]).toEqual(['https://spdx.dev/Document', sbom, []])
  })
  await Promise.all(all)
  await expect(verifier.verify(`${images[1]}@${app.root.digest}`, other.publicKey)).rejects.toThrow()

  // The commands in the summary, as users copy them.
  const commands = summary.match(/^cosign .*$/gm) ?? []
  expect(commands).toHaveLength(5)
  const answers = await Promise.all(commands.map((command) => verifier.copied(command, key.publicKey)))
  const types = answers.slice(1).map((answer) => statementIn(answer).predicateType)
  expect(new Set(types)).toEqual(
    new Set([
      'https://cyclonedx.org/bom',
      'https://openvex.dev/ns',
      'https://slsa.dev/provenance/v1',
      'https://spdx.dev/Document',
    ])
  )
})

test.each<[TestKeyKind, 'PEM' | 'encrypted', 'bundle' | 'legacy']>([
  ['Ed25519', 'PEM', 'bundle'],
  ['RSA-3072', 'encrypted', 'bundle'],
  ['P-256', 'encrypted', 'legacy'],
])('a single image is signed with a key: %s, %s, %s', async (kind, form, format) => {
  await using workspace = await makeWorkspace(files)
  await using source = await startSource()
  await using registry = await startTestRegistry({ behaviour: { referrers: 404 } })
  await using verifier = await useCosign(cosign)
  const key = makeKey(kind)
  const given = form === 'PEM' ? key : await encryptForCosign(key, 'open sesame', { cosign, folder: verifier.folder })
  const inputs = {
    source: `docker://${source.host}/o/image:1`,
    tags: `${registry.host}/acme/app:1`,
    sign: 'cosign',
    'sign-key': given.privateKey,
    'sign-password': form === 'PEM' ? '' : 'open sesame',
    'sign-format': format,
    attach: 'type=spdxjson,file=spdx.json',
  }
  const { exitCode, log } = await runAction(workspace, { from: 'bundle', inputs, variables })
  expect(exitCode, log).toBe(0)
  const name = `${registry.host}/acme/app@${amd.root.digest}`
  const isLegacy = format === 'legacy'
  const options = [`--new-bundle-format=${!isLegacy}`]
  const type = isLegacy ? 'cosign container image signature' : signature
  expect(await verifier.verify(name, key.publicKey, ...options)).toContain(type)
  await expect(verifier.verify(name, other.publicKey, ...options)).rejects.toThrow()
  const [statement] = await verifier.attestations(name, 'spdxjson', key.publicKey, ...options)
  expect(statement?.predicate).toEqual(sbom)
})
