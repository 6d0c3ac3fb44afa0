import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { identify } from '../../src/identity/providers.ts'
import { type Internet, startInternet } from '../support/identity/internet.ts'
import { OidcService } from '../support/identity/oidc-service.ts'
import { connection, DockerHubIdentity, organization } from '../support/identity/registries/docker-hub.ts'
import { refusalAt, type SignInOptions, signInAt } from '../support/identity/sign-in.ts'

const audience = 'https://identity.docker.com'
const entry = { 'connection-id': connection, username: organization }

let internet: Internet
let oidc: OidcService
let hub: DockerHubIdentity
beforeAll(async () => {
  internet = await startInternet()
})
afterAll(() => internet[Symbol.asyncDispose]())
beforeEach(() => {
  oidc = new OidcService(internet)
  hub = new DockerHubIdentity(internet, oidc)
  internet.requests.length = 0
})

const variables = () => ({ ...internet.variables, ...oidc.variables })
const asked = () => internet.requests.map(({ url }) => url.host.replace(/^run-actions.*/, 'oidc'))
const claims = (audience: string) =>
  `sub=repo:acme/app:ref:refs/heads/main, aud=${audience}, repository=acme/app, ref=refs/heads/main`

/** The refusal, which must show no secret. */
async function refusal(registry: string, options: SignInOptions): Promise<string> {
  const message = await refusalAt(registry, { variables: variables(), ...options })
  for (const secret of [...oidc.issued, ...hub.issued, oidc.requestToken]) expect(message).not.toContain(secret)
  return message
}

function identifyAt(registry: string, entry: SignInOptions['entry'], left = {}) {
  return identify({ registry, entry, variables: left, job: { token: '', registry: undefined } })
}

test("exchanges the workflow's token once for Docker Hub and Docker Hardened Images", async () => {
  const { credentials, descriptions, log } = await signInAt(['docker.io', 'dhi.io'], { entry, variables: variables() })
  expect(asked()).toEqual(['oidc', 'identity.docker.com'])
  expect(oidc.audiences).toEqual([audience])
  const [password] = hub.issued
  expect(credentials[0]).toMatchObject({ kind: 'password', username: organization, password })
  expect(credentials[1]).toEqual(credentials[0])
  expect(Math.round(((credentials[0]?.expiresAt?.getTime() ?? 0) - Date.now()) / 60_000)).toBe(60)
  expect(descriptions[0]).toBe(`OIDC, connection ${connection} of acme`)
  const login = Buffer.from(`${organization}:${password}`).toString('base64')
  expect(log.masked).toEqual(expect.arrayContaining([oidc.requestToken, ...oidc.issued, password, login]))
})

test('waits for as long as Docker asks when it is busy', async () => {
  hub.busy = 1
  const before = performance.now()
  const { credentials } = await signInAt(['docker.io'], { entry, variables: variables() })
  expect(internet.requestsTo('identity.docker.com').map(({ status }) => status)).toEqual([429, 200])
  expect(performance.now() - before).toBeGreaterThan(999)
  expect(credentials[0]).toMatchObject({ password: hub.issued[0] })
})

test('takes the connection from where docker/login-action takes it, if there is no password', async () => {
  const left = { DOCKERHUB_OIDC_CONNECTIONID: ` ${connection}\n` }
  const { credentials } = await signInAt(['docker.io'], {
    entry: { username: organization },
    variables: { ...variables(), ...left },
  })
  expect(credentials[0]).toMatchObject({ username: organization, password: hub.issued[0] })
  expect(identifyAt('docker.io', { username: organization, password: 'dckr_pat_1' }, left)).toBeUndefined()
  expect(identifyAt('docker.io', {}, left)).toBeUndefined()
  expect(identifyAt('docker.io', undefined, left)).toBeUndefined()
})

describe('a refusal', () => {
  test('says what is in the token, and what to compare it with', async () => {
    hub.ruleset = /^repo:acme\/other:/
    expect(await refusal('docker.io', { entry })).toBe(
      `docker.io: sign-in at identity.docker.com was refused: 403 no ruleset matches the subject. The workflow's token has ${claims(audience)}: compare it with the rulesets of the OIDC connection in Docker Home.`
    )
  })

  test('comes for a token that has expired', async () => {
    oidc.lifetime = -1
    expect(await refusal('docker.io', { entry })).toContain('401 invalid token: it has expired')
  })

  test('comes before any request if the job may not have a token', async () => {
    expect(await refusal('docker.io', { entry, variables: internet.variables })).toContain(
      "'permissions: id-token: write'"
    )
    expect(asked()).toEqual([])
  })

  test('comes if Docker sends no token', async () => {
    internet.serve('identity.docker.com', () => ({ body: { access_token: '' } }))
    expect(await refusal('docker.io', { entry })).toBe(
      'docker.io: sign-in at identity.docker.com failed: the response contains no token.'
    )
  })

  test('comes instead of a redirect, which could lead the token to a stranger', async () => {
    internet.serve('stranger.test', () => ({ body: { access_token: 'x' } }))
    internet.serve('identity.docker.com', () => ({ status: 307, headers: { location: 'https://stranger.test/' } }))
    expect(await refusal('docker.io', { entry })).toContain('sign-in at identity.docker.com failed: 307')
    expect(internet.requestsTo('stranger.test')).toEqual([])
  })
})

test.each<[string, SignInOptions['entry'], RegExp]>([
  ['a password as well', { ...entry, password: 'dckr_pat_1' }, /'connection-id' as well as a password: remove one/],
  ['no organization', { 'connection-id': connection }, /'connection-id' without 'username', which must be the organ/],
  ['no UUID', { ...entry, 'connection-id': 'acme' }, /a 'connection-id' that is not a UUID, as shown under OIDC/],
])('an entry with %s is an input error', (_, given, problem) => {
  expect(() => identifyAt('docker.io', given)).toThrow(problem)
})

test('a variable without a UUID is an input error', () => {
  const left = { DOCKERHUB_OIDC_CONNECTIONID: 'acme' }
  expect(() => identifyAt('docker.io', { username: organization }, left)).toThrow(
    "Input 'username': the variable DOCKERHUB_OIDC_CONNECTIONID is set, but it is not a UUID"
  )
})

test.each(['evil-docker.io', 'docker.io.evil.example', 'docker.io:8443', 'x.dhi.io', 'dockerXio', 'hub.docker.com'])(
  'there is no connection for %s',
  (registry) => {
    expect(identifyAt(registry, entry)).toBeUndefined()
    expect(identifyAt(registry, { username: 'a' }, { DOCKERHUB_OIDC_CONNECTIONID: connection })).toBeUndefined()
  }
)
