import { mkdtempDisposable, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { type RunningRegistry, startRegistry } from '../../scripts/machine/registry.ts'
import { run } from '../../scripts/machine/run.ts'
import { needTool } from '../../scripts/machine/tools.ts'
import type { StepResult } from '../../scripts/runner.ts'
import { image, index, layer } from '../support/images.ts'
import { issue, makeAuthority } from '../support/registry/certificate.ts'
import { startTestRegistry, type TestRegistry } from '../support/registry/registry.ts'
import { type Cosign, statementIn, useCosign } from '../support/sign/cosign.ts'
import { forge, renamedTo } from '../support/sign/forged.ts'
import { encryptForCosign, makeKey, type TestKey } from '../support/sign/keys.ts'
import { makeWorkspace, runAction, type Workspace } from '../support/workspace.ts'

// What the bundle signs with keys, verified with cosign: every pair of kinds of keys, their forms, formats, images and registries.

const variables = {
  ...inject('engine').variables,
  GITHUB_SERVER_URL: 'https://github.com',
  GITHUB_WORKFLOW_REF: 'acme/app/.github/workflows/publish.yml@refs/heads/main',
  GITHUB_RUN_ID: '17',
  GITHUB_RUN_ATTEMPT: '1',
}
const cosign = needTool(inject('tools'), 'cosign')
const password = 'open sesame'

const amd = image({ layers: [layer('amd64')] })
const arm = image({ layers: [layer('arm64')], platform: { os: 'linux', architecture: 'arm64' } })
const roots = { index: index([amd, arm]), image: amd }
const review = 'https://example.com/review/v1'
const files = {
  'spdx.json': JSON.stringify({ spdxVersion: 'SPDX-2.3', name: 'app', packages: [{ size: '12345678901234567890' }] }),
  'bom.json': JSON.stringify({ bomFormat: 'CycloneDX', specVersion: '1.6', components: [] }),
  'vuln.json': JSON.stringify({ scanner: { uri: 'scanner', version: '1', result: {} }, metadata: {} }),
  'review.json': JSON.stringify({ reviewed: true }),
}
const attach = `provenance\ntype=spdxjson,file=spdx.json\ntype=cyclonedx,file=bom.json\ntype=vuln,file=vuln.json\ntype=${review},file=review.json`

/** What cosign verifies: an image, or attestations of a type, with the predicate type that they must have. */
const claims: readonly (readonly [type: string | undefined, stated: string])[] = [
  [undefined, 'https://sigstore.dev/cosign/sign/v1'],
  ['spdxjson', 'https://spdx.dev/Document'],
  ['cyclonedx', 'https://cyclonedx.org/bom'],
  ['slsaprovenance1', 'https://slsa.dev/provenance/v1'],
  ['vuln', 'https://cosign.sigstore.dev/attestation/vuln/v1'],
  [review, review],
]

/** The registries, with and without the referrers API, with http and with an own authority for TLS. */
const places = ['lists', 'lists, TLS', 'no lists', 'Debian, TLS'] as const
const kinds = ['P-256', 'Ed25519', 'RSA-3072'] as const
const forms = ['PEM', 'encrypted'] as const

interface Setup {
  readonly format: 'bundle' | 'legacy'
  readonly shape: keyof typeof roots
  /** The first form is that of keys of the first and the last kind. */
  readonly first: 0 | 1
  readonly at: readonly (typeof places)[number][]
}

const setups: readonly Setup[] = [
  { format: 'bundle', shape: 'index', first: 0, at: ['lists', 'Debian, TLS'] },
  { format: 'bundle', shape: 'image', first: 1, at: ['no lists', 'lists, TLS'] },
  { format: 'legacy', shape: 'index', first: 1, at: ['no lists', 'lists, TLS'] },
  { format: 'legacy', shape: 'image', first: 0, at: ['lists', 'Debian, TLS'] },
]

/** What one process of cosign verifies. */
interface Case {
  readonly setup: Setup
  readonly kind: number
  readonly place: (typeof places)[number]
  readonly claim: number
}

const cases: readonly Case[] = setups.flatMap((setup, number) =>
  setup.at.flatMap((place, second) =>
    claims.map((_, claim): Case => ({ setup, place, claim, kind: (claim + number + second) % kinds.length }))
  )
)
const formOf = ({ setup, kind }: Pick<Case, 'setup' | 'kind'>) => forms[(setup.first + kind) % 2]

/** What cosign says of a signature in a bundle, or in the older formats, that the key has not made. */
const notThisKey = /accepted signatures do not match threshold|invalid signature when validating/

const authority = makeAuthority('Acme')
const other = makeKey()
const keys = new Map<string, TestKey>()
const signed = new Map<Setup, StepResult>()
let source: TestRegistry
let lists: TestRegistry
let secure: TestRegistry
let unlisted: TestRegistry
let debian: RunningRegistry
let workspace: Workspace
let folder: Awaited<ReturnType<typeof mkdtempDisposable>>
let verifier: Cosign

const keyName = (setup: Setup, kind: number) => `${kinds[kind]} ${formOf({ setup, kind })}`
const nameAt = (place: Case['place'], { format, shape }: Setup) => {
  const host = { lists, 'lists, TLS': secure, 'no lists': unlisted, 'Debian, TLS': debian }[place].host
  return `${host}/acme/${format}-${shape}`
}
const keyOf = ({ setup, kind }: Pick<Case, 'setup' | 'kind'>) => keys.get(keyName(setup, kind)) as TestKey
const flagsOf = ({ format }: Setup) => [`--new-bundle-format=${format === 'bundle'}`]
const typeOf = ({ format }: Setup, stated: string) =>
  format === 'legacy' && stated === claims[0]?.[1] ? 'cosign container image signature' : stated

beforeAll(async () => {
  folder = await mkdtempDisposable(join(tmpdir(), 'manifold-sign-'))
  workspace = await makeWorkspace(files)
  const tls = issue(authority)
  ;[source, lists, secure, unlisted, debian] = await Promise.all([
    startTestRegistry(),
    startTestRegistry(),
    startTestRegistry({ tls }),
    startTestRegistry({ behaviour: { referrers: 404 } }),
    startRegistry({ program: inject('registry'), tls: true }),
  ])
  const trusted = join(folder.path, 'authorities.pem')
  await writeFile(trusted, `${authority.cert}\n${debian.ca}`)
  verifier = await useCosign(cosign, trusted)
  for (const [shape, root] of Object.entries(roots)) source.put(`o/${shape}`, root, '1')
  for (const kind of kinds) for (const form of forms) keys.set(`${kind} ${form}`, makeKey(kind))
  await Promise.all(kinds.map(encrypt))
  await Promise.all(setups.map(async (setup) => signed.set(setup, await sign(setup))))
})
afterAll(async () => {
  await Promise.all(
    [folder, workspace, source, lists, secure, unlisted, debian, verifier].map((each) => each[Symbol.asyncDispose]())
  )
})

async function encrypt(kind: (typeof kinds)[number]): Promise<void> {
  await using own = await mkdtempDisposable(join(folder.path, 'key-'))
  const plain = keys.get(`${kind} encrypted`) as TestKey
  keys.set(`${kind} encrypted`, await encryptForCosign(plain, password, { cosign, folder: own.path }))
}

/** One run signs with three keys, one of each kind. */
async function sign(setup: Setup): Promise<StepResult> {
  const lines = kinds.map((_, kind) => {
    const secret = formOf({ setup, kind }) === 'PEM' ? '' : `,password=${password}`
    return `"cosign,""key=${keyOf({ setup, kind }).privateKey}""${secret}"`
  })
  const inputs = {
    source: `docker://${source.host}/o/${setup.shape}:1`,
    tags: setup.at.map((place) => `${nameAt(place, setup)}:1`).join('\n'),
    'registry-auth': JSON.stringify([
      { registry: secure.host, ca: authority.cert },
      { registry: debian.host, ca: debian.ca },
    ]),
    sign: lines.join('\n'),
    'sign-format': setup.format,
    attach,
  }
  return await runAction(workspace, { from: 'bundle', inputs, variables })
}

test('the cases have every pair of what they vary', () => {
  const rows = cases.map((each) => {
    const { setup, kind, place, claim } = each
    return { kind, form: formOf(each), format: setup.format, shape: setup.shape, place, claim }
  })
  const factors = Object.keys(rows[0] ?? {}) as (keyof (typeof rows)[number])[]
  const valuesOf = (...names: typeof factors) =>
    new Set(rows.map((row) => names.map((name) => String(row[name])).join(' '))).size
  const pairs = factors.flatMap((one, at) => factors.slice(at + 1).map((two) => [one, two] as const))
  const missing = pairs.filter(([one, two]) => valuesOf(one, two) < valuesOf(one) * valuesOf(two))
  expect(missing).toEqual([])
  expect(factors.map((name) => valuesOf(name))).toEqual([3, 2, 2, 2, 4, 6])
})

test('an image, its platforms and what is attached are signed with several keys, and cosign verifies all of it', async () => {
  for (const { exitCode, log } of signed.values()) expect(exitCode, log).toBe(0)
  const verified = cases.map(async ({ setup, kind, place, claim }) => {
    const [type, stated = ''] = claims[claim] ?? []
    const name = `${nameAt(place, setup)}@${roots[setup.shape].root.digest}`
    const { publicKey } = keyOf({ setup, kind })
    const found =
      type === undefined
        ? (await verifier.verify(name, publicKey, ...flagsOf(setup))).filter((each) => each === typeOf(setup, stated))
        : (await verifier.attestations(name, type, publicKey, ...flagsOf(setup))).map((each) => each.predicateType)
    expect(found, `${JSON.stringify(setup)} ${place} ${keyName(setup, kind)}`).toEqual([typeOf(setup, stated)])
  })
  const platforms = cases
    .filter(({ setup, claim }) => setup.shape === 'index' && claim === 0)
    .flatMap(({ setup, kind, place }) =>
      [amd, arm].map(async ({ root }) => {
        const name = `${nameAt(place, setup)}@${root.digest}`
        const found = await verifier.verify(name, keyOf({ setup, kind }).publicKey, ...flagsOf(setup))
        expect(found).toEqual([typeOf(setup, 'https://sigstore.dev/cosign/sign/v1')])
      })
    )
  await Promise.all([...verified, ...platforms])
})

test('the commands in the summary verify it, as users copy them', async () => {
  const [setup] = setups as [Setup]
  const commands = signed.get(setup)?.summary.match(/^cosign .*$/gm) ?? []
  expect(commands).toHaveLength(claims.length)
  const { publicKey } = keyOf({ setup, kind: 0 })
  const answers = await Promise.all(commands.map((command) => verifier.copied(command, publicKey)))
  const types = answers.slice(1).map((answer) => statementIn(answer).predicateType)
  expect(new Set(types)).toEqual(new Set(claims.slice(1).map(([, stated]) => stated)))
  const [spdx] = await verifier.attestations(
    `${nameAt('lists', setup)}@${roots.index.root.digest}`,
    'spdxjson',
    publicKey
  )
  expect(spdx?.predicate).toEqual(JSON.parse(files['spdx.json']))
})

test('cosign rejects another key, these signatures on another image, and altered signatures', async () => {
  const wrongKey = cases
    .filter(({ claim }) => claim === 0)
    .map(async ({ setup, place }) => {
      const name = `${nameAt(place, setup)}@${roots[setup.shape].root.digest}`
      await expect(verifier.verify(name, other.publicKey, ...flagsOf(setup))).rejects.toThrow(notThisKey)
      await expect(verifier.attestations(name, 'spdxjson', other.publicKey, ...flagsOf(setup))).rejects.toThrow(
        notThisKey
      )
    })
  const forged = setups
    .filter(({ at }) => at.includes('lists'))
    .flatMap((setup) =>
      [
        [image({ layers: [layer(`other ${setup.format}`)] }), undefined, /digest|mismatch/],
        [image({ layers: [layer(`altered ${setup.format}`)] }), renamedTo, /invalid signature|could not verify/],
      ].map(async ([to, change, problem]) => {
        const name = `acme/${setup.format}-${setup.shape}`
        const target = to as typeof amd
        const alter = typeof change === 'function' ? (change as typeof renamedTo)(target) : undefined
        await forge({ registry: lists, name }, roots[setup.shape].root.digest, target, alter)
        const { publicKey } = keyOf({ setup, kind: 0 })
        const verifying = verifier.verify(`${lists.host}/${name}@${target.root.digest}`, publicKey, ...flagsOf(setup))
        await expect(verifying).rejects.toThrow(problem as RegExp)
      })
    )
  await Promise.all([...wrongKey, ...forged])
})

test('what cosign has signed where there are no lists is kept', async () => {
  const key = keys.get('P-256 encrypted') as TestKey
  const name = `${unlisted.host}/acme/kept`
  unlisted.put('acme/kept', amd)
  await writeFile(join(folder.path, 'cosign.key'), key.privateKey)
  const offline = ['--tlog-upload=false', '--use-signing-config=false', '--allow-http-registry', '--yes']
  await run(cosign, ['sign', '--key=cosign.key', ...offline, `${name}@${amd.root.digest}`], {
    variables: { HOME: folder.path, PATH: process.env.PATH, COSIGN_PASSWORD: password },
    directory: folder.path,
    timeout: 60_000,
  })
  const inputs = { sign: 'cosign', 'sign-key': key.privateKey, 'sign-password': password }
  const from = { source: `docker://${source.host}/o/image:1`, tags: `${name}:1` }
  const { exitCode, log } = await runAction(workspace, { from: 'bundle', inputs: { ...from, ...inputs }, variables })
  expect(exitCode, log).toBe(0)
  expect(log).toContain(`${name}: kept 1 signature`)
})
