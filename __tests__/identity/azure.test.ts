import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { identify } from '../../src/identity/providers.ts'
import { testEnvironment } from '../support/environment.ts'
import { AzureCloud, clientId, clientSecret, tenantId } from '../support/identity/azure.ts'
import { startFront } from '../support/identity/front.ts'
import { type Internet, type StandInResponse, startInternet } from '../support/identity/internet.ts'
import { OidcService } from '../support/identity/oidc-service.ts'
import { issueFor } from '../support/identity/refresh.ts'
import { refusalAt, type SignInOptions, signInAt } from '../support/identity/sign-in.ts'
import { image, layer } from '../support/images.ts'
import { keyringWith } from '../support/keyring.ts'
import { publishTo } from '../support/publish.ts'
import { startTestRegistry } from '../support/registry/registry.ts'
import { Tokens } from '../support/registry/tokens.ts'

const host = 'acme.azurecr.io'
const entra = 'login.microsoftonline.com'
const entry = { 'client-id': clientId, 'tenant-id': tenantId }
const job = { token: '', registry: undefined }

let internet: Internet
let oidc: OidcService
let cloud: AzureCloud
let folder: string
beforeAll(async () => {
  internet = await startInternet()
  folder = await mkdtemp(join(tmpdir(), 'manifold-azure-'))
})
afterAll(async () => {
  await internet[Symbol.asyncDispose]()
  await rm(folder, { recursive: true })
})
beforeEach(() => {
  oidc = new OidcService(internet)
  cloud = new AzureCloud(internet, oidc)
  serve(host)
  internet.requests.length = 0
})

/** Lets a registry's token service respond, which issues no access tokens. */
function serve(registry: string): void {
  internet.serve(
    registry,
    cloud.registry(registry, async () => ({ status: 500 }))
  )
}

const variables = () => ({ ...internet.variables, ...oidc.variables })
const asked = () => internet.requests.map(({ url }) => `${url.host.replace(/^run-actions.*/, 'oidc')}`)
const secrets = () => [
  ...oidc.issued,
  ...cloud.entraTokens.keys(),
  ...cloud.refreshTokens,
  oidc.requestToken,
  clientSecret,
]

/** The refusal, which must show no secret. */
async function refusal(options: SignInOptions = {}): Promise<string> {
  const message = await refusalAt(host, { entry, variables: variables(), ...options })
  for (const secret of secrets()) expect(message).not.toContain(secret)
  return message
}

