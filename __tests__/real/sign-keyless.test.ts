import { mkdtempDisposable, readdir, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { run } from '../../scripts/machine/run.ts'
import { needTool } from '../../scripts/machine/tools.ts'
import { type Internet, startInternet } from '../support/identity/internet.ts'
import { issuer, OidcService } from '../support/identity/oidc-service.ts'
import { image, index, layer } from '../support/images.ts'
import { startTestRegistry, type TestRegistry } from '../support/registry/registry.ts'
import { tokenFor } from '../support/sign/legacy-keyless.ts'
import { identityClaim, type Sigstore, startSigstore } from '../support/sign/sigstore.ts'
import { makeWorkspace, runAction } from '../support/workspace.ts'

// What the bundle signs with the identity of a workflow, verified with cosign.

const workflow = 'https://github.com/acme/app/.github/workflows/publish.yml@refs/heads/main'
const cosign = needTool(inject('tools'), 'cosign')
const amd = image({ layers: [layer('amd64')] })
const app = index([amd, image({ layers: [layer('arm64')], platform: { os: 'linux', architecture: 'arm64' } })])
const sbom = { spdxVersion: 'SPDX-2.3', name: 'app', packages: [] }

let internet: Internet
let oidc: OidcService
let sigstore: Sigstore
/** The attestations that GitHub was given, and the status that it responds with. */
let attestations: { bundle: Bundle }[] = []
let status = 201

interface Bundle {
  readonly dsseEnvelope: { readonly payload: string }
}
beforeAll(async () => {
  internet = await startInternet()
  sigstore = await startSigstore()
  internet.serve('api.github.com', ({ method, url, body }) => {
    expect(`${method} ${url.pathname}`).toBe('POST /repos/acme/app/attestations')
    if (status === 201) attestations.push(JSON.parse(body))
    return { status, body: status === 201 ? { id: 1 } : { message: 'Resource not accessible by integration' } }
  })
  oidc = new OidcService(internet, { claims: { [identityClaim]: workflow } })
})
afterAll(async () => {
  await sigstore[Symbol.asyncDispose]()
  await internet[Symbol.asyncDispose]()
})

async function sign(registry: TestRegistry, inputs: Readonly<Record<string, string>> = {}) {
  await using source = await startTestRegistry()
  source.put('o/index', app, '1')
  await using workspace = await makeWorkspace({
    'spdx.json': JSON.stringify(sbom),
    'trusted-root.json': sigstore.trustedRoot,
  })
  sigstore.calls.length = 0
  attestations = []
  const result = await runAction(workspace, {
    from: 'bundle',
    inputs: {
      source: `docker://${source.host}/o/index:1`,
      tags: `${registry.host}/acme/app:1`,
      sign: 'keyless',
      'fulcio-url': sigstore.fulcio,
      'rekor-url': sigstore.rekor,
      'github-token': 'token-of-the-job',
      ...inputs,
    },
    variables: {
      ...internet.variables,
      NO_PROXY: '127.0.0.1',
      ...oidc.variables,
      GITHUB_SERVER_URL: 'https://github.com',
      GITHUB_WORKFLOW_REF: 'acme/app/.github/workflows/publish.yml@refs/heads/main',
      GITHUB_RUN_ID: '17',
      GITHUB_RUN_ATTEMPT: '1',
    },
  })
  const files = await Promise.all(
    (await readdir(workspace.path, { recursive: true, withFileTypes: true }))
      .filter((file) => file.isFile())
      .map((file) => readFile(join(file.parentPath, file.name), 'latin1'))
  )
  return { ...result, files }
}

/** Runs a command that was copied from the summary, in a folder with the trusted root. */
async function copied(command: string, change = (text: string) => text): Promise<string> {
  await using folder = await mkdtempDisposable(join(tmpdir(), 'manifold-keyless-'))
  await writeFile(join(folder.path, 'trusted-root.json'), sigstore.trustedRoot)
  const [, ...args] = change(command).split(' ')
  const variables = { HOME: folder.path, PATH: process.env.PATH }
  return await run(cosign, args, { variables, directory: folder.path, timeout: 60_000 })
}

/** What cosign verified, with its type. */
function signedIn(output: string): string[] {
  const found: { critical: { type: string; image: { 'docker-manifest-digest': string } } }[] = JSON.parse(output)
  return found.map(({ critical: { type, image } }) => `${type} ${image['docker-manifest-digest']}`)
}

test('an index is signed, with documents; cosign verifies it for this workflow only', async () => {
  await using registry = await startTestRegistry()
  const attach = 'provenance\ntype=spdxjson,file=spdx.json'
  const first = await sign(registry, { attach })
  expect(first.exitCode, first.log).toBe(0)
  expect(first.outputs.signatures?.split('\n')).toHaveLength(3)
  const commands = first.summary.match(/^cosign .*$/gm) ?? []
  expect(commands).toHaveLength(3)
  const [signature = '', ...documents] = await Promise.all(commands.map((command) => copied(command)))
  // Cosign lists all that it verified, in the order in which the registry lists the referrers.
  expect(signedIn(signature).toSorted()).toEqual([
    `https://sigstore.dev/cosign/sign/v1 ${app.root.digest}`,
    `https://slsa.dev/provenance/v1 ${app.root.digest}`,
    `https://spdx.dev/Document ${app.root.digest}`,
  ])
  const predicates = documents.map((text) =>
    JSON.parse(Buffer.from(JSON.parse(text.split('\n')[0] ?? '').payload, 'base64').toString())
  )
  expect(predicates.map(({ predicateType }) => predicateType).toSorted()).toEqual([
    'https://slsa.dev/provenance/v1',
    'https://spdx.dev/Document',
  ])
  const [command = ''] = commands
  for (const [own, other] of [
    ['publish.yml', 'other.yml'],
    [issuer, 'https://example.com'],
  ] as const) {
    await expect(copied(command, (text) => text.replace(own, other))).rejects.toThrow(
      /no matching CertificateIdentity found/
    )
  }

  // GitHub has the same attestations as the registry.
  const stored = attestations.map(({ bundle: { dsseEnvelope } }) =>
    JSON.parse(Buffer.from(dsseEnvelope.payload, 'base64').toString())
  )
  expect(stored).toEqual(expect.arrayContaining(predicates))
  expect(stored).toHaveLength(2)
  expect(first.summary).toContain(
    `\ngh attestation verify oci://${registry.host}/acme/app@${app.root.digest} --repo acme/app --custom-trusted-root trusted-root.jsonl\n`
  )
  const provenance = stored.find(({ predicateType }) => predicateType === 'https://slsa.dev/provenance/v1')
  expect(provenance.predicate).toEqual({
    buildDefinition: {
      buildType: 'https://actions.github.io/buildtypes/workflow/v1',
      externalParameters: {
        workflow: {
          ref: 'refs/heads/main',
          repository: 'https://github.com/acme/app',
          path: '.github/workflows/publish.yml',
        },
      },
      internalParameters: {
        github: {
          event_name: 'push',
          repository_id: '74',
          repository_owner_id: '65',
          runner_environment: 'github-hosted',
        },
      },
      resolvedDependencies: [
        {
          uri: 'git+https://github.com/acme/app@refs/heads/main',
          digest: { gitCommit: '1a2b3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d' },
        },
      ],
    },
    runDetails: {
      builder: { id: workflow },
      metadata: { invocationId: 'https://github.com/acme/app/actions/runs/30433642/attempts/2' },
    },
  })

  // One certificate for all, one entry for each, and the token of the workflow only where it belongs.
  expect(sigstore.linesTo('fulcio')).toEqual(['POST /api/v2/signingCert'])
  expect(sigstore.linesTo('rekor').filter((line) => line.startsWith('POST'))).toHaveLength(5)
  const tokens = [...oidc.issued, oidc.requestToken]
  const elsewhere = sigstore.calls
    .filter(({ service }) => service !== 'fulcio')

    .map((call) => JSON.stringify(call))
  const seen = [
    ...elsewhere,
    registry.log.join('\n'),
    first.log,
    first.summary,
    JSON.stringify(first.outputs),
    ...first.files,
  ]
  for (const text of seen) {
    for (const token of tokens) expect(text).not.toContain(token)
    expect(text).not.toContain('PRIVATE KEY')
  }

  // Another run of the workflow keeps what is there.
  const again = await sign(registry, { attach })
  expect(again.exitCode, again.log).toBe(0)
  expect(again.outputs.signatures).toBe(first.outputs.signatures)
  expect(new Set(again.outputs.attestations?.split('\n'))).toEqual(new Set(first.outputs.attestations?.split('\n')))
  expect(again.log).toContain('kept 3 signatures and 2 documents')
  expect(attestations).toEqual([])
  expect(sigstore.linesTo('rekor').filter((line) => line.startsWith('POST'))).toEqual([])
  expect(sigstore.linesTo('fulcio')).toEqual(['GET /api/v2/trustBundle'])
})

test('without a log, timestamps count', async () => {
  await using registry = await startTestRegistry()
  const inputs = { 'rekor-url': '', 'timestamp-url': sigstore.timestamp, 'trusted-root': 'trusted-root.json' }
  const { exitCode, log, summary } = await sign(registry, inputs)
  expect(exitCode, log).toBe(0)
  const [command = ''] = summary.match(/^cosign .*$/gm) ?? []
  expect(signedIn(await copied(command))).toEqual([`https://sigstore.dev/cosign/sign/v1 ${app.root.digest}`])
  expect(sigstore.linesTo('rekor')).toEqual([])
})

test('a job that may not store attestations with GitHub publishes all the same, and learns what to add', async () => {
  await using registry = await startTestRegistry()
  status = 403
  const { exitCode, log, summary } = await sign(registry, { attach: 'provenance' })
  status = 201
  expect(exitCode, log).toBe(0)
  expect(Object.keys(registry.tags('acme/app'))).toEqual(['1'])
  expect(log).toMatch(
    /::notice::The attestations are in the registries, but not stored with GitHub: .*Resource not accessible by integration.* add 'attestations: write' to the 'permissions'/
  )
  expect(summary).toContain(' --repo acme/app --bundle-from-oci --custom-trusted-root')
})

test.each(['fulcio', 'rekor'] as const)('no tag moves if %s is down', async (service) => {
  await using registry = await startTestRegistry()
  sigstore.failures[service] = Array(200).fill(400)
  const { exitCode, log } = await sign(registry)
  sigstore.failures[service] = []
  expect([exitCode, registry.tags('acme/app')], log).toEqual([1, {}])
  expect(log).toContain(`Check 'sign': ${new URL(sigstore[service]).host}: `)
})

/** Signs as most base images are signed: with cosign, under the tag that versions 1 and 2 use. */
async function signWithCosign(registry: TestRegistry): Promise<void> {
  registry.put('acme/app', app, '1')
  await using folder = await mkdtempDisposable(join(tmpdir(), 'manifold-keyless-'))
  const [root, token] = [join(folder.path, 'trusted-root.json'), join(folder.path, 'token')]
  await writeFile(root, sigstore.trustedRoot)
  await writeFile(token, tokenFor({ identity: workflow, issuer }))
  const services = [`--fulcio-url=${sigstore.fulcio}`, `--rekor-url=${sigstore.rekor}`, `--trusted-root=${root}`]
  const format = ['--new-bundle-format=false', '--use-signing-config=false', '--yes', '--allow-http-registry']
  const args = [
    'sign',
    `--identity-token=${token}`,
    ...services,
    ...format,
    `${registry.host}/acme/app@${app.root.digest}`,
  ]
  const variables = { HOME: folder.path, PATH: process.env.PATH }
  await run(cosign, args, { variables, directory: folder.path, timeout: 60_000 })
  expect(Object.keys(registry.tags('acme/app'))).toEqual(['1', `${app.root.digest.replace(':', '-')}.sig`])
}

test.each([
  [
    'this action',
    async (registry: TestRegistry) => {
      const { exitCode, log } = await sign(registry)
      expect(exitCode, log).toBe(0)
    },
  ],
  ['cosign, in the legacy format', signWithCosign],
] as const)('an image is promoted only if the workflow that is named has signed it: with %s', async (_, signAt) => {
  await using from = await startTestRegistry()
  await using to = await startTestRegistry()
  await signAt(from)
  await using workspace = await makeWorkspace({ 'trusted-root.json': sigstore.trustedRoot })
  const promote = async (line: string) => {
    const verify = { 'verify-source': line, 'trusted-root': 'trusted-root.json' }
    const inputs = { source: `docker://${from.host}/acme/app:1`, tags: `${to.host}/acme/app:1`, ...verify }
    return await runAction(workspace, { from: 'bundle', inputs, variables: { PATH: process.env.PATH } })
  }
  const refused = await promote(`identity=https://github.com/acme/other,issuer=${issuer}`)
  expect([refused.exitCode, to.tags('acme/app')], refused.log).toEqual([1, {}])
  expect(refused.log).toContain(
    `(what it has claims to be signed by ${workflow} (issuer ${issuer}); expected: https://github.com/acme/other (issuer ${issuer})). Sign it there`
  )
  const elsewhere = await promote(`identity=${workflow},issuer=https://elsewhere.example`)
  expect([elsewhere.exitCode, to.tags('acme/app')], elsewhere.log).toEqual([1, {}])
  expect(elsewhere.log).toContain(
    `(what it has claims to be signed by ${workflow} (issuer ${issuer}); expected: ${workflow} (issuer https://elsewhere.example)). Sign it there`
  )
  const accepted = await promote(`identity=${workflow},issuer=${issuer}`)
  expect(accepted.exitCode, accepted.log).toBe(0)
  expect(to.tags('acme/app')).toEqual({ 1: app.root.digest })
})
