import { mkdtempDisposable, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { StepResult } from '../../scripts/runner.ts'
import { makeFakeDocker } from '../support/fake-docker/fake-docker.ts'
import type { Instructions } from '../support/fake-docker/instructions.ts'
import { AzureCloud, clientId, tenantId } from '../support/identity/azure.ts'
import { type Front, startFront } from '../support/identity/front.ts'
import { account, GoogleCloud, provider } from '../support/identity/google.ts'
import { type Internet, startInternet } from '../support/identity/internet.ts'
import { OidcService } from '../support/identity/oidc-service.ts'
import { issueFor } from '../support/identity/refresh.ts'
import { startTestRegistry, type TestRegistry } from '../support/registry/registry.ts'
import { Tokens } from '../support/registry/tokens.ts'
import { makeWorkspace, runAction } from '../support/workspace.ts'

// The whole action, as the runner starts it, at registries of two clouds.

const atGoogle = 'europe-west1-docker.pkg.dev'
const atAzure = 'acme.azurecr.io'

let internet: Internet
let oidc: OidcService
let google: GoogleCloud
let azure: AzureCloud
let artifactRegistry: TestRegistry
let acr: TestRegistry
let front: Front
beforeAll(async () => {
  internet = await startInternet()
})
afterAll(() => internet[Symbol.asyncDispose]())
beforeEach(async () => {
  oidc = new OidcService(internet)
  google = new GoogleCloud(internet, oidc)
  azure = new AzureCloud(internet, oidc)
  const users = Object.defineProperty({}, 'oauth2accesstoken', { get: () => google.password ?? 'none' })
  artifactRegistry = await startRegistry(atGoogle, new Tokens({ users }), '/v2/token')
  acr = await startRegistry(atAzure, new Tokens({ refreshTokens: { known: clientId } }), '/oauth2/token')
  internet.route(atGoogle, artifactRegistry.host)
  const oauth2 = azure.registry(atAzure, issueFor(acr))
  front = await startFront(internet, atAzure, { registry: acr, oauth2 })
  internet.requests.length = 0
  return async () => {
    await front[Symbol.asyncDispose]()
    await Promise.all([artifactRegistry, acr].map((registry) => registry[Symbol.asyncDispose]()))
  }
})

async function startRegistry(host: string, tokens: Tokens, path: string): Promise<TestRegistry> {
  tokens.behave({ anonymous: 'refused' })
  const realm = host === atAzure ? { realm: `https://${host}${path}`, service: host } : {}
  return await startTestRegistry({
    auth: { kind: 'bearer', tokens, ...realm },
    tls: internet.certificateFor(host, '127.0.0.1'),
  })
}

interface Job {
  readonly inputs: Readonly<Record<string, string>>
  readonly variables?: Readonly<Record<string, string | undefined>>
  readonly builder?: Partial<Instructions>
  readonly from?: 'bundle'
}

/** Runs the action, which must show and leave nothing secret. */
async function run({ inputs, variables = {}, builder = {}, from }: Job) {
  await using docker = await makeFakeDocker(builder)
  await using workspace = await makeWorkspace({ Dockerfile: 'FROM scratch\nCOPY app /\n' })
  const all = { ...internet.variables, ...oidc.variables, ...docker.variables, ...variables }
  const result = await runAction(workspace, { inputs, variables: all, ...(from && { from }) })
  const records = await docker.records()
  const shown = JSON.stringify([result.log, result.summary, result.outputs, result.state, records])
  for (const secret of secrets()) {
    expect(shown).not.toContain(secret)
    expect(shown).not.toContain(Buffer.from(secret).toString('base64'))
    expect(result.masked).toContain(secret)
  }
  return { ...result, records }
}

const secrets = () => [...oidc.issued, ...google.issued.keys(), ...azure.entraTokens.keys(), ...azure.refreshTokens]
const lines = ({ log }: StepResult) => log.split('\n')
const errors = ({ log }: StepResult) =>
  [...log.matchAll(/^::error[^:]*::(.*)$/gm)].map(([, message = '']) => decodeURIComponent(message))

const bothClouds = {
  images: `${atGoogle}/acme/store/app\n${atAzure}/app`,
  tags: 'v1',
  'registry-auth': [
    `- registry: ${atGoogle}`,
    `  workload-identity-provider: ${provider}`,
    `  service-account: ${account}`,
    `- registry: ${atAzure}`,
    `  client-id: ${clientId}`,
    `  tenant-id: ${tenantId}`,
  ].join('\n'),
}

test.each([
  ['the sources', {}],
  ['the bundle', { from: 'bundle' }],
] as const)("%s publish to both with the workflow's OIDC token, and no stored secret", async (_, from) => {
  const result = await run({ inputs: bothClouds, ...from })
  expect(result.exitCode, result.log).toBe(0)
  const digest = result.outputs.digest
  expect([artifactRegistry.tags('acme/store/app'), acr.tags('app')]).toEqual([{ v1: digest }, { v1: digest }])
  expect(oidc.audiences.toSorted()).toEqual(['api://AzureADTokenExchange', `https://iam.googleapis.com/${provider}`])
  expect(lines(result)).toContain(`${atGoogle}: OIDC, ${account}`)
  expect(lines(result)).toContain(`${atAzure}: OIDC, client ${clientId}`)
  expect([...artifactRegistry.unexpected, ...acr.unexpected]).toEqual([])
})

test('publishes with the key that google-github-actions/auth left', async () => {
  await using folder = await mkdtempDisposable(join(tmpdir(), 'manifold-key-'))
  const path = join(folder.path, 'gha-creds.json')
  await writeFile(path, google.keyFile())
  const variables = { GOOGLE_APPLICATION_CREDENTIALS: path, ACTIONS_ID_TOKEN_REQUEST_URL: undefined }
  const result = await run({ inputs: { images: `${atGoogle}/acme/store/app`, tags: 'v1' }, variables })
  expect(result.exitCode, result.log).toBe(0)
  expect(lines(result)).toContain(`${atGoogle}: the Google credentials in GOOGLE_APPLICATION_CREDENTIALS`)
  expect(artifactRegistry.tags('acme/store/app')).toEqual({ v1: result.outputs.digest })
  expect(result.log).not.toContain(google.privateKey.split('\n')[3])
})

test('fails before the build is done if one of them refuses the identity, and says why', async () => {
  azure.subject = 'repo:acme/app:environment:production'
  const result = await run({ inputs: bothClouds, builder: { endless: true } })
  expect(result.exitCode).toBe(1)
  expect(errors(result)).toHaveLength(1)
  expect(errors(result)[0]).toContain(
    `sub=repo:acme/app:ref:refs/heads/main, aud=api://AzureADTokenExchange, repository=acme/app, ref=refs/heads/main: compare it with the subject and audience of the federated credentials of ${clientId}.`
  )
  expect(result.records.filter(({ end }) => end !== 'killed')).toEqual([])
  expect([artifactRegistry.tags('acme/store/app'), acr.tags('app')]).toEqual([{}, {}])
})

test('signs in nowhere if nothing is pushed', async () => {
  const result = await run({ inputs: { ...bothClouds, push: 'false' } })
  expect(result.exitCode, result.log).toBe(0)
  expect([internet.requests, front.requests, artifactRegistry.entries, acr.entries]).toEqual([[], [], [], []])
})