describe('a federated credential', () => {
  test("exchanges the workflow's token for one of Entra ID, which serves all registries", async () => {
    serve('other.azurecr.io')
    const { credentials, descriptions, log } = await signInAt([host, 'other.azurecr.io'], {
      entry,
      variables: variables(),
    })
    expect(asked().toSorted()).toEqual(['acme.azurecr.io', entra, 'oidc', 'other.azurecr.io'].toSorted())
    expect(oidc.audiences).toEqual(['api://AzureADTokenExchange'])
    expect(credentials.map((each) => each?.kind === 'identity-token' && each.token).toSorted()).toEqual(
      cloud.refreshTokens.toSorted()
    )
    expect(credentials[0]).toMatchObject({ username: '00000000-0000-0000-0000-000000000000' })
    expect(Math.round(((credentials[0]?.expiresAt?.getTime() ?? 0) - Date.now()) / 60_000)).toBe(180)
    expect(descriptions[0]).toBe(`OIDC, client ${clientId}`)
    const known = secrets().filter((secret) => secret !== clientSecret)
    expect(log.masked).toEqual(expect.arrayContaining(known))
  })

  test.each([
    ['acme.azurecr.cn', 'login.partner.microsoftonline.cn'],
    ['acme.azurecr.us', 'login.microsoftonline.us'],
  ])('of %s is at %s', async (registry, login) => {
    cloud = new AzureCloud(internet, oidc, { entra: login })
    serve(registry)
    await signInAt([registry], { entry, variables: variables() })
    expect(asked()).toEqual(['oidc', login, registry])
  })

  test('is refused with what was in the token, and what to compare it with', async () => {
    cloud.subject = 'repo:acme/app:environment:production'
    expect(await refusal()).toBe(
      `${host}: sign-in at ${entra} was refused: 401 invalid_client: AADSTS700213: No matching federated identity record found for presented assertion subject 'repo:acme/app:ref:refs/heads/main'. Check your federated identity credential Subject, Audience and Issuer against the presented assertion. Trace ID: 0d3b1c00 Correlation ID: 7f1e Timestamp: 2026-11-29 10:00:00Z. The token has sub=repo:acme/app:ref:refs/heads/main, aud=api://AzureADTokenExchange, repository=acme/app, ref=refs/heads/main: compare it with the subject and audience of the federated credentials of ${clientId}.`
    )
    expect(asked()).toEqual(['oidc', entra])
  })

  test('without a role on the registry is refused with the role to assign', async () => {
    cloud.isAssigned = false
    expect(await refusal()).toBe(
      `${host}: sign-in at ${host} was refused: 401 UNAUTHORIZED: authentication required, visit https://aka.ms/acr/authorization for more information (Entra ID issued a token to ${clientId}). Assign this identity the role AcrPush on ${host}, or 'Container Registry Repository Writer' if the registry uses ABAC.`
    )
  })

  test("behind the registry's firewall is refused with what to allow", async () => {
    cloud.isOpen = false
    expect(await refusal()).toBe(
      `${host}: sign-in at ${host} was refused: 403 DENIED: client with IP '20.1.2.3' is not allowed access. Refer https://aka.ms/acr/firewall to grant access (Entra ID issued a token to ${clientId}). Allow the runner's address in the registry's firewall, or use a runner in its network: GitHub's runners have no fixed addresses.`
    )
  })

  test.each([entra, host])('does not follow a redirect of %s with a token', async (redirecting) => {
    internet.serve('stranger.test', () => ({ body: { access_token: 'a', refresh_token: 'b', expires_in: 60 } }))
    internet.serve(redirecting, () => ({ status: 307, headers: { location: 'https://stranger.test/' } }))
    expect(await refusal()).toContain(`sign-in at ${redirecting} failed: 307`)
    expect(internet.requestsTo('stranger.test')).toEqual([])
  })

  test.each<[string, StandInResponse]>([
    [entra, { body: { token_type: 'Bearer' } }],
    [host, { body: '<html>' }],
  ])('is refused in one sentence if %s sends no token', async (silent, response) => {
    internet.serve(silent, () => response)
    expect(await refusal()).toMatch(
      new RegExp(`^${host}: sign-in at ${silent} failed: the response contains no .*token\\.$`)
    )
  })
})

describe('an entry of registry-auth', () => {
  test.each<[string, Readonly<Record<string, string>>, string]>([
    ['a client alone', { 'client-id': clientId }, "'client-id' without 'tenant-id'"],
    ['a tenant alone', { 'tenant-id': tenantId }, "'tenant-id' without 'client-id'"],
    ['a name for an ID', { ...entry, 'client-id': 'deploy' }, "'client-id' that is not the ID"],
    ['a path for a tenant', { ...entry, 'tenant-id': '../common' }, "'tenant-id' that is not the ID"],
    ['a password as well', { ...entry, username: 'acme', password: 'x' }, 'remove one of the two'],
  ])('with %s is refused before anything is sent', async (_, given, problem) => {
    expect(await refusal({ entry: given })).toMatch(new RegExp(`^Input 'registry-auth': ${host} has .*${problem}`))
    expect(internet.requests).toEqual([])
  })

  test('with a username and password is a plain login', () => {
    const login = { username: 'acme', password: 'x' }
    expect(identify({ registry: host, entry: login, variables: {}, job })).toBeUndefined()
  })

  test.each([
    'acme.azurecr.io.evil.example',
    'acme.azurecr.io:8443',
    'evil-azurecr.io',
    'azurecr.io',
    'a.b.azurecr.io',
    'acme.azurecrXio',
    'acme.azurecr.de',
    'acme.azurecr.io.',
  ])('or what an earlier step left is not for %s', (registry) => {
    const left = { AZURE_CLIENT_ID: clientId, AZURE_TENANT_ID: tenantId, AZURE_CLIENT_SECRET: clientSecret }
    expect(identify({ registry, entry, variables: {}, job })).toBeUndefined()
    expect(identify({ registry, entry: undefined, variables: left, job })).toBeUndefined()
  })
})

