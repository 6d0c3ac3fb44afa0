import { createPrivateKey } from 'node:crypto'
import { mkdir, mkdtempDisposable, readdir, readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { makeFakeDocker } from '../support/fake-docker/fake-docker.ts'
import { makeFakeScanners } from '../support/fake-scanner/fake-scanner.ts'
import { type Internet, startInternet } from '../support/identity/internet.ts'
import { OidcService } from '../support/identity/oidc-service.ts'
import { startTestRegistry } from '../support/registry/registry.ts'
import { createSigningAuthority, type SigningAuthority } from '../support/sign/chain.ts'
import { makeKey } from '../support/sign/keys.ts'
import { identityClaim, type Sigstore, startSigstore } from '../support/sign/sigstore.ts'
import { makeWorkspace, runAction, type Workspace } from '../support/workspace.ts'

// Where the keys that sign, their passwords and the workflow's tokens must not be found: in arguments, children, files, logs,
// requests and errors, with all ways to sign.

const password = 'correct horse battery'
/** As a block in YAML gives it. */
const ofFile = 'staple\nof the second line'
const githubToken = 'ghs_tokenOfTheJob0123456789abcdefghij'
const cipherWith = (passphrase: string) =>
  ({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase }) as const
const seal = (pem: string, phrase: string) => String(createPrivateKey(pem).export(cipherWith(phrase)))
const plain = makeKey('Ed25519').privateKey
const encrypted = seal(makeKey().privateKey, password)
const filed = seal(makeKey('RSA-2048').privateKey, ofFile)
const release = makeKey()
const sealedRelease = seal(release.privateKey, password)
const bodyOf = (pem: string) => pem.replaceAll(/-----[A-Z ]+-----|\s/g, '')

let internet: Internet
let oidc: OidcService
let sigstore: Sigstore
let folder: Awaited<ReturnType<typeof mkdtempDisposable>>
let authority: SigningAuthority
let certificate: string
beforeAll(async () => {
  folder = await mkdtempDisposable(join(tmpdir(), 'manifold-secrecy-'))
  ;[internet, sigstore, authority] = await Promise.all([
    startInternet(),
    startSigstore(),
    createSigningAuthority(join(folder.path, 'authority')),
  ])
  const workflow = 'https://github.com/acme/app/.github/workflows/publish.yml@refs/heads/main'
  oidc = new OidcService(internet, { claims: { [identityClaim]: workflow } })
  internet.serve('api.github.com', () => ({ status: 201, body: { id: 1 } }))
  certificate = `${await authority.issue(release)}${authority.root}`
})
afterAll(async () => {
  await Promise.all([folder, internet, sigstore].map((each) => each[Symbol.asyncDispose]()))
})

/** Pieces of the secrets that are long enough to recognize, as they are and in base64. */
function pieces(): readonly string[] {
  const keys = [plain, encrypted, filed, sealedRelease, release.privateKey]
  const lines = keys.flatMap((pem) => [bodyOf(pem), ...pem.trim().split('\n').slice(1, -1)])
  const tokens = [githubToken, oidc.requestToken, ...oidc.issued.flatMap((token) => token.split('.').slice(1))]
  return [password, ...ofFile.split('\n'), ...lines, ...tokens]
    .filter((secret) => secret.length > 5)
    .flatMap((secret) => [
      secret,
      Buffer.from(secret)
        .toString('base64')
        .replace(/.{2}=*$/, ''),
    ])
    .map((secret) => secret.slice(0, 24))
}

function expectNone(shown: string, where: string): void {
  for (const piece of pieces()) expect(shown.includes(piece), `${where} has ${piece}`).toBe(false)
}

/** Everything in the files of a folder, without those that hold secrets on purpose. */
async function filesIn(path: string, except: readonly string[] = []): Promise<string> {
  const files = await readdir(path, { recursive: true, withFileTypes: true })
  const own = files.filter((file) => file.isFile() && !except.includes(file.name))
  return (await Promise.all(own.map((file) => readFile(join(file.parentPath, file.name), 'latin1')))).join('\n')
}

/** Writes down the arguments of all processes, and its own environment. */
const snoop = `
for each in /proc/[0-9]*; do tr '\\0' '\\n' < "$each/cmdline" >> "$SEEN/arguments" || true; done 2>/dev/null
env > "$SEEN/environment"
`

/** What a builder prints that got hold of everything. */
const loot = [plain, encrypted, filed, bodyOf(plain), bodyOf(encrypted), password, ofFile, githubToken]
  .flatMap((secret) => [secret, Buffer.from(secret).toString('base64')])
  .join('\n')

async function publish(workspace: Workspace, changes: Readonly<Record<string, string>>, prints = loot) {
  await using docker = await makeFakeDocker({ prints })
  await using scanners = await makeFakeScanners()
  await using registry = await startTestRegistry()
  await using seen = await mkdtempDisposable(join(tmpdir(), 'manifold-seen-'))
  sigstore.calls.length = 0
  const lines = [
    'cosign',
    `"cosign,""key=${plain}"""`,
    `"cosign,key=team.key,""password=${ofFile}"""`,
    `"notation,""key=${sealedRelease}"",certificate=release.pem"`,
    'keyless',
  ]
  const inputs = {
    tags: `${registry.host}/acme/app:1`,
    sign: lines.join('\n'),
    'sign-key': encrypted,
    'sign-password': password,
    'fulcio-url': sigstore.fulcio,
    'rekor-url': sigstore.rekor,
    attach: 'provenance\nscan',
    scan: 'trivy',
    test: snoop,
    'github-token': githubToken,
    ...changes,
  }
  const temp = join(workspace.path, 'temp')
  await mkdir(temp, { recursive: true })
  const variables = {
    ...scanners.variables,
    ...docker.variables,
    PATH: [scanners.variables.PATH, docker.variables.PATH].join(delimiter),
    ...internet.variables,
    ...oidc.variables,
    NO_PROXY: '127.0.0.1',
    SEEN: seen.path,
    GITHUB_SERVER_URL: 'https://github.com',
    GITHUB_WORKFLOW_REF: 'acme/app/.github/workflows/publish.yml@refs/heads/main',
    GITHUB_RUN_ID: '17',
    GITHUB_RUN_ATTEMPT: '1',
  }
  const result = await runAction(workspace, { from: 'bundle', inputs, variables, temp })
  // The builder's own configuration has the logins that it may need.
  const builders = (await docker.records()).map(({ args, variables }) => ({ args, variables }))
  const children = { builders, scanners: await scanners.records(), test: await filesIn(seen.path) }
  return { ...result, children, sent: registry.log.join('\n'), stored: Object.keys(registry.tags('acme/app')) }
}

const files = { Dockerfile: 'FROM scratch\n', 'team.key': filed }
const start = async () => await makeWorkspace({ ...files, 'release.pem': certificate })

test.each(['bundle', 'legacy'])('keys, passwords and tokens are nowhere but in memory: %s', async (format) => {
  await using workspace = await start()
  const result = await publish(workspace, { 'sign-format': format })
  const { exitCode, log, summary, outputs, state, children, sent, stored } = result
  expect(exitCode, log).toBe(0)
  expect(stored).toContain('1')
  expect(outputs.signatures?.split('\n').length).toBeGreaterThanOrEqual(3)
  expect([children.builders.length, children.scanners.length]).toEqual([1, 1])
  expect(children.test.includes('\nGITHUB_REPOSITORY=acme/app\n')).toBe(true)
  expectNone(JSON.stringify(children), 'a child')
  expectNone(JSON.stringify([summary, outputs, state]), 'what later steps see')
  expectNone(log, 'the log')
  expectNone(sent, 'a request')
  const elsewhere = sigstore.calls.filter(({ service }) => service !== 'fulcio')
  expectNone(elsewhere.map((call) => JSON.stringify(call)).join('\n'), 'a request to another service')
  expectNone(await filesIn(workspace.path, ['team.key']), 'a file')
})

describe('errors show nothing of them either', () => {
  const notation = (key: string, more = '') => `"notation,""key=${key}"",certificate=release.pem${more}"`
  test.each<[string, Readonly<Record<string, string>>]>([
    ['a wrong password', { 'sign-password': `${password}!` }],
    ['a wrong password of a key in a file', { sign: `cosign,key=team.key,password=${password}` }],
    ['an incomplete key', { 'sign-key': encrypted.slice(0, -60) }],
    ['a key without its header', { 'sign-key': bodyOf(encrypted) }],
    ['a key in place of a field', { sign: `cosign,${bodyOf(plain)}` }],
    ['a key in place of a way to sign', { sign: plain }],
    ['a password in place of a key', { 'sign-key': password }],
    ['a key that notation does not support', { sign: notation(plain) }],
    ['a key of another certificate', { sign: notation(encrypted, `,password=${password}`) }],
    ['a key in place of a certificate', { sign: 'notation', 'sign-certificate': plain }],
    ['a private key in place of a public key', { 'verify-base': `"key=${plain}"` }],
  ])('%s', async (_, change) => {
    await using workspace = await start()
    const { exitCode, log, summary, outputs, state, children } = await publish(workspace, { test: '', ...change })
    expect(exitCode).toBe(1)
    expect(log).toMatch(/::error::Input '(?:sign|verify)/)
    expectNone(JSON.stringify([log, summary, outputs, state, children]), 'an error')
    expectNone(await filesIn(workspace.path, ['team.key']), 'a file')
  })

  test('a service that returns what it was sent', async () => {
    const echo = createServer(async (request, response) => {
      const said = `${await text(request)} ${request.headers.authorization}`
      response.writeHead(400, { 'content-type': 'application/json' }).end(JSON.stringify({ code: 3, message: said }))
    })
    await new Promise<void>((resolve) => echo.listen(0, '127.0.0.1', resolve))
    await using workspace = await start()
    const keyless = { sign: 'keyless', 'sign-key': '', 'sign-password': '' }
    const url = `http://127.0.0.1:${(echo.address() as AddressInfo).port}`
    const { exitCode, log, summary, outputs } = await publish(workspace, { ...keyless, 'fulcio-url': url }, '')
    echo.closeAllConnections()
    echo.close()
    expect(exitCode, log).toBe(1)
    expect(log).toContain('request of a certificate was refused: 400')
    expectNone(JSON.stringify([log, summary, outputs]), 'an error')
  })
})