describe('the environment', () => {
  const named = { AZURE_CLIENT_ID: clientId, AZURE_TENANT_ID: tenantId }

  test('may name an application with a secret, which only Entra ID gets', async () => {
    const { descriptions, log } = await signInAt([host], {
      variables: { ...internet.variables, ...named, AZURE_CLIENT_SECRET: clientSecret },
    })
    expect(asked()).toEqual([entra, host])
    expect(descriptions).toEqual([`AZURE_CLIENT_SECRET, client ${clientId}`])
    expect(log.masked).toEqual(expect.arrayContaining([clientSecret, ...cloud.refreshTokens]))
    expect(internet.requests[1]?.body).not.toContain(encodeURIComponent(clientSecret))
  })

  test('may name a file with a token', async () => {
    const path = join(folder, 'token')
    const token = oidc.sign('api://AzureADTokenExchange')
    await writeFile(path, `${token}\n`)
    const left = { ...internet.variables, ...named, AZURE_FEDERATED_TOKEN_FILE: path }
    const { descriptions, log } = await signInAt([host], { variables: left })
    expect(asked()).toEqual([entra, host])
    expect(descriptions).toEqual([`AZURE_FEDERATED_TOKEN_FILE, client ${clientId}`])
    expect(log.masked).toContain(token)
    cloud.subject = 'system:serviceaccount:runners:arc'
    expect(await refusal({ entry: undefined, variables: left })).toContain(
      'The token has sub=repo:acme/app:ref:refs/heads/main, aud=api://AzureADTokenExchange,'
    )
  })

  test.each(['/nowhere/token', '/dev/zero'])('is refused with a reason if the file is %s', async (path) => {
    const left = { ...internet.variables, ...named, AZURE_FEDERATED_TOKEN_FILE: path }
    expect(await refusal({ entry: undefined, variables: left })).toMatch(
      /^acme\.azurecr\.io: sign-in with the file in AZURE_FEDERATED_TOKEN_FILE failed: it (?:does not exist|cannot be read: it is not a regular file)/
    )
    expect(internet.requests).toEqual([])
  })

  test('is refused with a wrong secret, without a word about a password', async () => {
    const left = { ...internet.variables, ...named, AZURE_CLIENT_SECRET: 'wrong-secret' }
    const message = await refusal({ entry: undefined, variables: left })
    expect(message).toContain('401 invalid_client: AADSTS7000215: Invalid client secret provided.')
    expect(message).not.toContain('wrong-secret')
    expect(message).not.toContain('username')
  })

  test('names nobody if something is missing', () => {
    const cases = [named, { AZURE_CLIENT_ID: clientId, AZURE_CLIENT_SECRET: clientSecret }, {}]
    for (const variables of cases)
      expect(identify({ registry: host, entry: undefined, variables, job })).toBeUndefined()
  })
})

test('a publication outlives its refresh token: the form of the token service gets a new one', async () => {
  let now = Date.now()
  const clock = () => new Date(now)
  oidc = new OidcService(internet, { now: clock })
  cloud = new AzureCloud(internet, oidc, { now: clock })
  const tokens = new Tokens({ refreshTokens: { known: clientId } })
  const auth = { kind: 'bearer', tokens, realm: `https://${host}/oauth2/token`, service: host } as const
  await using registry = await startTestRegistry({ auth, tls: internet.certificateFor(host, '127.0.0.1') })
  const oauth2 = cloud.registry(host, issueFor(registry))
  await using front = await startFront(internet, host, { registry, oauth2 })
  const environment = testEnvironment({ variables: variables(), now: clock })
  const identity = identify({ registry: host, entry, variables: {}, job })
  const given = new Map([[host, { ...(identity && { identity }) }]])
  const keyring = keyringWith(given, { variables: variables(), now: clock, ...environment.log })
  const app = image({ layers: [layer('base'), layer('app')] })
  const [outcome] = await publishTo([`${host}/app:v1`], app, {
    environment,
    accessTo: (repository) => keyring.accessTo(repository),
    meanwhile: () => {
      now += 4 * 3_600_000
      tokens.expire()
    },
  })
  expect(outcome?.status, JSON.stringify(outcome)).toBe('published')
  expect(registry.tags('app')).toEqual({ v1: app.root.digest })
  const paths = front.requests.map(({ method, url }) => `${method} ${url.pathname}`)
  expect(paths.filter((path) => path === 'POST /oauth2/exchange')).toHaveLength(2)
  expect(new Set(paths)).toEqual(new Set(['POST /oauth2/exchange', 'POST /oauth2/token']))
  const sent = front.requests.map(({ body }) => new URLSearchParams(body).get('refresh_token')).filter(Boolean)
  expect(new Set(sent)).toEqual(new Set(cloud.refreshTokens))
  expect(registry.unexpected).toEqual([])
  for (const secret of secrets()) expect(environment.log.lines.join('\n')).not.toContain(secret)
})
